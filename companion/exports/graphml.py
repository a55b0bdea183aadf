"""GraphML for networkx, igraph, yEd and others: accounts and edges, without their history on a time line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from companion.core.columns import Column, Row
from companion.core.facts import label, plain
from companion.core.file_text import attribute, content
from companion.exports.format import Format, Rows
from companion.exports.gexf import TYPES

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"

_ENDS = ("source", "target")


def _write(rows: Rows, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_lines(rows))


def _lines(rows: Rows) -> Iterator[str]:
    """Nodes are ``n0``, ``n1`` …, since a ref may have letters that an id may not.

    networkx reads no graph that has edges of both sorts. So a friendship is one edge without a direction where there
    are only friendships, and else two, one each way.
    """
    of_nodes, of_edges = rows.columns("accounts"), [c for c in rows.columns("edges") if c.name not in _ENDS]
    directed = rows.facts.has_directed_edges()
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{NAMESPACE}">\n'
    yield f"<desc>{content(json.dumps(rows.manifest, ensure_ascii=False))}</desc>\n"
    yield '<key id="node_label" for="node" attr.name="label" attr.type="string"/>\n'
    yield from _declared("node", of_nodes)
    yield from _declared("edge", of_edges)
    yield f'<graph id="G" edgedefault="{"directed" if directed else "undirected"}">\n'
    node_of: dict[str, int] = {}
    for row in rows.of("accounts"):
        node = node_of.setdefault(row["ref"], len(node_of))
        named = f'<data key="node_label">{content(label(row))}</data>'
        yield f'<node id="n{node}">{named}{_values("node", of_nodes, row)}</node>\n'
    for number, row in enumerate(rows.of("edges")):
        source, target = node_of[row["source"]], node_of[row["target"]]
        values = _values("edge", of_edges, row)
        yield f'<edge id="e{number}" source="n{source}" target="n{target}">{values}</edge>\n'
        if directed and row["kind"] == "friend":
            yield f'<edge id="e{number}back" source="n{target}" target="n{source}">{values}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _declared(kind: str, columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        typed = TYPES.get(column.kind, "string")
        yield (
            f'<key id="{kind}_{column.name}" for="{kind}" attr.name="{column.name}" attr.type={attribute(typed)}/>\n'
        )


def _values(kind: str, columns: Sequence[Column], row: Row) -> str:
    """What is known; what is not has no element."""
    return "".join(
        f'<data key="{kind}_{column.name}">{content(plain(row[column.name]))}</data>'
        for column in columns
        if row[column.name] is not None
    )


FORMAT = Format(
    "graphml",
    "GraphML for networkx, igraph and yEd: accounts and edges.",
    ("accounts", "edges"),
    _write,
    (".graphml",),
)
