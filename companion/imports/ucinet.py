"""UCINET's DL files: a full matrix, an edge list or a node list, with labels before or within the data."""

from __future__ import annotations

import re

from companion.errors import BadRequestError
from companion.imports.format import Format
from companion.imports.reading.graphs import Element, Nodes
from companion.imports.reading.reading import Reading
from companion.imports.reading.text import encoding_of
from companion.imports.reading.ties import ties

LARGEST = 2**28
_WORD = re.compile(r'"([^"]*)"|([^\s,"]+)')
_BEGINS = re.compile(r"\s*dl\b", re.IGNORECASE)
_COUNT = re.compile(r"\bn\s*=\s*(\d+)", re.IGNORECASE)
_FORM = re.compile(r"format\s*=\s*(\w+)", re.IGNORECASE)


def _read(reading: Reading) -> None:
    if reading.path.stat().st_size > LARGEST:
        raise BadRequestError("imports.large_document", file=reading.path.name, megabytes=LARGEST // 2**20)
    data = reading.path.read_bytes()
    text = data.decode(encoding_of(data[:64])).lstrip("\ufeff").replace("\r\n", "\n")
    head, _, body = _parted(text)
    if _BEGINS.match(text) is None or not body.strip():
        raise BadRequestError("imports.no_dl", file=reading.path.name)
    reading.taken_for.kind = "graph"
    form = (_FORM.search(head) or ["", "fullmatrix"])[1].lower()
    count = int((_COUNT.search(head) or ["", "0"])[1])
    labels = _labels(head)
    with ties(reading) as found:
        nodes = Nodes(reading, found)
        if form.startswith("edgelist"):
            _edges(nodes, body, labels)
        elif form.startswith("nodelist"):
            _lists(nodes, body, labels)
        else:
            _matrix(nodes, body, labels, count, "embedded" in head.lower())
        nodes.close()


def _parted(text: str) -> tuple[str, str, str]:
    """What is said of the data, and the data."""
    found = re.search(r"\bdata\s*:\s*", text, re.IGNORECASE)
    return (text, "", "") if found is None else (text[: found.start()], found[0], text[found.end() :])


def _labels(head: str) -> list[str]:
    found = re.search(r"\blabels\s*:\s*(.*)", head, re.IGNORECASE | re.DOTALL)
    return [] if found is None else _words(found[1].replace("\n", ","))


def _words(text: str) -> list[str]:
    return [quoted or plain for quoted, plain in _WORD.findall(text)]


def _known(nodes: Nodes, name: str, labels: list[str], known: dict[str, str]) -> str:
    """The node that a number or a label in the data means; it is taken when it is first met."""
    label = labels[int(name) - 1] if name.isascii() and name.isdigit() and 0 < int(name) <= len(labels) else name
    if label not in known:
        known[label] = label
        nodes.node(Element({"id": label}))
    return label


def _edges(nodes: Nodes, body: str, labels: list[str]) -> None:
    known: dict[str, str] = {}
    for line in body.splitlines():
        if cells := _words(line):
            own = dict(zip(("source", "target", "weight"), cells, strict=False))
            for end in ("source", "target"):
                own[end] = _known(nodes, own.get(end, ""), labels, known)
            nodes.edge(Element(own), directed=True)


def _lists(nodes: Nodes, body: str, labels: list[str]) -> None:
    known: dict[str, str] = {}
    for line in body.splitlines():
        if cells := _words(line):
            source, *targets = (_known(nodes, cell, labels, known) for cell in cells)
            for target in targets:
                nodes.edge(Element({"source": source, "target": target}), directed=True)


def _matrix(nodes: Nodes, body: str, labels: list[str], count: int, labels_within: bool) -> None:
    lines = [_words(line) for line in body.splitlines() if line.strip()]
    if labels_within and lines:
        labels, lines = lines[0], [line[1:] for line in lines[1:]]
    cells = [cell for line in lines for cell in line]
    names = labels or [str(number) for number in range(1, count + 1)]
    for name in names:
        nodes.node(Element({"id": name}))
    for place, weight in enumerate(cells[: len(names) ** 2]):
        if weight not in ("0", "0.0"):
            own = {"source": names[place // len(names)], "target": names[place % len(names)], "weight": weight}
            nodes.edge(Element(own), directed=True)


FORMAT = Format(
    "ucinet",
    "UCINET's DL: a full matrix, an edge list or a node list.",
    _read,
    ("platform", "by_id", "kind", "seen"),
    recognises=lambda start: _BEGINS.match(start.text) is not None and "data:" in start.text.lower().replace(" ", ""),
)
