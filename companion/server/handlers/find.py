"""Where in the window to look for what a page or badge knows."""

from __future__ import annotations

import sqlite3

from aiohttp import web

from companion.core.wire.accounts import FindAccount, FoundPlace
from companion.errors import NotFoundError
from companion.server.services import services_of
from companion.store.account_page import seen_on
from companion.store.accounts import number_of


async def find(request: web.Request, asked: FindAccount) -> FoundPlace:
    """The account of a ref, else the accounts seen on a page; empty where neither was recorded.

    Raises :class:`BadRequestError` for a ref of another form.
    """

    def look(conn: sqlite3.Connection) -> FoundPlace:
        if asked.ref is not None and (account := _account(conn, asked.ref)) is not None:
            return FoundPlace(account=account)
        return FoundPlace(seen_on=seen_on(conn, asked.page) if asked.page is not None else [])

    return await services_of(request).store.read(look)


def _account(conn: sqlite3.Connection, ref: str) -> int | None:
    try:
        return number_of(conn, ref)
    except NotFoundError:
        return None
