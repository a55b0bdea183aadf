"""GEXF 1.3 for Gephi: accounts and edges with the times at which they were there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from companion.core.facts import Column, Kind, Row, label, plain
from companion.core.file_text import attribute, content
from companion.exports.format import Format, Rows

NAMESPACE = "http://gexf.net/1.3"
TYPES = {Kind.integer: "long", Kind.number: "double", Kind.flag: "boolean"}
"""The types of attributes; what is not here is a string, lists and records as JSON."""

# What GEXF has a place of its own for.
_OF_A_NODE = ("ref",)
_OF_AN_EDGE = ("source", "target", "kind", "weight")


def _write(rows: Rows, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_lines(rows))


def _lines(rows: Rows) -> Iterator[str]:
    of_nodes = [column for column in rows.columns("accounts") if column.name not in _OF_A_NODE]
    of_edges = [column for column in rows.columns("edges") if column.name not in _OF_AN_EDGE]
    said = rows.manifest
    default = "directed" if rows.facts.has_directed_edges() else "undirected"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<gexf xmlns="{NAMESPACE}" version="1.3">\n<meta lastmodifieddate="{said["made_at"][:10]}">\n'
    yield f"<creator>{content(said['made_by'])}</creator>\n"
    yield f"<description>{content(json.dumps(said, ensure_ascii=False))}</description>\n</meta>\n"
    yield (
        f'<graph defaultedgetype="{default}" idtype="string" mode="dynamic" timeformat="dateTime" '
        'timerepresentation="interval" timezone="UTC">\n'
    )
    yield from _declared("node", of_nodes)
    yield from _declared("edge", of_edges)
    yield "<nodes>\n"
    for row in rows.of("accounts"):
        names = f"id={attribute(row['ref'])} label={attribute(label(row))}"
        yield f"<node {names} start={attribute(row['first_seen'])}>{_values(of_nodes, row)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for number, row in enumerate(rows.of("edges")):
        yield f'<edge id="{number}" {_edge(row)}>{_values(of_edges, row)}{_spells(row["spells"])}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(kind: str, columns: Sequence[Column]) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">\n'
    for column in columns:
        typed = TYPES.get(column.kind, "string")
        yield f'<attribute id="{column.name}" title="{column.name}" type="{typed}"/>\n'
    yield "</attributes>\n"


def _edge(row: Row) -> str:
    typed = "undirected" if row["kind"] == "friend" else "directed"
    ends = f"source={attribute(row['source'])} target={attribute(row['target'])}"
    weight = "" if row["weight"] is None else f' weight="{plain(row["weight"])}"'
    return f'{ends} type="{typed}" kind={attribute(row["kind"])}{weight}'


def _values(columns: Sequence[Column], row: Row) -> str:
    """The attributes' values; what is not known has none."""
    values = "".join(
        f'<attvalue for="{column.name}" value={attribute(plain(row[column.name]))}/>'
        for column in columns
        if row[column.name] is not None
    )
    return f"<attvalues>{values}</attvalues>"


def _spells(spells: Sequence[Row]) -> str:
    """An edge is drawn from its first sighting until a complete capture lacks it, as in every view of a date."""
    drawn = "".join(
        f"<spell start={attribute(spell['first_seen'])}"
        + (f" end={attribute(spell['gone_by'])}" if spell["gone_by"] is not None else "")
        + "/>"
        for spell in spells
    )
    return f"<spells>{drawn}</spells>" if drawn else ""


FORMAT = Format(
    "gexf",
    "GEXF 1.3 for Gephi: accounts and edges with the times at which they were there.",
    ("accounts", "edges"),
    _write,
    (".gexf",),
)
