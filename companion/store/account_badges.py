"""The badges of accounts: what is known of the picture that each wears, and the group that stands out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from companion.core.identity import AccountRef
from companion.core.wire.evidence import Badge
from companion.store.pictures import WITH_PICTURE, evidence_of
from companion.store.reuse import reuse
from companion.store.rows import GIVEN, given, rows_of
from companion.store.standing_groups import groups_of


def badges(conn: sqlite3.Connection, refs: Iterable[tuple[str, AccountRef]]) -> list[Badge]:
    """The badge of each account whose last picture is known, or whose group stands out.

    Each ref is given as it came and parsed.
    """
    asked = list(refs)
    known: dict[tuple[bool, str, str], int] = {}
    for by_id in (True, False):
        names = [(ref.platform, ref.value) for _, ref in asked if ref.by_id is by_id]
        rows = rows_of(conn, named_query(by_id), names)
        known.update({(by_id, platform, name): account for platform, name, account in rows})
    found = ((text, ref.platform, known.get((ref.by_id, ref.platform, ref.value))) for text, ref in asked)
    return badges_of(conn, [(text, platform, account) for text, platform, account in found if account is not None])


def named_query(by_id: bool) -> str:
    """Accounts, bound as :func:`given` ids or handles and their platform."""
    column = "account_id" if by_id else "handle"
    return (
        f"WITH asked (name) AS ({GIVEN}) SELECT {column}, id FROM asked "
        f"CROSS JOIN accounts ON platform = ? AND {column} = name"
    )


def badges_of(conn: sqlite3.Connection, accounts: Sequence[tuple[str, str, int]]) -> list[Badge]:
    """The same of accounts that are each given as the ref by which it is called, its platform and its number."""
    numbers = {account for _, _, account in accounts}
    groups = groups_of(conn, numbers)
    worn = {row["account"]: row for row in conn.execute(_WORN, (given(numbers),))}
    reused = reuse(conn, [(account, row["id"]) for account, row in worn.items() if row["id"] is not None])
    return [
        Badge(
            ref=text,
            picture_address=row["address"],
            evidence=None if row["id"] is None else evidence_of(row["id"], row["evidence"]),
            reuse=reused.get(account),
            group=groups.get(account),
        )
        for text, _, account in accounts
        if (row := worn.get(account)) is not None
    ]


_WORN = f"""
SELECT accounts.id AS account, pictures.id, pictures.evidence, picture_addresses.address FROM accounts
{WITH_PICTURE}
WHERE accounts.id IN ({GIVEN}) AND (picture_addresses.picture IS NOT NULL
    OR accounts.id IN (SELECT account FROM standing_group_members))
"""
