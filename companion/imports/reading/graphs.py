"""Nodes and edges of a graph file as accounts and edges."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from companion.core.account_names import as_name, lives_in_one_file, why_no_name
from companion.core.file_text import unmarked
from companion.core.kinds import EdgeKind
from companion.imports.reading.columns import FOUND, WEIGHTS
from companion.imports.reading.event_times import NUMBER, SECONDS_FROM, times_said
from companion.imports.reading.gate import Named, first, is_ref
from companion.imports.reading.names import ACCOUNT_ID, HANDLE, plain
from companion.imports.reading.reading import Reading
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.ties import Ties
from companion.imports.tables.edges import kind_said, weight_in

NAMES = ("name", "label", "display_name", "title", "shape_label", "id", "n")
"""What a node is called by whose own id lives in its file only."""
TIMES = ("first_seen", "last_seen", "start", "startopen", "timestamp", "time", "date", "created_at")


@dataclass
class Element:
    """A node or an edge as it stands in the file: what its own attributes say, and its values by their names."""

    own: Mapping[str, str]
    values: dict[str, str] = field(default_factory=dict)
    spells: list[Mapping[str, str]] = field(default_factory=list)
    of: str = "node"


class Declared:
    """What a file's attributes are called, by their ids, and what a node or an edge has that says nothing of one.

    A node's and an edge's may have one id, as rustworkx gives them; what GraphML declares for ``all`` is both's.
    """

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}
        self._defaults: dict[str, dict[str, str]] = {}
        self._latest = ("", "")

    def attribute(self, of: str, id: str, title: str) -> None:
        """Take an attribute of ``node``, ``edge`` or ``all``, to which :meth:`default` then belongs."""
        self._latest = (of, id)
        self._names[self._latest] = plain(title)

    def default(self, text: str) -> None:
        """What is so where nothing else is said; an empty one, as yEd writes them, says nothing."""
        if text.strip():
            self._defaults.setdefault(self._latest[0], {})[self._names[self._latest]] = unmarked(text)

    def say(self, element: Element, id: str, text: str) -> None:
        """Take what an element says of itself."""
        name = self._names.get((element.of, id)) or self._names.get(("all", id)) or plain(id)
        element.values[name] = unmarked(text)

    def element(self, of: str, own: Mapping[str, str]) -> Element:
        """A node or an edge that begins."""
        return Element(own, {**self._defaults.get("all", {}), **self._defaults.get(of, {})}, of=of)


class Nodes:
    """The accounts of a file's nodes, by their ids, and the edges between them, which may come first.

    They are in memory: a graph file of millions is for no program. :meth:`close` is called when there are no more.
    """

    def __init__(self, reading: Reading, found: Ties) -> None:
        self._reading = reading
        self._found = found
        self._named: dict[str, Named] = {}
        self._called: dict[str, str] = {}
        """Which node is called by a name."""
        self._unnamed: list[Element] = []
        self._waiting: list[tuple[Element, bool, bool]] = []

    def node(self, element: Element) -> None:
        """Take a node. One whose id lives in its file only waits until it is known whether another is called so too."""
        if self._is_called_by_name(element):
            self._unnamed.append(element)
        else:
            self._take(element, None)

    def _is_called_by_name(self, element: Element) -> bool:
        values, node = element.values, unmarked(element.own.get("id", ""))
        if self._reading.gate.by_id or is_ref(values.get("ref") or node):
            return False
        known_id = self._reading.gate.known_id(first(values, ACCOUNT_ID), values.get("platform"))
        if known_id is not None or first(values, HANDLE) is not None:
            return False
        return lives_in_one_file(as_name(node)) or not node

    def _take(self, element: Element, name: str | None) -> None:
        """Take a node, which is called by this name where its own says nothing."""
        with self._reading.reasons(_shown(element)):
            values = {"label": element.own.get("label", ""), **element.values}
            node = element.own.get("id", "")
            named = self._account(values, unmarked(node), name)
            shown_already = (node, values.get("handle"), values.get("ref"), name)
            values = {key: text for key, text in values.items() if key not in NAMES or text not in shown_already}
            self._found.person(self._reading.gate.sighting(named, values))
            self._named[node] = named

    def _account(self, values: Mapping[str, str], node: str, name: str | None) -> Named:
        gate, platform = self._reading.gate, values.get("platform")
        full = values.get("ref") or node
        if name is not None:
            return gate.named(name, platform)
        if is_ref(full):
            return gate.named(full)
        account_id, handle = first(values, ACCOUNT_ID), None if gate.by_id else first(values, HANDLE)
        # An id that was rounded, where nothing else but its file's number names the node, is refused with its reason.
        is_all = account_id is not None and handle is None and lives_in_one_file(as_name(full))
        if account_id is not None and (is_all or gate.known_id(account_id, platform) is not None):
            return Named(gate.id_of(account_id, platform))
        return gate.named(handle or full, platform)

    def _name_all(self) -> None:
        """Name the nodes that wait: each by its name, but for those of one name, which its file tells apart."""
        names = [_name_of(element) for element in self._unnamed]
        often = Counter(names)
        for element, name in zip(self._unnamed, names, strict=True):
            node = unmarked(element.own.get("id", ""))
            is_own = name is not None and often[name] == 1 and self._called.setdefault(name, node) == node
            self._take(element, name if is_own or (name is not None and why_no_name(name) is not None) else None)
        self._unnamed.clear()

    def edge(self, element: Element, directed: bool, both_ways: bool = False) -> None:
        """Take an edge, at the times of its spells. ``both_ways``: it is one each way."""
        self._name_all()
        if all(element.own.get(end, "") in self._named for end in ("source", "target")):
            self._tie(element, directed, both_ways)
        else:
            self._waiting.append((element, directed, both_ways))

    def close(self) -> None:
        """Take what waited for nodes that came after it."""
        self._name_all()
        for waiting in self._waiting:
            self._tie(*waiting)
        self._waiting.clear()

    def _tie(self, element: Element, directed: bool, both_ways: bool) -> None:
        with self._reading.reasons(_shown(element)):
            if element.values.keys() >= FOUND:
                raise UnreadableError("imports.row.found")
            said = {**element.own, **element.values}
            kind, is_mutual = kind_said(
                said, EdgeKind.follows if directed else EdgeKind.friend, self._reading.asked.kind
            )
            source, target = (self._end(element.own.get(end, "")) for end in ("source", "target"))
            spells = [*element.spells, *_json_spells(element.values.get("spells")), element.values, element.own]
            times, unread = times_said(_times(spells))
            weight = weight_in(first(said, WEIGHTS))
            self._found.between(kind, source, target, *times, weight=weight)
            if both_ways or is_mutual:
                self._found.between(kind, target, source, *times, weight=weight)
            if unread is not None:
                raise unread

    def _end(self, node: str) -> Named:
        try:
            return self._named[node]
        except KeyError:
            raise UnreadableError("imports.row.no_node", node=repr(node[:50])) from None


def _name_of(element: Element) -> str | None:
    """What the node is called; None where its file calls it nothing, or by a number too."""
    said = {"label": element.own.get("label", ""), **element.values}
    name = next((text for key in NAMES if (text := said.get(key, "").strip())), None)
    return None if name is None or lives_in_one_file(as_name(name)) else name


def _times(spells: Sequence[Mapping[str, str]]) -> list[str]:
    """The texts of times; a number is of the graph's own time, unless it is one of seconds since 1970."""
    texts = [text for spell in spells for name in TIMES if (text := spell.get(name))]
    return [text for text in texts if not NUMBER.fullmatch(text) or float(text) >= SECONDS_FROM]


def _json_spells(text: str | None) -> list[Mapping[str, str]]:
    """The spells of an edge as Eyeline's own files have them."""
    try:
        read = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return []
    return [each for each in read if isinstance(each, dict)] if isinstance(read, list) else []


def _shown(element: Element) -> dict[str, object]:
    return {**element.own, **element.values}
