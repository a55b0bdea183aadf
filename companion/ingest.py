"""A batch from the wire into the store, whole or not at all, and what it is answered."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from companion.core.identity import AccountRef, parse_ref, picture_key
from companion.core.wire import (
    AccountSighting,
    Activity,
    ActivityKind,
    Batch,
    BatchAnswer,
    CaptureKind,
    WantedPicture,
)
from companion.errors import BadRequestError
from companion.store import accounts, cases, observations, pictures
from companion.store.times import text_of


def ingest(conn: sqlite3.Connection, batch: Batch, received_at: datetime) -> BatchAnswer:
    """Store a batch, to be run in one transaction. Raises :class:`BadRequestError` for one that contradicts itself."""
    number, refs = _kept(conn, batch, received_at)
    return BatchAnswer(
        stored=number is not None, badges=pictures.badges(conn, refs.items()), wanted=_wanted(conn, batch.accounts)
    )


def keep(conn: sqlite3.Connection, batch: Batch, received_at: datetime) -> int | None:
    """Store a batch that nobody waits for; its number, or None where this key had come before. Raises likewise."""
    return _kept(conn, batch, received_at)[0]


def _kept(conn: sqlite3.Connection, batch: Batch, received_at: datetime) -> tuple[int | None, dict[str, AccountRef]]:
    refs = {seen.ref: _checked_ref(seen) for seen in batch.accounts}
    number = observations.add_batch(conn, batch, text_of(received_at))
    if number is not None:
        _store(conn, number, batch)
        if batch.case is not None:
            cases.record(conn, batch.case, number, text_of(received_at))
    return number, refs


def _checked_ref(seen: AccountSighting) -> AccountRef:
    ref = parse_ref(seen.ref)
    if ref.platform != seen.platform or ref.value != (seen.account_id if ref.by_id else seen.handle):
        raise BadRequestError("An account's ref must be made of its own platform and its own account_id or handle.")
    return ref


def _store(conn: sqlite3.Connection, number: int, batch: Batch) -> None:
    at = text_of(batch.observed_at)
    picture_of = pictures.note_addresses(
        conn, {key: seen.picture.address for seen in batch.accounts if seen.picture and (key := _picture_key(seen))}
    )
    worn = [picture_of[key] if (key := _picture_key(seen)) else None for seen in batch.accounts]
    sighted = list(zip(_resolved(conn, batch.accounts, worn, at), batch.accounts, worn, strict=True))
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


def _likes(batch: Batch) -> list[Activity]:
    """That somebody is in the list of those who like the page's post is an activity of theirs, of no known time."""
    return [
        Activity(account=member, kind=ActivityKind.likes, object=batch.page.address)
        for capture in batch.captures
        if capture.kind is CaptureKind.likers
        for member in capture.members
    ]


def _resolved(
    conn: sqlite3.Connection, sightings: Sequence[AccountSighting], worn: Sequence[int | None], at: str
) -> list[int]:
    """The account of each sighting. Those that show id and handle come first, so that a bare handle finds its id."""
    best_named_first = sorted(
        range(len(sightings)), key=lambda i: (sightings[i].account_id is None, sightings[i].handle is None)
    )
    resolved = {i: accounts.resolve(conn, sightings[i], worn[i], at) for i in best_named_first}
    return [resolved[i] for i in range(len(sightings))]


def _picture_key(seen: AccountSighting) -> pictures.AddressKey | None:
    if seen.picture is None:
        return None
    return seen.platform, picture_key(seen.picture.address, seen.picture.picture_id)


def _wanted(conn: sqlite3.Connection, sightings: Iterable[AccountSighting]) -> list[WantedPicture]:
    """The pictures whose bytes are not known, each once, with everyone who bears it."""
    bearers: dict[tuple[str, str, str | None], list[str]] = {}
    keys: dict[tuple[str, str, str | None], pictures.AddressKey] = {}
    for seen in sightings:
        if seen.picture is not None and (key := _picture_key(seen)) is not None:
            picture = (seen.platform, seen.picture.address, seen.picture.picture_id)
            keys[picture] = key
            if seen.ref not in bearers.setdefault(picture, []):
                bearers[picture].append(seen.ref)
    wanted = pictures.wanted(conn, set(keys.values()))
    return [
        WantedPicture(platform=platform, address=address, picture_id=picture_id, refs=refs)
        for (platform, address, picture_id), refs in bearers.items()
        if keys[platform, address, picture_id] in wanted
    ]
