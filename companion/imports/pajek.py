"""Pajek's network files: vertices with their names, arcs that have a direction and edges that have none."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from companion.errors import BadRequestError
from companion.imports.format import OF_GRAPHS, Format
from companion.imports.reading.graphs import Element, Nodes
from companion.imports.reading.reading import Reading
from companion.imports.reading.text import lines
from companion.imports.reading.ties import ties

_BEGINS = re.compile(r"\s*(?:(?:%|/\*)[^\n]*\n\s*)*\*(?:vertices|network)", re.IGNORECASE)


def _read(reading: Reading) -> None:
    with ties(reading) as found:
        read = _Pajek(reading, Nodes(reading, found))
        for line in lines(reading, 0.3):
            read.line(line.strip())
        read.close()


class _Pajek:
    def __init__(self, reading: Reading, nodes: Nodes) -> None:
        self._reading = reading
        self._nodes = nodes
        self._part = ""
        self._known: set[str] = set()
        self._count = 0
        self._row = 0
        self._is_network = False

    def line(self, line: str) -> None:
        if line.startswith(("%", "/*")):
            return
        if line.startswith("*"):
            self._begin(line[1:].lower().split())
            return
        cells = _cells(line)
        if self._part == "vertices":
            self._vertex(cells)
        elif self._part in ("arcs", "edges"):
            self._tie(cells[0], cells[1:2], cells[2:3])
        elif self._part in ("arcslist", "edgeslist"):
            for target in cells[1:]:
                self._tie(cells[0], [target], [])
        elif self._part == "matrix":
            self._row += 1
            for place, weight in enumerate(cells, 1):
                if weight not in ("0", "0.0"):
                    self._tie(str(self._row), [str(place)], [weight])
        elif not self._part:
            raise self._no_network()

    def _begin(self, words: Sequence[str]) -> None:
        word = words[0] if words else "network"
        if self._part in _OF_VERTICES and word == "vertices":
            return  # to whom the numbers belong that follow
        self._part = word
        if word == "vertices":
            self._reading.taken_for.kind = "graph"
            self._count = int(words[1]) if len(words) > 1 and words[1].isascii() and words[1].isdigit() else 0

    def _vertex(self, cells: Sequence[str]) -> None:
        self._known.add(cells[0])
        self._is_network |= len(cells) > 1
        self._nodes.node(Element({"id": cells[0], "label": cells[1] if len(cells) > 1 else ""}))

    def _tie(self, source: str, target: Sequence[str], weight: Sequence[str]) -> None:
        self._name_rest()
        self._is_network = True
        own = {"source": source, "target": target[0] if target else "", **({"weight": weight[0]} if weight else {})}
        self._nodes.edge(Element(own), directed=self._part not in ("edges", "edgeslist"))

    def _name_rest(self) -> None:
        """A vertex without a line of its own has its number only."""
        if len(self._known) < self._count <= 10_000_000:
            for number in range(1, self._count + 1):
                if str(number) not in self._known:
                    self._vertex([str(number)])
        self._count = 0

    def close(self) -> None:
        self._name_rest()
        if self._part and not self._is_network:  # a partition has a number for each vertex, and no names
            raise self._no_network()
        self._nodes.close()

    def _no_network(self) -> BadRequestError:
        return self._reading.refusal("imports.no_pajek")


_OF_VERTICES = ("partition", "vector", "cluster", "permutation")
"""Parts of a project that say something of a network's vertices."""


def _cells(line: str) -> list[str]:
    try:
        return shlex.split(line, posix=True)
    except ValueError:
        return line.split()


FORMAT = Format(
    "pajek",
    "Pajek's network: vertices with their names, arcs and edges.",
    _read,
    OF_GRAPHS,
    recognises=lambda start: _BEGINS.match(start.text) is not None,
)
