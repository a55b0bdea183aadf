"""Lists of one's own, as sites give them out: Instagram, Facebook, TikTok and X, each in its forms of 2023 to 2026."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from companion.core.kinds import ListKind
from companion.errors import BadRequestError
from companion.imports.platforms.found import Item, record, records, text_of
from companion.imports.reading.gate import first
from companion.imports.reading.reading import Reading
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.sites import profile_at
from companion.imports.reading.ties import Ties
from companion.imports.tables.accounts import OwnedList, owned_list


@dataclass(frozen=True)
class Archive:
    """``lists``: whoever is in each list; ``owner``: whose they are, where the file says it."""

    platform: str
    lists: Mapping[ListKind, Sequence[Item]] = field(default_factory=dict)
    owner: str | None = None


@dataclass(frozen=True)
class _Member:
    name: str
    shown: str | None
    at: str | None
    by_id: bool = False


def archive_in(value: object, file: str, listed: ListKind | None = None) -> Archive | None:
    """The archive that a document is; None for any other document.

    ``file``: its name, which may say which list it is; else ``listed`` does. Raises :class:`BadRequestError` where
    neither does.
    """
    return next((found for read in _FORMS if (found := read(value, file, listed)) is not None), None)


def take_archive(reading: Reading, archive: Archive, found: Ties) -> None:
    """Take everybody in the lists. Raises :class:`BadRequestError` where nobody said whose they are."""
    reading.taken_for.kind = f"archive_{archive.platform}"
    for kind, members in archive.lists.items():
        listed = owned_list(reading, found, kind, archive.platform, archive.owner)
        assert listed is not None
        for entry in members:
            with reading.reasons(entry):
                _take(reading, archive.platform, listed, _MEMBERS[archive.platform](entry), found)


def _take(reading: Reading, platform: str, listed: OwnedList, member: _Member, found: Ties) -> None:
    gate = reading.gate
    named = gate.named(f"{platform}:id:{member.name}" if member.by_id else member.name, platform)
    if member.shown is not None:
        found.person(gate.sighting(named, {"display_name": member.shown}))
    listed.member(named, member.at)


def _instagram(value: object, file: str, listed: ListKind | None) -> Archive | None:
    threads = {_THREADS[key]: [*records(each)] for key, each in record(value).items() if key in _THREADS}
    if threads:
        return Archive("threads", threads)
    lists = {_INSTAGRAM[key]: [*records(each)] for key, each in record(value).items() if key in _INSTAGRAM}
    entries = [*records(value)]
    forms = [form for form in ("string_list_data", "label_values") if all(form in each for each in entries[:20])]
    if not lists and entries and forms and any(_in_instagram(each).name for each in entries[:20]):
        kind = _list_by_name(file) or listed
        if kind is None:
            raise BadRequestError("imports.which_list", file=file)
        lists[kind] = entries
    return Archive("instagram", lists) if lists else None


_INSTAGRAM = {"relationships_followers": ListKind.followers, "relationships_following": ListKind.following}
_THREADS = {f"text_post_app_text_post_app_{kind.value}": kind for kind in _INSTAGRAM.values()}


def _list_by_name(file: str) -> ListKind | None:
    """Which list a file of Instagram's is by its own name, as ``followers_1.json``; others follow hashtags."""
    last = next(reversed(re.findall(r"[a-z]+", file.lower().removesuffix(".json"))), "")
    return next((kind for kind in (ListKind.followers, ListKind.following) if kind.value == last), None)


def _in_instagram(entry: Item) -> _Member:
    said = next(records(entry.get("string_list_data")), {})
    labelled = {str(each.get("label", "")).lower(): each for each in records(entry.get("label_values"))}
    address = text_of(said.get("href")) or _labelled(labelled, "url", "href") or _labelled(labelled, "url", "value")
    profile = profile_at(address or "")
    name = (
        text_of(said.get("value"))
        or text_of(entry.get("title"))
        or _labelled(labelled, "username", "value")
        or (profile.value if profile is not None else None)
    )
    return _Member(_unspoilt(name or ""), None, text_of(said.get("timestamp")) or text_of(entry.get("timestamp")))


def _labelled(labelled: Mapping[str, Item], label: str, what: str) -> str | None:
    return text_of(record(labelled.get(label)).get(what))


def _facebook(value: object, file: str, listed: ListKind | None) -> Archive | None:
    entries = next((each for key, each in record(value).items() if key in ("friends_v2", "friends")), None)
    people = [*records(entries)]
    if not people or not all("name" in each for each in people[:20]):
        return None
    return Archive("facebook", {ListKind.friends: people})


def _in_facebook(entry: Item) -> _Member:
    name = _unspoilt(text_of(entry.get("name")) or "")
    return _Member(name, name, text_of(entry.get("timestamp")))


def _unspoilt(text: str) -> str:
    """Meta's archives spell each byte of UTF-8 as a letter of its own."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _tiktok(value: object, file: str, listed: ListKind | None) -> Archive | None:
    lists = {
        kind: [*records(entries)]
        for kind, keys in _TIKTOK.items()
        for name, entries in _everything(value)
        if name in keys and isinstance(entries, list) and all("UserName" in each for each in records(entries))
    }
    if not lists:
        return None
    profile = next((record(each) for name, each in _everything(value) if name == "ProfileMap"), {})
    return Archive("tiktok", lists, first(profile, ("userName", "UserName", "username")))


_TIKTOK = {ListKind.followers: ("FansList",), ListKind.following: ("Following",)}


def _everything(value: object, depth: int = 0) -> Iterator[tuple[str, object]]:
    """Each name in a document with what stands under it; TikTok has moved its lists about."""
    for name, each in record(value).items():
        yield name, each
        if depth < 6:
            yield from _everything(each, depth + 1)


def _in_tiktok(entry: Item) -> _Member:
    return _Member(text_of(entry.get("UserName")) or "", None, text_of(entry.get("Date")))


def _x(value: object, file: str, listed: ListKind | None) -> Archive | None:
    entries = [*records(value)]
    kinds = {"follower": ListKind.followers, "following": ListKind.following}
    found = {name for each in entries for name in each if name in kinds and "accountId" in record(each[name])}
    if len(found) != 1:
        return None
    (name,) = found
    return Archive("x", {kinds[name]: [record(each.get(name)) for each in entries]})


def _in_x(entry: Item) -> _Member:
    account_id = text_of(entry.get("accountId"))
    if account_id is None:
        raise UnreadableError("imports.row.whose")
    return _Member(account_id, None, None, by_id=True)


_FORMS: tuple[Callable[[object, str, ListKind | None], Archive | None], ...] = (_instagram, _facebook, _tiktok, _x)
_MEMBERS: dict[str, Callable[[Any], _Member]] = {
    "instagram": _in_instagram,
    "threads": _in_instagram,
    "facebook": _in_facebook,
    "tiktok": _in_tiktok,
    "x": _in_x,
}
