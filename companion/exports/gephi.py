"""Gephi's own tables: nodes.csv and edges.csv, with the times at which edges were there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from companion.core.columns import Row
from companion.core.facts import label
from companion.core.file_text import cell
from companion.exports.format import MANIFEST, Format, Rows
from companion.exports.gexf import OF_A_NODE, OF_AN_EDGE

NODES, EDGES = "nodes.csv", "edges.csv"


def _write(rows: Rows, target: Path) -> None:
    of_nodes = [column.name for column in rows.columns("accounts") if column.name not in OF_A_NODE]
    of_edges = [column.name for column in rows.columns("edges") if column.name not in OF_AN_EDGE]
    _table(
        target / NODES,
        ["Id", "Label", "Timeset", *of_nodes],
        (
            [row["ref"], label(row), _interval(row["first_seen"], None), *(row[name] for name in of_nodes)]
            for row in rows.of("accounts")
        ),
    )
    _table(
        target / EDGES,
        ["Source", "Target", "Type", "Kind", "Id", "Weight", "Timeset", *of_edges],
        (
            [
                row["source"],
                row["target"],
                "Undirected" if row["kind"] == "friend" else "Directed",
                row["kind"],
                number,
                1 if row["weight"] is None else row["weight"],
                _intervals(row["spells"]),
                *(row[name] for name in of_edges),
            ]
            for number, row in enumerate(rows.of("edges"))
        ),
    )


def _table(path: Path, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(names)
        table.writerows([cell(value) for value in row] for row in rows)


def _intervals(spells: Sequence[Row]) -> str:
    """An edge is drawn from its first sighting until a complete capture lacks it, as in every view of a date."""
    return f"<{'; '.join(_interval(spell['first_seen'], spell['gone_by'])[1:-1] for spell in spells)}>"


def _interval(start: str, end: str | None) -> str:
    return f"<[{start}, {end or 'Infinity'}]>"


FORMAT = Format(
    "gephi",
    "A folder with Gephi's own tables: nodes.csv and edges.csv.",
    ("accounts", "edges"),
    _write,
    files=(NODES, EDGES, MANIFEST),
)
