"""Nodes and edges of a graph file as accounts and edges."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from companion.core.file_text import unmarked
from companion.imports.reading.event_times import NUMBER, moment
from companion.imports.reading.names import ACCOUNT_ID, HANDLE, edge_kind, first, is_ref, ref_of, sighting
from companion.imports.reading.reading import OTHER_PLATFORM, Reading, UnreadableError
from companion.imports.reading.ties import Ties


@dataclass
class Element:
    """A node or an edge as it stands in the file: what its own attributes say, and its values by their names."""

    own: Mapping[str, str]
    values: dict[str, str] = field(default_factory=dict)
    spells: list[Mapping[str, str]] = field(default_factory=list)

    def value(self, name: str) -> str | None:
        return self.values.get(name) or self.own.get(name)


class Nodes:
    """The refs of a file's nodes, by their ids. They are in memory: a graph file of millions is for no program."""

    def __init__(self, reading: Reading, found: Ties) -> None:
        self._reading = reading
        self._found = found
        self._refs: dict[str, str] = {}

    def node(self, element: Element) -> None:
        """Take a node; one that says what its handle or id is is named by that, and else by its own id."""
        with self._reading.reasons(_shown(element)):
            values = {"label": element.own.get("label", ""), **element.values}
            node = element.own.get("id", "")
            platform = values.get("platform")
            named = values.get("ref") or unmarked(node)
            if not is_ref(named) and (known_id := first(values, ACCOUNT_ID)) is not None:
                named = f"{platform or self._reading.asked.platform or OTHER_PLATFORM}:id:{known_id}"
            elif not is_ref(named) and not self._reading.asked.by_id:
                named = first(values, HANDLE) or named
            ref = ref_of(named, self._reading.asked, platform)
            if values.get("label") in (node, values.get("handle"), values.get("ref")):
                values.pop("label")
            self._found.person(sighting(ref, values))
            self._refs[node] = ref

    def edge(self, element: Element, directed: bool) -> None:
        """Take an edge, at the times of its spells."""
        with self._reading.reasons(_shown(element)):
            kind = edge_kind(element.value("kind") or self._reading.asked.kind or ("follows" if directed else "friend"))
            ends = [self._ref(element.own.get(end, "")) for end in ("source", "target")]
            if ends[0] == ends[1]:
                raise UnreadableError("imports.row.itself")
            spells = [*element.spells, *_json_spells(element.values.get("spells")), element.values, element.own]
            times = [
                moment(text)[0]
                for spell in spells
                for name in ("first_seen", "last_seen", "start")
                if (text := spell.get(name)) and not NUMBER.fullmatch(text)  # a number is of the graph's own time
            ]
            self._found.tie(kind, ends[0], ends[1], *times)

    def _ref(self, node: str) -> str:
        try:
            return self._refs[node]
        except KeyError:
            raise UnreadableError("imports.row.no_node", node=repr(node[:50])) from None


def _json_spells(text: str | None) -> list[Mapping[str, str]]:
    """The spells of an edge as Eyeline's own files have them."""
    try:
        read = json.loads(text) if text else []
    except ValueError:
        return []
    return [each for each in read if isinstance(each, dict)] if isinstance(read, list) else []


def _shown(element: Element) -> dict[str, object]:
    return {**element.own, **element.values}
