"""A world like the case, from a seed: ``python scripts/simulate.py FOLDER --seed 1`` writes an Eyeline database.

``FOLDER/eyeline.db`` is a data folder for ``eyeline --data FOLDER …``, and ``FOLDER/truth.json`` beside it says who was
planted, by handle. 663 Facebook and 388 Instagram accounts of an operation are among ordinary people who have villages,
clubs and hubs of their own; ``companion/demo/world`` says how the world is made.

By default the tables are written directly, which takes seconds; ``--ingest`` sends the same batches through
``companion.operations.ingest``, as the extension's would go, and gives the same tables. Everything else is sized by
``--accounts`` (ordinary accounts in all), ``--friends`` and ``--following`` (mean list), ``--visited`` (share of the
ordinary accounts whose lists are opened) and ``--completeness`` (mean share of a list that is seen). A bench's
100,000 accounts and 1,000,000 edges are ``--bench``, which opens every list and sees it whole. ``--case NAME`` puts
the planted accounts into a case, and keeps small copies of their pictures.

From Python: ``simulate(folder, shape, seed)`` gives the world, and the database is in the folder.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from companion.demo.world.browsing import browse
from companion.demo.world.shape import Shape
from companion.demo.world.sightings import Sightings, batches, sightings
from companion.demo.world.world import World, world
from companion.errors import BadRequestError, CompanionError
from companion.operations.ingest import ingest
from companion.store import actions, cases
from companion.store.connection import in_transaction
from companion.store.db import open_migrated
from companion.store.folder import DATABASE, make_folder
from companion.store.times import now, text_of
from scripts.simulation import bulk
from scripts.simulation.copies import add_copies
from scripts.simulation.pictures import add_pictures

BENCH = replace(
    Shape().of_accounts(99_000),
    friends=14.4,
    following=16.0,
    visited=1.0,
    visited_planted=1.0,
    completeness=1.0,
    again=0.0,
)
"""About 100,000 accounts and 1,000,000 edges, all seen."""


def simulate(
    folder: Path,
    shape: Shape,
    seed: int,
    *,
    by_ingest: bool = False,
    altered: Callable[[World, np.random.Generator], World] | None = None,
) -> World:
    """Write the world's database and truth, of the world as it is ``altered``.

    Raises :class:`BadRequestError` where the folder has a database.
    """
    if (folder / DATABASE).exists():
        raise BadRequestError("demo.database_exists", file=folder / DATABASE)
    rng = np.random.default_rng(seed)
    made = world(shape, rng)
    if altered is not None:
        made = altered(made, rng)
    seen = sightings(made, browse(made, shape, rng))
    with closing(open_migrated(make_folder(folder) / DATABASE)) as conn:
        if by_ingest:
            for batch in batches(seen):
                in_transaction(conn, partial(ingest, batch=batch, received_at=batch.observed_at))
        else:
            conn.execute("PRAGMA journal_mode = OFF")  # a new file: where this ends early, it is made anew
            conn.execute("PRAGMA cache_size = -500000")
            in_transaction(conn, lambda conn: bulk.write(conn, seen))
        in_transaction(conn, lambda conn: add_pictures(conn, seen, text_of(seen.time(len(seen.visit) - 1))))
        conn.execute("PRAGMA journal_mode = WAL")
    (folder / "truth.json").write_text(json.dumps(_truth(made, seen, shape, seed), indent=1) + "\n")
    return made


def begin_case(folder: Path, made: World, name: str) -> int:
    """Put the planted accounts that were seen into a case, and keep copies of their pictures; gives its number."""
    handles = [handle for planted in made.truth()["planted"].values() for handle in planted]

    def begin(conn: sqlite3.Connection) -> int:
        found = conn.execute(
            "SELECT id FROM accounts WHERE handle IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(handles),),
        )
        suspects = np.array([row["id"] for row in found], np.int64)
        case = cases.new(conn, name, text_of(now()))
        actions.collect(conn, case, suspects.tolist(), now())
        add_copies(conn, suspects)
        return case

    with closing(open_migrated(folder / DATABASE)) as conn:
        return in_transaction(conn, begin)


def _truth(made: World, seen: Sightings, shape: Shape, seed: int) -> dict[str, object]:
    opened = sorted({made.handles[owner] for owner in seen.visits.owner.tolist()})
    return {"seed": seed, "shape": asdict(shape), "opened": opened, **made.truth()}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--accounts", type=int, help="ordinary accounts in all; the operation shrinks with them")
    for name in ("friends", "following", "visited", "completeness"):
        parser.add_argument(f"--{name}", type=float)
    parser.add_argument("--bench", action="store_true")
    parser.add_argument("--case", metavar="NAME", help="a case of the planted accounts, with copies of their pictures")
    parser.add_argument("--ingest", action="store_true", help="through companion.operations.ingest, batch by batch")
    options = parser.parse_args(arguments)
    try:
        shape = BENCH if options.bench else Shape()
        if options.accounts is not None:
            shape = shape.of_accounts(options.accounts)
        given = {
            name: value
            for name in ("friends", "following", "visited", "completeness")
            if (value := getattr(options, name)) is not None
        }
        made = simulate(options.folder, replace(shape, **given), options.seed, by_ingest=options.ingest)
        if options.case:
            begin_case(options.folder, made, options.case)
    except CompanionError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{len(made):,} accounts, {len(made.friends) + len(made.follows):,} ties in {options.folder / DATABASE}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
