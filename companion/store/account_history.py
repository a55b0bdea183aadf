"""How an account came to be what it is, from all that was observed of it."""

from __future__ import annotations

import json
import sqlite3

from companion.core.history import runs
from companion.core.wire.evidence import Evidence
from companion.core.wire.history import AccountHistory, AvatarWorn, CountShown, StatedChange, TextWorn
from companion.core.wire.observations import DISPLAYED
from companion.errors import NotFoundError
from companion.store.selecting import names


def account_history(conn: sqlite3.Connection, account: int) -> AccountHistory:
    """Handles, names, descriptions, avatars and displayed numbers over time. Raises :class:`NotFoundError`."""
    named = names(conn, [account]).get(account)
    if named is None:
        raise NotFoundError("accounts.unknown")
    seen = conn.execute(
        f"SELECT observed_at, handle, display_name, bio, {', '.join(DISPLAYED)} FROM observations "
        "JOIN batches ON batches.id = batch WHERE account = ? ORDER BY observed_at, observations.id",
        (account,),
    ).fetchall()

    def texts(column: str) -> list[TextWorn]:
        found = runs((row["observed_at"], row[column]) for row in seen)
        return [TextWorn.model_validate(run.known("text")) for run in found]

    return AccountHistory(
        account=named,
        handles=texts("handle"),
        names=texts("display_name"),
        descriptions=texts("bio"),
        avatars=_avatars(conn, account),
        stated_changes=_stated(conn, account),
        counts=[
            CountShown.model_validate({"of": number, **run.known("count")})
            for number in DISPLAYED
            for run in runs((row["observed_at"], row[number]) for row in seen)
        ],
    )


def _avatars(conn: sqlite3.Connection, account: int) -> list[AvatarWorn]:
    """Sizes and copies of one picture are one avatar, which is shown by the address and picture seen first.

    Between a site's own standard picture and another there is no change: it is none of the account's.
    """
    rows = conn.execute(
        "SELECT observed_at, address_key.id AS address_key, address_key.address, picture, evidence, "
        "coalesce(standard, 0) AS standard FROM observations "
        "JOIN batches ON batches.id = batch "
        "JOIN picture_addresses AS address_key ON address_key.id = observations.picture_address "
        "LEFT JOIN pictures ON pictures.id = picture WHERE account = ? ORDER BY observed_at, observations.id",
        (account,),
    ).fetchall()
    same = _same_pictures(conn, {row["picture"] for row in rows if row["picture"] is not None})
    of_value: dict[tuple[str, int], sqlite3.Row] = {}
    sightings = []
    for row in rows:
        picture = row["picture"]
        value = ("address", row["address_key"]) if picture is None else ("picture", same.get(picture, picture))
        of_value.setdefault(value, row)
        sightings.append((row["observed_at"], value))
    found: list[AvatarWorn] = []
    own: AvatarWorn | None = None
    for run in runs(sightings):
        row = of_value[run.value]
        evidence = row["evidence"] and Evidence.model_validate_json(row["evidence"])
        worn = AvatarWorn.model_validate(
            {
                "picture": row["picture"],
                "address": row["address"],
                "evidence": evidence and evidence.model_copy(update={"picture": row["picture"]}),
                "standard": row["standard"],
                "changed_after": own.last_seen if own and not row["standard"] else None,
                "first_seen": run.first_seen,
                "last_seen": run.last_seen,
            }
        )
        found.append(worn)
        own = own if worn.standard else worn
    return found


def _same_pictures(conn: sqlite3.Connection, pictures: set[int]) -> dict[int, int]:
    """Of these pictures, each that is another one again, and which."""
    within = "(SELECT value FROM json_each(:pictures))"
    pairs = conn.execute(
        f"SELECT first, second FROM reused_pictures WHERE first IN {within} AND second IN {within} "
        "ORDER BY first, second",
        {"pictures": json.dumps(sorted(pictures))},
    )
    same: dict[int, int] = {}
    for first, second in pairs:
        same.setdefault(second, same.get(first, first))
    return same


def _stated(conn: sqlite3.Connection, account: int) -> list[StatedChange]:
    rows = conn.execute(
        "SELECT DISTINCT time, precision, object FROM activities WHERE account = ? AND kind = 'avatar_changed' "
        "ORDER BY time, object",
        (account,),
    )
    return [StatedChange.model_validate(dict(row)) for row in rows]
