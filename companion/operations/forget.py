"""Forgetting: what is meant, how much that is, and deleting it so that nothing of it stays on the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from typing import NoReturn

from companion.core.wire.forgetting import ForgettingRequest, ForgettingResult
from companion.core.wire.selection import Selection
from companion.errors import BadRequestError, CompanionError, StoreError
from companion.store import cases
from companion.store.db import Store
from companion.store.folder import SET_ASIDE
from companion.store.forgetting import by_account, by_batch, pictures_only
from companion.store.forgetting.compacting import compact, is_owed, owe
from companion.store.forgetting.following import Forgotten
from companion.store.selecting import account_ids
from companion.store.times import now
from companion.texts.catalogue import SOURCE

SPANS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "ever": None}
Deletion = Callable[[sqlite3.Connection], Forgotten]


def deletion(conn: sqlite3.Connection, asked: ForgettingRequest) -> Deletion:
    """What deletes it. Raises :class:`NotFoundError` and :class:`BadRequestError`."""
    number, days, accounts = asked.case, asked.older_than_days, asked.accounts
    named = [each for each in (asked.last, days, number, accounts, asked.imported) if each is not None]
    if len(named) > 1 or (not named and not asked.pictures) or (asked.imported is not None and asked.pictures):
        raise BadRequestError("forgetting.what")
    if (imported := asked.imported) is not None:
        return lambda conn: by_batch.forget_import(conn, imported)
    if accounts is not None:
        return _of(
            asked,
            lambda conn: by_account.forget_accounts(conn, accounts),
            lambda conn: pictures_only.forget_pictures_of(conn, accounts),
        )
    if number is not None:
        cases.check(conn, number)
        of_case = Selection(case=number, hidden=True)
        return _of(
            asked,
            lambda conn: by_batch.forget_case(conn, number, asked.with_accounts),
            lambda conn: pictures_only.forget_pictures_of(conn, account_ids(conn, of_case)),
        )
    if days is not None:
        before = now() - timedelta(days=days)
        return _of(
            asked,
            lambda conn: by_batch.forget_older(conn, before),
            lambda conn: pictures_only.forget_pictures_before(conn, before),
        )
    length = SPANS[asked.last.value] if asked.last else None
    since = now() - length if length else None
    return _of(
        asked,
        lambda conn: by_batch.forget(conn, since),
        lambda conn: pictures_only.forget_pictures_since(conn, since or datetime.min.replace(tzinfo=timezone.utc)),
    )


def _of(asked: ForgettingRequest, all_of_it: Deletion, pictures: Callable[[sqlite3.Connection], int]) -> Deletion:
    if not asked.pictures:
        return all_of_it
    return lambda conn: Forgotten(observations=0, accounts=0, pictures=pictures(conn))


def forget(store: Store, delete: Deletion, language: str = SOURCE) -> ForgettingResult:
    """Delete it and write the file anew; the result's message says what is still to happen where that could not be.

    The file is written anew by a connection of its own, so alone: a write beside it would have one of both fail.
    """

    def work(conn: sqlite3.Connection) -> Forgotten:
        owe(conn)
        return delete(conn)

    forgotten = store.submit(work).result()
    notes: list[CompanionError] = []
    try:
        store.alone(lambda: compact(store.path)).result()
    except StoreError as error:
        notes.append(error)
    notes += [StoreError("forgetting.set_aside", folder=path) for path in sorted(store.folder.glob(f"{SET_ASIDE}*"))]
    message = " ".join(note.said_in(language) for note in notes) or None
    return ForgettingResult(**asdict(forgotten), dry_run=False, message=message)


def finish(store: Store) -> None:
    """Have the file written anew where an earlier process ended between deleting and that; nobody waits for it."""
    if store.read_here(is_owed):
        store.alone(lambda: compact(store.path))


def count(store: Store, delete: Deletion) -> ForgettingResult:
    """How much it is: it is deleted, and that is taken back. Raises what ``delete`` raises."""

    def tried(conn: sqlite3.Connection) -> NoReturn:
        raise _TakenBack(delete(conn))

    try:
        store.submit(tried).result()
    except _TakenBack as taken_back:
        return ForgettingResult(**asdict(taken_back.forgotten), dry_run=True)


class _TakenBack(Exception):  # noqa: N818 - not an error: it ends a deletion that was only tried
    def __init__(self, forgotten: Forgotten) -> None:
        self.forgotten = forgotten
