"""The one gate of every reader: which account a text names, if it is a name at all.

What is no name (``companion/core/account_names.py``) is left out with its reason; a handle is spelled as its site
compares it; and a name that lives in one file only gets the file's own mark, so that two files never share people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from companion.core.account_names import (
    NoName,
    as_name,
    is_missing,
    lives_in_one_file,
    looks_rounded,
    trimmed,
    why_no_id,
    why_no_name,
)
from companion.core.identity import REF, AccountRef, parse_ref
from companion.core.wire.observations import AccountSighting, DisplayedCounts, Role
from companion.errors import BadRequestError
from companion.imports.reading.names import COLUMNS, COUNTS
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.sites import Site, platform_named, profile_at, site

OTHER_PLATFORM = "imported"
"""The platform of accounts of which nobody said where they are."""
PSEUDONYM = re.compile(r"([a-z][a-z0-9-]{0,31}):pseudonym:(\w{1,200})")
_CHANNEL = re.compile(r"UC[\w-]{22}", re.ASCII)
"""A channel's stable id on YouTube, which no handle looks like."""
REMEMBERED = 200_000


class Named(NamedTuple):
    """An account's ref. ``home``: where the handle is spelled as the file shows it, and not as the site compares it."""

    ref: str
    home: str | None = None


class Gate:
    """The gate of one file. ``by_id``: plain names are stable ids. ``scope``: the mark of names that live in it only.

    ``trusts``: Eyeline wrote the file, so that a full name in it is somebody's, of whatever kind it is.
    ``doubts_long_ids``: a spreadsheet has rounded the file's long numbers.
    """

    def __init__(self, platform: str | None = None, by_id: bool = False, scope: str = "") -> None:
        self.platform = platform or OTHER_PLATFORM
        self.by_id = by_id
        self.trusts = False
        self.doubts_long_ids = False
        self._scope = scope
        self._remembered: dict[tuple[bool, str, str | None], tuple[str, str | None]] = {}

    def forget(self) -> None:
        """Free what it remembers of names, once the file is read."""
        self._remembered.clear()

    def named(self, text: str, platform: str | None = None) -> Named:
        """The account that a text names. Raises :class:`UnreadableError` where it is no name."""
        return self._read_once(self._named, False, text, platform)

    def id_of(self, text: str, platform: str | None = None) -> str:
        """The ref of a text that is an account's stable id. Raises likewise."""
        return self._read_once(self._by_id, True, text, platform).ref

    def _read_once(
        self, read: Callable[[str, str | None], Named], by_id: bool, text: str, platform: str | None
    ) -> Named:
        # Plain tuples of texts, as the garbage collector never looks at them twice: it stops all threads meanwhile.
        key = (by_id, text, platform)
        if (known := self._remembered.get(key)) is not None:
            return Named(*known)
        found = read(text, platform)
        if len(self._remembered) >= REMEMBERED:
            self._remembered.clear()
        self._remembered[key] = (found.ref, found.home)
        return found

    def ref(self, text: str, platform: str | None = None) -> str:
        """The ref that a text is, as ``instagram:handle:ana``, or that a plain name stands for.

        Raises :class:`UnreadableError` where it is no name.
        """
        return self.named(text, platform).ref

    def _by_id(self, text: str, platform: str | None) -> Named:
        if is_ref(text):
            return self.named(text)
        return Named(str(_checked(self.where(platform), True, self._name_in(text, by_id=True))))

    def _name_in(self, text: str, by_id: bool) -> str:
        name = name_in(text, by_id=by_id)
        if self.doubts_long_ids and looks_rounded(name):
            raise UnreadableError("imports.row.no_name", why=NoName.rounded.value, text=repr(name))
        return name

    def known_id(self, text: str | None, platform: str | None = None) -> str | None:
        """The stable id beside a handle; None for what is none, as a number that only one of a site's servers knows."""
        found = optional_id(text)
        is_a_servers = found is not None and "@" not in found and site(self.where(platform)).handles_have_hosts
        return None if is_a_servers else found

    def where(self, platform: str | None) -> str:
        """The platform that a file calls so, else the one that was said."""
        return self.platform if platform is None or is_missing(platform) else platform_named(platform)

    def _named(self, text: str, platform: str | None) -> Named:
        if self.trusts and is_ref(text):
            return Named(own_ref(text))
        if (hidden := PSEUDONYM.fullmatch(text)) is not None:
            # It is a stable id, so that two exports under the same key are joined by it.
            return Named(str(AccountRef(hidden[1], True, f"pseudonym:{hidden[2]}")))
        if REF.fullmatch(text) is not None:
            known = parse_ref(text)
            return _spelled(known.platform, known.by_id, name_in(known.value, by_id=known.by_id))
        if (profile := profile_at(text) or site(self.where(platform)).account_at(text)) is not None:
            return _spelled(profile.platform, profile.by_id, name_in(profile.value, by_id=profile.by_id))
        where, name = self.where(platform), self._name_in(text, self.by_id)
        if not self.by_id:
            name = name.removeprefix("@")
            if where == "youtube" and _CHANNEL.fullmatch(name):
                return _spelled(where, True, name)
            if lives_in_one_file(name) and self._scope:
                name = f"{name}@{self._scope}"
        return _spelled(where, self.by_id, name)

    def sighting(self, named: Named, values: Mapping[str, Any], role: Role = Role.row) -> AccountSighting:
        """What columns of any of the known names say of this account. Raises ``ValidationError``."""
        ref, where = parse_ref(named.ref), site(parse_ref(named.ref).platform)
        texts = {name: first(values, columns, self.trusts) for name, columns in COLUMNS.items()}
        counts = {name: _count(texts[name]) for name in COUNTS}
        account_id, handle = texts["account_id"], texts["handle"]
        if not self.trusts:
            account_id, handle = self.known_id(account_id, ref.platform), optional_handle(where, handle)
        return AccountSighting(
            ref=named.ref,
            platform=ref.platform,
            account_id=ref.value if ref.by_id else account_id,
            handle=handle if ref.by_id else ref.value,
            display_name=cut(texts["display_name"], 500),
            address=cut(texts["address"] or named.home, 4096),
            bio=cut(texts["bio"], 5000),
            counts=DisplayedCounts(**counts) if any(count is not None for count in counts.values()) else None,
            picture=where.picture(texts["picture"]),
            role=role,
        )


def _spelled(platform: str, by_id: bool, name: str) -> Named:
    if by_id:
        return Named(str(_checked(platform, True, name)))
    known = site(platform)
    handle = known.spelled(name)
    return Named(str(_checked(platform, False, handle)), None if handle == name else known.home_of(name))


def _checked(platform: str, by_id: bool, value: str) -> AccountRef:
    try:
        return parse_ref(str(AccountRef(platform, by_id, value)))
    except BadRequestError:
        raise UnreadableError("imports.row.no_platform", platform=repr(platform[:50])) from None


def name_in(text: str, *, by_id: bool = False) -> str:
    """The name that a text is. Raises :class:`UnreadableError` with the reason where it is none."""
    if (why := (why_no_id if by_id else why_no_name)(text)) is not None:
        raise UnreadableError("imports.row.no_name", why=why.value, text=repr(text[:50]))
    return as_name(text)


def optional_id(text: str | None, *, of_table: bool = True) -> str | None:
    """The stable id beside a handle; None for what is none, and in a table for what a spreadsheet may have rounded."""
    if text is None or why_no_id(text) is not None or (of_table and looks_rounded(as_name(text))):
        return None
    name = as_name(text)
    return name[1:] if of_table and _RTWEETS.fullmatch(name) else name


_RTWEETS = re.compile(r"x\d{5,}")
"""As rtweet writes ids, so that no spreadsheet rounds them."""


def optional_handle(where: Site, text: str | None) -> str | None:
    """The handle that a cell beside an id has, as the site compares it; None for what is no name."""
    if text is None or why_no_name(text) is not None:
        return None
    return where.spelled(as_name(text).removeprefix("@"))


def own_ref(text: str) -> str:
    """A ref as Eyeline itself wrote it, of a name of any kind. Raises :class:`UnreadableError`."""
    hidden = PSEUDONYM.fullmatch(text)
    ref = str(AccountRef(hidden[1], True, f"pseudonym:{hidden[2]}")) if hidden is not None else text
    if "\n" in ref or REF.fullmatch(ref) is None:
        raise UnreadableError("imports.row.no_ref", text=repr(text[:50]))
    return ref


def is_ref(text: str) -> bool:
    """Whether this text names an account in full, and is no plain name."""
    return REF.fullmatch(text) is not None or PSEUDONYM.fullmatch(text) is not None


def cut(text: str | None, longest: int) -> str | None:
    """As the extension cuts what it reads; None for an empty text."""
    return text[:longest] if text else None


def first(values: Mapping[str, Any], names: Sequence[str], trusts: bool = False) -> str | None:
    """What the first of these columns that says something says; of a file that is trusted, any text does."""
    for name in names:
        if (value := values.get(name)) not in (None, "") and (trusts or not is_missing(str(value))):
            return str(value)
    return None


def _count(text: str | None) -> int | None:
    """A count, as 1234, 1,234, 1.234 or 1234.0; what is none, as Gephi's `NaN` or 12.5, is not known."""
    bare = trimmed(text or "")
    try:
        count = float(re.sub(r"\D", "", bare) if _GROUPED.fullmatch(bare) else bare)
    except ValueError:
        return None
    return int(count) if count.is_integer() and 0 <= count < 2**53 else None


_GROUPED = re.compile(r"\d{1,3}([.,'’\s])\d{3}(?:\1\d{3})*")
