"""Rows that each tell of an account; and whose list they are, where that is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from companion.core.account_names import lives_in_one_file
from companion.core.identity import parse_ref
from companion.core.kinds import EDGE_OF, LISTS_OF, ListKind
from companion.imports.reading.event_times import times_said
from companion.imports.reading.gate import Named, first, is_ref, name_in
from companion.imports.reading.names import ACCOUNT_ID, ADDRESS, DISPLAY_NAME, HANDLE
from companion.imports.reading.reading import Reading
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.sites import profile_at, site
from companion.imports.reading.ties import Ties

Row = Mapping[str, str]


class Accounts:
    """Takes rows of accounts. ``are_numbered``: their ids are numbers of this file only."""

    def __init__(self, reading: Reading, found: Ties, are_numbered: bool) -> None:
        self._reading = reading
        self._are_numbered = are_numbered and not reading.gate.by_id and not reading.gate.trusts
        self._found = found
        self._list: OwnedList | None = None

    def take(self, row: Row) -> None:
        """Raises :class:`UnreadableError`."""
        named = self._named(row, row.get("platform") or _site_in(row))
        if self._are_numbered:
            row = {name: text for name, text in row.items() if name not in ACCOUNT_ID}
        self._found.person(self._reading.gate.sighting(named, row))
        if self._list is None:
            self._list = owned_list(self._reading, self._found, platform=parse_ref(named.ref).platform)
        if self._list is not None:
            self._list.member(named)

    def _named(self, row: Row, platform: str | None) -> Named:
        """By a full name; by the id, beside which the handle stays; by the handle; or by what else there is."""
        gate = self._reading.gate
        ref, number, handle = row.get("ref", ""), row.get("id", ""), first(row, HANDLE)
        if full := next((text for text in (ref, number) if is_ref(text)), None):
            return gate.named(full)
        if ref:
            return gate.named(ref, platform)
        ids = () if self._are_numbered else (first(row, ACCOUNT_ID), number if gate.by_id or handle else None)
        known_ids = (gate.known_id(each, platform) for each in ids)
        if (known_id := next(filter(None, known_ids), None)) is not None:
            return Named(gate.id_of(known_id, platform))
        if handle is not None:
            return gate.named(site(gate.where(platform)).whole_handle(handle, first(row, ADDRESS)), platform)
        # Of what is no name, the gate says why.
        told = number or _first_cell(row, (*ACCOUNT_ID, *HANDLE))
        shown = _first_cell(row, DISPLAY_NAME)
        return gate.named(shown if shown and lives_in_one_file(told) else told, platform)


def _site_in(row: Row) -> str | None:
    """The site of the row's address, where that is of the profile with its handle or id; others link elsewhere."""
    if not _MASTODONS.isdisjoint(row):
        return "mastodon"
    profiles = (profile_at(row[name]) for name in ADDRESS if row.get(name))
    named = {row.get(name, "").lower().removeprefix("@") for name in (*HANDLE, *ACCOUNT_ID, "id")}
    return next((each.platform for each in profiles if each is not None and each.value.lower() in named), None)


_MASTODONS = frozenset(("account_address", "acct"))
"""Columns that only Mastodon and its kin have."""


def _first_cell(row: Row, names: Sequence[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


class OwnedList:
    """The list of one account, of which members are found one by one."""

    def __init__(self, found: Ties, owner: Named, listed: ListKind) -> None:
        self._found = found
        self._owner = owner
        self._listed = listed

    def member(self, named: Named, since: str | None = None) -> None:
        """Note a member, and when it came to be one. Raises :class:`UnreadableError` for the owner itself, and for what
        is no time: then it is a member all the same."""
        times, unread = times_said([since])
        kind = EDGE_OF[self._listed]
        ends = (self._owner, named) if LISTS_OF[kind][0] is self._listed else (named, self._owner)
        self._found.between(kind, *ends, *times)
        if unread is not None:
            raise unread


def owned_list(
    reading: Reading,
    found: Ties,
    listed: ListKind | None = None,
    platform: str | None = None,
    owner: str | None = None,
) -> OwnedList | None:
    """The list that the file is: whose and which by the file itself, else as it was said; None for a list of nobody.

    Raises :class:`BadRequestError` where the file is some list and nobody said whose.
    """
    kind = listed or reading.asked.listed
    whose = owner or reading.asked.owner
    if whose is None:
        if kind is None:
            return None
        raise reading.refusal("imports.whose_list")
    # YouTube gives out whom a channel follows, and nobody's followers.
    otherwise = ListKind.following if platform == "youtube" else ListKind.followers
    return OwnedList(found, reading.gate.named(whose, platform), kind or otherwise)


class Connections:
    """Takes LinkedIn's Connections.csv: whom its owner is connected with, and since when."""

    def __init__(self, reading: Reading, found: Ties) -> None:
        self._reading = reading
        self._found = found
        self._list = owned_list(reading, found, ListKind.friends, "linkedin")

    def take(self, row: Row) -> None:
        """Raises :class:`UnreadableError`."""
        profile = profile_at(first(row, ADDRESS) or "")
        if profile is None:
            raise UnreadableError("imports.row.no_profile")
        named = self._reading.gate.named(row["url"])
        shown = " ".join(text for name in ("first_name", "last_name") if (text := first(row, (name,))))
        self._found.person(self._reading.gate.sighting(named, {"display_name": shown, "url": row["url"]}))
        assert self._list is not None
        self._list.member(named, row.get("connected_on"))


class Following:
    """Takes Mastodon's following_accounts.csv: whom its owner follows."""

    def __init__(self, reading: Reading, found: Ties) -> None:
        self._reading = reading
        self._found = found
        self._list = owned_list(reading, found, ListKind.following, "mastodon")

    def take(self, row: Row) -> None:
        """Raises :class:`UnreadableError`."""
        named = self._reading.gate.named(name_in(row["account_address"]), "mastodon")
        assert self._list is not None
        self._list.member(named)
