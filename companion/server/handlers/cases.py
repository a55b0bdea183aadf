"""Cases: what was recorded when and where, the names and keys that people give them, and how two of them differ."""

from __future__ import annotations

import asyncio
import sqlite3

from aiohttp import web

from companion.core.naming import parse_key
from companion.core.wire.accounts import CaseFacet, CaseName
from companion.core.wire.cases import (
    CaseComparison,
    CaseKey,
    CasePage,
    Cases,
    CompareRequest,
    DifferenceFound,
    DifferenceRequest,
    NewCase,
    NewCaseKey,
    NewCaseName,
    SessionPage,
)
from companion.errors import BadRequestError
from companion.server.handlers import figures
from companion.server.services import path_number, services_of
from companion.store import actions, case_page, cases, history
from companion.store.selecting import account_ids
from companion.store.times import now, text_of


async def listed(request: web.Request) -> Cases:
    """The cases; who looks at them opens one next, and its figures are to be there at once."""
    asyncio.get_running_loop().run_in_executor(None, figures.prepare)
    return await services_of(request).store.read(case_page.case_rows)


async def new(request: web.Request, asked: NewCase) -> CaseFacet:
    at = now()

    def work(conn: sqlite3.Connection) -> CaseFacet:
        number = cases.new(conn, asked.name, text_of(at))
        collected = None
        if asked.selection is not None:
            collected = actions.collect(conn, number, account_ids(conn, asked.selection).tolist(), at)
        return CaseFacet(case=number, name=asked.name, accounts=collected.rows if collected else 0)

    return await services_of(request).store.write(work)


async def one(request: web.Request) -> CasePage:
    number = path_number(request)
    return await services_of(request).store.read(lambda conn: case_page.case_page(conn, number))


async def session(request: web.Request) -> SessionPage:
    number, seen_in = path_number(request), int(request.match_info["session"])
    return await services_of(request).store.read(lambda conn: case_page.session_page(conn, number, seen_in))


async def rename(request: web.Request, asked: NewCaseName) -> CaseName:
    number = path_number(request)

    def work(conn: sqlite3.Connection) -> CaseName:
        cases.check(conn, number)
        cases.rename(conn, number, asked.name)
        return CaseName(case=number, name=asked.name)

    return await services_of(request).store.write(work)


async def key(request: web.Request) -> CaseKey:
    """The case's key, made where it has none."""
    number = path_number(request)

    def work(conn: sqlite3.Connection) -> CaseKey:
        cases.check(conn, number)
        return CaseKey(key=cases.key_of(conn, number).hex())

    return await services_of(request).store.write(work)


async def set_key(request: web.Request, asked: NewCaseKey) -> CaseKey:
    """Take over a key, as of somebody who works on the same case; another one is replaced only where that is asked."""
    number, given = path_number(request), parse_key(asked.key)

    def work(conn: sqlite3.Connection) -> CaseKey:
        cases.check(conn, number)
        if cases.has_other_key(conn, number, given) and not asked.replace:
            raise BadRequestError("cases.other_key")
        cases.set_key(conn, number, given)
        return CaseKey(key=given.hex())

    return await services_of(request).store.write(work)


async def compare(request: web.Request, asked: CompareRequest) -> CaseComparison:
    return await services_of(request).store.read(lambda conn: case_page.compare(conn, asked.one, asked.other))


async def difference(request: web.Request, asked: DifferenceRequest) -> DifferenceFound:
    found = await services_of(request).store.read(
        lambda conn: history.difference(conn, asked.scope, asked.since, asked.until, asked.rows)
    )
    return DifferenceFound(difference=found)
