"""GEXF 1.3 for Gephi: accounts and edges with the times at which they were there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import count
from pathlib import Path
from typing import Any

from companion.core.columns import Column, Kind
from companion.core.fact_columns import Part, Values, bare_records, rows_of
from companion.core.facts import label, plain
from companion.core.file_text import attribute, content
from companion.exports.format import Format, Rows

NAMESPACE = "http://gexf.net/1.3"
TYPES = {Kind.integer: "long", Kind.number: "double", Kind.flag: "boolean"}
"""The types of attributes, as GraphML calls them, too; what is not here is a string, lists and records as JSON."""

KEPT = 2**14
"""Texts of times and spells that are kept, since they come again."""
LABELLING = ("handle", "display_name", "ref")

# What GEXF, and Gephi in its tables, has a place of its own for.
OF_A_NODE = ("ref",)
OF_AN_EDGE = ("source", "target", "kind", "weight")


def _write(rows: Rows, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_lines(rows))


def _lines(rows: Rows) -> Iterator[str]:
    of_nodes = [column for column in rows.columns("accounts") if column.name not in OF_A_NODE]
    of_edges = [column for column in rows.columns("edges") if column.name not in OF_AN_EDGE]
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
    values_of = _values(of_nodes)
    for part in rows.parts("accounts"):
        labels = map(label, rows_of({name: part[name] for name in LABELLING if name in part}))
        columns = (map(attribute, part["ref"]), map(attribute, labels), map(attribute, part["first_seen"]))
        for ref, labelled, begun, values in zip(*columns, values_of(part), strict=True):
            yield f"<node id={ref} label={labelled} start={begun}>{values}</node>\n"
    yield "</nodes>\n<edges>\n"
    values_of, ref_of, drawn = _values(of_edges), cache(attribute), lru_cache(KEPT)(_spells)
    kind_and_weight, numbers = lru_cache(KEPT)(_kind_and_weight), count()
    for part in rows.parts("edges"):
        ends = (map(ref_of, part["source"]), map(ref_of, part["target"]))
        named = map(kind_and_weight, part["kind"], part["weight"])
        spells = map(drawn, bare_records(part["spells"]))
        for source, target, kind, values, spelt in zip(*ends, named, values_of(part), spells, strict=True):
            yield f'<edge id="{next(numbers)}" source={source} target={target} {kind}>{values}{spelt}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(kind: str, columns: Sequence[Column]) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">\n'
    for column in columns:
        typed = TYPES.get(column.kind, "string")
        yield f'<attribute id="{column.name}" title="{column.name}" type="{typed}"/>\n'
    yield "</attributes>\n"


def _kind_and_weight(kind: str, weight: float | None) -> str:
    typed = "undirected" if kind == "friend" else "directed"
    return f'type="{typed}" kind={attribute(kind)}' + ("" if weight is None else f' weight="{plain(weight)}"')


def _values(columns: Sequence[Column]) -> Callable[[Part], Iterator[str]]:
    """What gives each row's attributes; what is not known has none."""
    written = [(column.name, _written(column)) for column in columns]

    def values(part: Part) -> Iterator[str]:
        found = [write(part[name]) for name, write in written]
        return (f"<attvalues>{''.join(row)}</attvalues>" for row in zip(*found, strict=True))

    return values


def _written(column: Column) -> Callable[[Values], Iterable[str]]:
    """What writes the column's values; those of which few are often the same are kept for a while."""
    before = f'<attvalue for="{column.name}" value='

    def one(value: Any) -> str:
        return "" if value is None else f"{before}{attribute(plain(value))}/>"

    def records(values: tuple[tuple[Any, ...], ...]) -> str:
        return one([dict(zip(column.fields, record, strict=True)) for record in values])

    if column.kind is Kind.records:
        kept = lru_cache(KEPT)(records)
        return lambda values: map(kept, bare_records(values))
    if column.kind is Kind.integer:
        return lambda values: ["" if value is None else f'{before}"{value}"/>' for value in values]
    if column.kind is Kind.texts:
        none = one([])
        return lambda values: [none if texts == [] else one(texts) for texts in values]
    return partial(map, lru_cache(KEPT)(one) if column.kind in (Kind.time, Kind.flag) else one)


def _spells(spells: tuple[tuple[str, str, str | None, str | None], ...]) -> str:
    """An edge is drawn from its first sighting until a complete capture lacks it, as in every view of a date."""
    drawn = "".join(
        f"<spell start={attribute(first_seen)}" + (f" end={attribute(gone_by)}" if gone_by is not None else "") + "/>"
        for first_seen, _, _, gone_by in spells
    )
    return f"<spells>{drawn}</spells>" if drawn else ""


FORMAT = Format(
    "gexf",
    "GEXF 1.3 for Gephi: accounts and edges with the times at which they were there.",
    ("accounts", "edges"),
    _write,
    (".gexf",),
)
