"""Accounts: the table, one account's page, where a badge's account is found, and what a person does with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from aiohttp import web

from companion.core.wire.accounts import (
    AccountKeys,
    AccountList,
    AccountListAsked,
    AccountPage,
    AccountRows,
    AccountsRequest,
    ActionDone,
    ActionKind,
    ActionRequest,
    Facets,
    FindAccount,
    FoundPlace,
)
from companion.core.wire.cases import ListSeen
from companion.core.wire.selection import Selection
from companion.core.wire.today import Today
from companion.errors import BadRequestError, NotFoundError
from companion.imports.reading.account_list import look_up
from companion.server.services import path_number, services_of
from companion.store import action_log, actions
from companion.store.account_page import account_page, seen_on
from companion.store.accounts import number_of
from companion.store.action_log import Action
from companion.store.captured import captured_list
from companion.store.listing import accounts_page, facets
from companion.store.reuse import wearers
from companion.store.selecting import account_ids
from companion.store.times import now
from companion.store.today import today as today_of


async def table(request: web.Request, asked: AccountsRequest) -> AccountRows:
    return await services_of(request).store.read(lambda conn: accounts_page(conn, asked))


async def keys(request: web.Request, selection: Selection) -> AccountKeys:
    found = await services_of(request).store.read(lambda conn: account_ids(conn, selection))
    return AccountKeys(accounts=found.tolist())


async def choices(request: web.Request) -> Facets:
    return await services_of(request).store.read(facets)


async def one(request: web.Request) -> AccountPage:
    account, at = path_number(request), now()
    return await services_of(request).store.read(lambda conn: account_page(conn, account, at))


async def captured(request: web.Request) -> ListSeen:
    capture = path_number(request)
    return await services_of(request).store.read(lambda conn: captured_list(conn, capture))


async def today(request: web.Request) -> Today:
    return await services_of(request).store.read(today_of)


async def do(request: web.Request, asked: ActionRequest) -> ActionDone:
    return _done(await services_of(request).store.write(_action(asked)), asked.action.value)


def _action(asked: ActionRequest) -> Callable[[sqlite3.Connection], Action | None]:
    """What to do in the store. Raises :class:`BadRequestError` where the request does not say with what."""
    at, accounts, text, case, note = now(), asked.accounts, asked.text, asked.case, asked.note
    if asked.action in _WITH_TEXT and text is not None:
        return lambda conn: _WITH_TEXT[asked.action](conn, accounts, text, at)
    if asked.action in _WITH_CASE and case is not None:
        return lambda conn: _WITH_CASE[asked.action](conn, case, accounts, at)
    if asked.action in _PLAIN:
        return lambda conn: _PLAIN[asked.action](conn, accounts, at)
    if asked.action is ActionKind.note and text is not None and case is not None:
        return lambda conn: actions.note_case(conn, case, text, at)
    if asked.action is ActionKind.note and text is not None and len(accounts) == 1:
        return lambda conn: actions.note_account(conn, accounts[0], text, at)
    if (
        asked.action in _OF_ONE
        and (number := note if asked.action is ActionKind.remove_note else asked.picture) is not None
    ):
        return lambda conn: _OF_ONE[asked.action](conn, number, at)
    raise BadRequestError("actions.incomplete", action=asked.action.value)


_WITH_TEXT: dict[ActionKind, Callable[..., Action | None]] = {
    ActionKind.tag: actions.tag,
    ActionKind.untag: actions.untag,
}
_WITH_CASE: dict[ActionKind, Callable[..., Action | None]] = {
    ActionKind.collect: actions.collect,
    ActionKind.take_out: actions.take_out,
}
_OF_ONE: dict[ActionKind, Callable[..., Action | None]] = {
    ActionKind.remove_note: actions.remove_note,
    ActionKind.standard: actions.call_standard,
    ActionKind.not_standard: actions.call_own,
}
_PLAIN: dict[ActionKind, Callable[..., Action | None]] = {ActionKind.hide: actions.hide, ActionKind.show: actions.show}


async def undo(request: web.Request) -> ActionDone:
    at = now()
    return _done(await services_of(request).store.write(lambda conn: action_log.undo(conn, at)))


async def redo(request: web.Request) -> ActionDone:
    return _done(await services_of(request).store.write(action_log.redo))


def _done(action: Action | None, what: str = "") -> ActionDone:
    if action is None:
        return ActionDone(what=what, rows=0)
    return ActionDone(action=action.number, what=action.what.value, rows=action.rows, subject=action.subject)


async def find(request: web.Request, asked: FindAccount) -> FoundPlace:
    """The account of a ref, else the accounts seen on a page; empty where neither was recorded.

    Raises :class:`BadRequestError` for a ref of another form.
    """

    def look(conn: sqlite3.Connection) -> FoundPlace:
        if asked.ref is not None and (account := _account(conn, asked.ref)) is not None:
            return FoundPlace(account=account, same_picture=wearers(conn, account))
        return FoundPlace(seen_on=seen_on(conn, asked.page) if asked.page is not None else [])

    return await services_of(request).store.read(look)


async def look_up_list(request: web.Request, asked: AccountListAsked) -> AccountList:
    return await services_of(request).store.read(lambda conn: look_up(conn, asked.text, asked.platform))


def _account(conn: sqlite3.Connection, ref: str) -> int | None:
    try:
        return number_of(conn, ref)
    except NotFoundError:
        return None
