"""A list of accounts as people have it, links, handles or ids → which of the accounts known here each one is."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable

from companion.core.identity import REF, AccountRef, parse_ref
from companion.core.wire.accounts import AccountList, SeveralAccounts
from companion.core.wire.selection import MOST_CHOSEN
from companion.errors import BadRequestError
from companion.imports.reading.sites import profile_at, site
from companion.store.selecting import names

_BETWEEN = re.compile(r"[\s,;]+")
_MARKS = "\"'<>()"


def look_up(conn: sqlite3.Connection, text: str, platform: str | None = None) -> AccountList:
    """Whom the text names, each once, in its order.

    Names stand apart by spaces, commas, semicolons or line ends. A link or a ref (``instagram:handle:ana``) names an
    account of its site; any other name is a handle, with or without ``@``, or an id, of the ``platform`` or else of
    every one. A handle that nobody bears now is taken for that of who bore it. Raises BadRequestError for more names
    than a selection may have accounts.
    """
    wanted = list(dict.fromkeys(name for each in _BETWEEN.split(text) if (name := each.strip(_MARKS))))
    if len(wanted) > MOST_CHOSEN:
        raise BadRequestError("accounts.long_list", most=MOST_CHOSEN)
    platforms = [platform] if platform else [row[0] for row in conn.execute("SELECT DISTINCT platform FROM accounts")]
    bearers = _bearers(conn, {name: _refs(name, platforms) for name in wanted})
    found: dict[int, None] = {}
    unknown: list[str] = []
    several: dict[str, list[int]] = {}
    for name in wanted:
        accounts = bearers[name]
        if len(accounts) == 1:
            found[accounts[0]] = None
        elif accounts:
            several[name] = accounts
        else:
            unknown.append(name)
    called = names(conn, (account for accounts in several.values() for account in accounts))
    return AccountList(
        found=list(found),
        unknown=unknown,
        several=[
            SeveralAccounts(name=name, accounts=[called[account] for account in accounts])
            for name, accounts in several.items()
        ],
    )


def _refs(name: str, platforms: Iterable[str]) -> list[AccountRef]:
    """All that the name may mean."""
    if REF.fullmatch(name):
        return [parse_ref(name)]
    if "/" in name:
        address = name if "://" in name else f"https://{name}"
        at = profile_at(address) or site("mastodon").account_at(address)
        return [] if at is None else [at]
    handle = name.removeprefix("@")
    return [
        ref
        for platform in platforms
        for ref in (AccountRef(platform, True, name), AccountRef(platform, False, site(platform).spelled(handle)))
        if ref.value
    ]


def _bearers(conn: sqlite3.Connection, refs: dict[str, list[AccountRef]]) -> dict[str, list[int]]:
    """The accounts that each name may mean: by id or today's handle, else by a former handle."""
    today = _found(conn, _BY_ID, refs, by_id=True)
    for name, accounts in _found(conn, _BY_HANDLE, refs, by_id=False).items():
        today[name] |= accounts
    nobodys = {name: of for name, of in refs.items() if not today[name]}
    every = today | _found(conn, _BY_FORMER_HANDLE, nobodys, by_id=False)
    return {name: sorted(accounts) for name, accounts in every.items()}


_ASKED = (
    "WITH asked (name, platform, called) AS (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), "
    "json_extract(value, '$[2]') FROM json_each(?)) SELECT name, known.{key} AS account FROM asked "
    "CROSS JOIN {table} AS known ON known.platform = asked.platform AND known.{column} = called"
)
_BY_ID = _ASKED.format(table="accounts", column="account_id", key="id")
_BY_HANDLE = _ASKED.format(table="accounts", column="handle", key="id")
_BY_FORMER_HANDLE = _ASKED.format(table="account_handles", column="handle", key="account")


def _found(conn: sqlite3.Connection, sql: str, refs: dict[str, list[AccountRef]], by_id: bool) -> dict[str, set[int]]:
    asked = [(name, ref.platform, ref.value) for name, of in refs.items() for ref in of if ref.by_id is by_id]
    found: dict[str, set[int]] = {name: set() for name in refs}
    for row in conn.execute(sql, (json.dumps(asked),)):
        found[row["name"]].add(row["account"])
    return found
