"""A batch from the wire into the store, whole or not at all, and what it is answered."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from companion.core.identity import parse_ref, picture_key
from companion.core.wire.observations import AccountSighting, Activity, ActivityKind, Batch, BatchAnswer, CaptureKind
from companion.core.wire.pictures import WantedPicture
from companion.errors import BadRequestError
from companion.store import account_badges, accounts, cases, observations, picture_addresses
from companion.store.resolving import resolve
from companion.store.times import text_of


def ingest(conn: sqlite3.Connection, batch: Batch, received_at: datetime) -> BatchAnswer:
    """Store a batch, to be run in one transaction. Raises :class:`BadRequestError` for one that contradicts itself."""
    kept = _kept(conn, batch, received_at)
    if kept.accounts is None:
        badges = account_badges.badges(conn, [(seen.ref, parse_ref(seen.ref)) for seen in batch.accounts])
    else:
        sighted = zip(batch.accounts, kept.accounts, strict=True)
        called = {seen.ref: (seen.ref, seen.platform, account) for seen, account in sighted}
        badges = account_badges.badges_of(conn, list(called.values()))
    return BatchAnswer(stored=kept.accounts is not None, badges=badges, wanted=_wanted(batch, kept))


def store_batch(conn: sqlite3.Connection, batch: Batch, received_at: datetime) -> int | None:
    """Store a batch that nobody waits for; its number, or None where this key had come before. Raises likewise."""
    return _kept(conn, batch, received_at).number


@dataclass(frozen=True)
class _Kept:
    """A batch in the store: its number, and the account of each of its sightings, or None where its key had come
    before; for each sighting the key of the picture's address; and these addresses."""

    number: int | None
    accounts: list[int] | None
    keys: list[picture_addresses.AddressKey | None]
    addresses: dict[picture_addresses.AddressKey, picture_addresses.KnownAddress]


def _kept(conn: sqlite3.Connection, batch: Batch, received_at: datetime) -> _Kept:
    for seen in batch.accounts:
        _check_ref(seen)
    keys = [_picture_key(seen) for seen in batch.accounts]
    worn = {key: seen.picture.address for seen, key in zip(batch.accounts, keys, strict=True) if seen.picture and key}
    number = observations.add_batch(conn, batch, text_of(received_at))
    if number is None:
        return _Kept(None, None, keys, picture_addresses.known_addresses(conn, worn))
    addresses = picture_addresses.note_addresses(conn, worn)
    accounts = _store(conn, number, batch, [addresses[key].number if key else None for key in keys])
    if batch.case is not None:
        cases.record(conn, batch.case, number, text_of(received_at))
    return _Kept(number, accounts, keys, addresses)


def _check_ref(seen: AccountSighting) -> None:
    names = (("id", seen.account_id), ("handle", seen.handle))
    if seen.ref not in [f"{seen.platform}:{by}:{name}" for by, name in names if name is not None]:
        raise BadRequestError("accounts.ref_of_another")


def _store(conn: sqlite3.Connection, number: int, batch: Batch, worn: Sequence[int | None]) -> list[int]:
    """The account of each sighting."""
    at = text_of(batch.observed_at)
    resolved = resolve(conn, batch.accounts, worn, at)
    sighted = list(zip(resolved, batch.accounts, worn, strict=True))
    platform_of = {seen.ref: seen.platform for seen in batch.accounts}
    account_of = {seen.ref: account for account, seen, _ in sighted}
    accounts.describe(conn, sighted, at)
    observations.add_sightings(conn, number, sighted)
    for capture in batch.captures:
        owner = account_of[capture.owner] if capture.owner is not None else None
        members = [account_of[member] for member in capture.members]
        observations.add_capture(conn, number, capture, owner, members, at)
    for activity in [*batch.activities, *_likes(batch)]:
        observations.add_activity(conn, number, account_of[activity.account], platform_of[activity.account], activity)
    return resolved


def _likes(batch: Batch) -> list[Activity]:
    """That somebody is in the list of those who like the page's post is an activity of theirs, of no known time."""
    return [
        Activity(account=member, kind=ActivityKind.likes, object=batch.page.address)
        for capture in batch.captures
        if capture.kind is CaptureKind.likers
        for member in capture.members
    ]


def _picture_key(seen: AccountSighting) -> picture_addresses.AddressKey | None:
    if seen.picture is None:
        return None
    return seen.platform, picture_key(seen.picture.address, seen.picture.picture_id)


def _wanted(batch: Batch, kept: _Kept) -> list[WantedPicture]:
    """The pictures whose bytes are not known, each once, with everyone who bears it."""
    bearers: dict[tuple[str, str, str | None], list[str]] = {}
    for seen, key in zip(batch.accounts, kept.keys, strict=True):
        if seen.picture is None or key is None or (key in kept.addresses and not kept.addresses[key].wanted):
            continue
        bearing = bearers.setdefault((seen.platform, seen.picture.address, seen.picture.picture_id), [])
        if seen.ref not in bearing:
            bearing.append(seen.ref)
    return [
        WantedPicture(platform=platform, address=address, picture_id=picture_id, refs=refs)
        for (platform, address, picture_id), refs in bearers.items()
    ]
