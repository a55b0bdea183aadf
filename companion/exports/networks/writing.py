"""One network as GEXF, GraphML, CSV (of its ties) or Parquet (of its ties), by what the file's name ends in."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from companion import __version__
from companion.core.facts import plain
from companion.core.file_text import attribute, cell, content
from companion.errors import BadRequestError
from companion.exports import gexf, graphml
from companion.installing.late import PARQUET, need


@dataclass(frozen=True)
class Node:
    """An account of the network. ``label``: nothing under pseudonyms. ``community``: from 1, the largest first."""

    ref: str
    platform: str
    label: str | None
    community: int


@dataclass(frozen=True)
class Tie:
    """Two accounts, in no order. ``kind``: what they have in common; ``expected``: how much of it chance gives."""

    source: str
    target: str
    kind: str
    weight: float
    expected: float
    p_value: float | None
    q_value: float


@dataclass(frozen=True)
class Network:
    nodes: Sequence[Node]
    ties: Sequence[Tie]


MADE_BY = f"Eyeline {__version__}"
OF_NODES = {"platform": "string", "community": "long"}
OF_TIES = {"kind": "string", "expected": "double", "p_value": "double", "q_value": "double"}
COLUMNS = (
    "source",
    "target",
    "kind",
    "weight",
    "expected",
    "p_value",
    "q_value",
    "source_community",
    "target_community",
)


def write(network: Network, target: Path, suffix: str) -> None:
    """Write it. Raises :class:`BadRequestError` for a suffix of no such format."""
    writer = WRITERS.get(suffix.lower())
    if writer is None:
        raise BadRequestError("exports.network_suffix", suffix=suffix or "…", known=", ".join(WRITERS))
    writer(network, target)


def _gexf(network: Network, target: Path) -> None:
    def lines() -> Iterator[str]:
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="{gexf.NAMESPACE}" version="1.3">\n'
        yield f"<meta><creator>{MADE_BY}</creator></meta>\n"
        yield '<graph defaultedgetype="undirected" idtype="string">\n'
        for kind, columns in (("node", OF_NODES), ("edge", OF_TIES)):
            declared = "".join(f'<attribute id="{n}" title="{n}" type="{typed}"/>' for n, typed in columns.items())
            yield f'<attributes class="{kind}" mode="static">{declared}</attributes>\n'
        yield "<nodes>\n"
        for node in network.nodes:
            named = f"id={attribute(node.ref)} label={attribute(node.label or node.ref)}"
            yield f"<node {named}>{_attvalues(asdict(node), OF_NODES)}</node>\n"
        yield "</nodes>\n<edges>\n"
        for number, tie in enumerate(network.ties):
            ends = f"source={attribute(tie.source)} target={attribute(tie.target)}"
            values = _attvalues(asdict(tie), OF_TIES)
            yield f'<edge id="{number}" {ends} weight="{plain(tie.weight)}">{values}</edge>\n'
        yield "</edges>\n</graph>\n</gexf>\n"

    _write_lines(target, lines())


def _attvalues(row: Mapping[str, object], columns: Mapping[str, str]) -> str:
    values = "".join(
        f'<attvalue for="{name}" value={attribute(plain(row[name]))}/>' for name in columns if row[name] is not None
    )
    return f"<attvalues>{values}</attvalues>"


def _graphml(network: Network, target: Path) -> None:
    of_nodes, of_ties = {"ref": "string", "label": "string", **OF_NODES}, {"weight": "double", **OF_TIES}

    def lines() -> Iterator[str]:
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{graphml.NAMESPACE}">\n'
        yield f"<desc>{content(json.dumps({'made_by': MADE_BY}))}</desc>\n"
        for kind, columns in (("node", of_nodes), ("edge", of_ties)):
            for name, typed in columns.items():
                yield f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{typed}"/>\n'
        yield '<graph id="G" edgedefault="undirected">\n'
        number = {node.ref: at for at, node in enumerate(network.nodes)}
        for node in network.nodes:
            yield f'<node id="n{number[node.ref]}">{_data("node", asdict(node), of_nodes)}</node>\n'
        for tie in network.ties:
            ends = f'source="n{number[tie.source]}" target="n{number[tie.target]}"'
            yield f"<edge {ends}>{_data('edge', asdict(tie), of_ties)}</edge>\n"
        yield "</graph>\n</graphml>\n"

    _write_lines(target, lines())


def _data(kind: str, row: Mapping[str, object], columns: Mapping[str, str]) -> str:
    return "".join(
        f'<data key="{kind}_{name}">{content(plain(row[name]))}</data>' for name in columns if row[name] is not None
    )


def _write_lines(target: Path, lines: Iterator[str]) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(lines)


def _rows(network: Network) -> Iterator[dict[str, object]]:
    community = {node.ref: node.community for node in network.nodes}
    for tie in network.ties:
        yield {
            **asdict(tie),
            "source_community": community[tie.source],
            "target_community": community[tie.target],
        }


def _csv(network: Network, target: Path) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out)
        table.writerow(COLUMNS)
        table.writerows([cell(row[name]) for name in COLUMNS] for row in _rows(network))


def _parquet(network: Network, target: Path) -> None:
    need(PARQUET)
    import pyarrow as pa  # noqa: PLC0415 - large, and for this only
    from pyarrow import parquet  # noqa: PLC0415 - likewise

    number, whole = pa.float64(), pa.int64()
    texts = [(name, pa.string()) for name in COLUMNS[:3]]
    numbers = [*((name, number) for name in COLUMNS[3:7]), *((name, whole) for name in COLUMNS[7:])]
    rows = pa.Table.from_pylist(list(_rows(network)), schema=pa.schema([*texts, *numbers]))
    parquet.write_table(rows, target, compression="zstd")


WRITERS: Mapping[str, Callable[[Network, Path], None]] = {
    ".gexf": _gexf,
    ".graphml": _graphml,
    ".csv": _csv,
    ".parquet": _parquet,
}
