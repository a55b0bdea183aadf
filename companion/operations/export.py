"""Writing a selection for other programs: under which names, with which communities, as everything is at one moment."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

from companion.core.naming import Naming, parse_key
from companion.core.progress import Progress, unobserved
from companion.core.wire.files import ExportRequest
from companion.core.wire.findings.finding import Limit
from companion.errors import BadRequestError
from companion.exports.format import FORMATS, Asked, Exported, write
from companion.operations.communities import communities_of
from companion.store import cases
from companion.store.db import Store
from companion.store.moment import one_moment
from companion.texts.catalogue import SOURCE

NO_COMMUNITIES = "no_communities"
"""The limit of an export for which no communities were found."""


def naming_by(store: Store, case: int | None = None, key: str | None = None) -> Naming:
    """Pseudonyms by this case's key, made where it has none, or by this key; else the names as they are.

    Raises :class:`NotFoundError` for no such case, and :class:`BadRequestError` for both or for what is no key.
    """
    if case is not None and key is not None:
        raise BadRequestError("exports.two_keys")
    if key is not None:
        return Naming(parse_key(key))
    if case is None:
        return Naming()
    number = case

    def key_of(conn: sqlite3.Connection) -> bytes:
        cases.check(conn, number)
        return cases.key_of(conn, number)

    return Naming(store.submit(key_of).result())


def export(
    store: Store,
    asked: ExportRequest,
    naming: Naming,
    target: Path,
    progress: Progress = unobserved,
    language: str = SOURCE,
) -> Exported:
    """Write it to ``target``, a file or an empty folder that is there; what an error leaves there is not whole.

    Limits are said in the language.

    Communities go with a format that lists accounts. Raises :class:`NotFoundError` for no such format, or where the
    selection has no account, and what ``progress`` raises.
    """
    ties = asked.communities if "accounts" in FORMATS.named(asked.format).tables else None

    def work(conn: sqlite3.Connection) -> Exported:
        with one_moment(conn):
            found = communities_of(conn, asked.selection, ties, progress) if ties else {}
            how = Asked(naming, asked.neighbours, ties, found, language)
            done = write(conn, asked.format, asked.selection, target, how, progress=progress)
        if found or not ties:
            return done
        return replace(done, limits=[*done.limits, Limit.of(language, NO_COMMUNITIES)])

    return store.read_here(work)
