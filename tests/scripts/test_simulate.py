"""Simulated worlds: the same for a seed, the same tables either way, and like what they stand for."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from companion.demo.world.shape import Shape
from companion.demo.world.world import world
from companion.errors import BadRequestError
from scripts.simulate import simulate

SMALL = replace(Shape().of_accounts(600), visited=0.3, again=0.5, friends=20.0, following=15.0)

# Every fact by its own name, so that the numbers of rows are nothing.
FACTS = {
    "accounts": "SELECT accounts.platform, account_id, handle, display_name, accounts.address, key, sha256, evidence, "
    "first_seen, last_seen FROM accounts LEFT JOIN picture_addresses ON picture_addresses.id = picture_address "
    "LEFT JOIN pictures ON pictures.id = picture",
    "account_handles": "SELECT accounts.handle, account_handles.handle, account_handles.first_seen, "
    "account_handles.last_seen FROM account_handles JOIN accounts ON accounts.id = account",
    "avatars": "SELECT handle, key, avatars.first_seen, avatars.last_seen FROM avatars "
    "JOIN accounts ON accounts.id = account JOIN picture_addresses ON picture_addresses.id = avatars.picture_address",
    "sessions": "SELECT uuid, first_seen, last_seen FROM sessions",
    "pages": "SELECT platform, kind, address, title, first_seen, last_seen FROM pages",
    "batches": "SELECT key, uuid, address, tool_version, observed_at, received_at FROM batches "
    "JOIN sessions ON sessions.id = session JOIN pages ON pages.id = page",
    "observations": "SELECT accounts.handle, key, role, observations.account_id, observations.handle, "
    "observations.address, observations.display_name, bio, followers, following, friends, posts, "
    "observations.picture_address = accounts.picture_address FROM observations "
    "JOIN accounts ON accounts.id = account JOIN batches ON batches.id = batch",
    "captures": "SELECT uuid, kind, handle, key, displayed_count, seen_count, complete, captures.first_seen, "
    "captures.last_seen FROM captures JOIN accounts ON accounts.id = owner JOIN batches ON batches.id = batch",
    "capture_members": "SELECT uuid, handle, key FROM capture_members JOIN captures ON captures.id = capture "
    "JOIN accounts ON accounts.id = account JOIN batches ON batches.id = capture_members.batch",
    "edges": "SELECT edges.kind, source.handle, target.handle, edges.first_seen, edges.last_seen, spells.first_seen, "
    "spells.last_seen, began_after, gone_by FROM edges JOIN spells ON edge = edges.id "
    "JOIN accounts AS source ON source.id = source JOIN accounts AS target ON target.id = target",
    "activities": "SELECT accounts.handle, batches.key, kind, object, object_kind, time, precision FROM activities "
    "JOIN accounts ON accounts.id = account JOIN batches ON batches.id = batch",
    "activity_objects": "SELECT activities.object, objects.platform, objects.kind, objects.key FROM activity_objects "
    "JOIN activities ON activities.id = activity JOIN objects ON objects.id = activity_objects.object",
}


def facts(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(folder / "eyeline.db")) as conn:
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        return {name: sorted(conn.execute(query).fetchall(), key=repr) for name, query in FACTS.items()}


def test_the_tables_are_what_ingest_makes_of_the_same_batches(tmp_path: Path) -> None:
    simulate(tmp_path / "direct", SMALL, 7)
    simulate(tmp_path / "ingested", SMALL, 7, by_ingest=True)
    direct, ingested = facts(tmp_path / "direct"), facts(tmp_path / "ingested")
    for name, rows in ingested.items():
        assert direct[name] == rows, name
    assert any(row[-1] is not None for row in direct["edges"]), "nothing was unfollowed, so that was not tested"
    assert (tmp_path / "direct" / "truth.json").read_bytes() == (tmp_path / "ingested" / "truth.json").read_bytes()


def test_a_seed_gives_one_world(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        simulate(tmp_path / name, SMALL, seed)
    assert facts(tmp_path / "a") == facts(tmp_path / "b")
    assert facts(tmp_path / "a")["edges"] != facts(tmp_path / "c")["edges"]


def test_the_truth_names_accounts_of_the_database(tmp_path: Path) -> None:
    simulate(tmp_path / "w", SMALL, 3)
    truth = json.loads((tmp_path / "w" / "truth.json").read_text())
    seen = {row[2] for row in facts(tmp_path / "w")["accounts"]}
    assert set(truth["opened"]) <= seen
    planted = set(truth["planted"]["facebook"]) | set(truth["planted"]["instagram"])
    assert planted == {name for group in truth["operators"].values() for name in group}
    assert not planted & set(truth["hubs"])


def test_lists_are_as_complete_as_asked(tmp_path: Path) -> None:
    for completeness in (0.3, 1.0):
        folder = tmp_path / str(completeness)
        simulate(folder, replace(SMALL, completeness=completeness, again=0.0), 5)
        with closing(sqlite3.connect(folder / "eyeline.db")) as conn:
            mean, whole = conn.execute(
                "SELECT avg(1.0 * seen_count / displayed_count), avg(complete) FROM captures WHERE displayed_count > 0"
            ).fetchone()
        assert mean == pytest.approx(completeness, abs=0.05)
        assert whole == 1 if completeness == 1 else whole < 0.1


def test_the_world_is_as_hard_as_it_says() -> None:
    """Heavy tails, villages and clubs among the ordinary, and planted lists that are mostly camouflage."""
    made = world(Shape(), np.random.default_rng(11))
    assert [int((made.role == 1)[made.platform == at].sum()) for at in (0, 1)] == [663, 388]
    friends, followers, _ = made.degrees()
    ordinary = (made.role == 0) & (made.platform == 0)
    assert np.median(friends[ordinary]) * 15 < friends[ordinary].max()
    assert followers[made.role == 0].max() > 1000
    club = made.club[made.friends]
    in_club = (club[:, 0] == club[:, 1]) & (club[:, 0] >= 0)
    village = made.village[made.friends]
    in_village = (village[:, 0] == village[:, 1]) & (village[:, 0] >= 0) & ~in_club
    assert 0.15 < in_club[ordinary[made.friends].all(axis=1)].mean() < 0.4
    assert 0.25 < in_village[ordinary[made.friends].all(axis=1)].mean() < 0.5
    degrees = [np.median(friends[(made.role == role) & (made.platform == 0)]) for role in (0, 1)]
    assert degrees[1] == pytest.approx(degrees[0], rel=0.4)  # the length of a list gives nobody away


def test_aligned_pictures_sit_where_stylegans_do() -> None:
    """By GANEyeDistance's own threshold; the eyes of ordinary pictures lie anywhere."""
    dress = world(SMALL, np.random.default_rng(2)).wardrobe
    faces = np.flatnonzero(dress.level_of >= 0)
    alignments = [dress.evidence(int(picture)).alignment for picture in faces]
    near = np.array([each is not None and each.eye_distance < 0.02 for each in alignments])
    aligned = dress.level_of[faces] == 2
    assert near[aligned].mean() > 0.9
    assert near[dress.level_of[faces] == 0].mean() < 0.05
    for found in alignments:
        assert found is not None
        middle = (found.template.left.x + found.template.right.x) / 2 - 0.5 + found.shift_x
        assert found.eyes.right.x > found.eyes.left.x
        assert (found.eyes.left.x + found.eyes.right.x) / 2 - 0.5 == pytest.approx(middle, abs=0.15)


def test_what_cannot_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequestError, match="at least 50"):
        Shape(facebook=3)
    with pytest.raises(BadRequestError, match="between 0 and 1"):
        Shape(completeness=1.2)
    simulate(tmp_path / "w", SMALL, 1)
    with pytest.raises(BadRequestError, match="exists"):
        simulate(tmp_path / "w", SMALL, 1)
