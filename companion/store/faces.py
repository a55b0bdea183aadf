"""The pictures that a selection's accounts wear now, to be looked at side by side."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict

from companion.core.graph import IntArray
from companion.core.wire.faces import Faces, FaceShown, ReuseGroup, ReuseGroups, StandardPicture
from companion.store.pictures import OF_PICTURE
from companion.store.reuse import IN_SETS, leaders
from companion.store.standard_pictures import standard_pictures

# A picture can be shown where a small copy, or its bytes, were kept.
_SHOWN = (
    "FROM json_each(:chosen) AS wanted CROSS JOIN accounts ON accounts.id = wanted.value "
    f"{OF_PICTURE} "
    "WHERE (NOT :kept OR EXISTS (SELECT 1 FROM thumbnails WHERE thumbnails.picture = pictures.id) "
    "OR EXISTS (SELECT 1 FROM picture_bytes WHERE picture_bytes.picture = pictures.id)) "
    "AND (NOT :with_face OR json_extract(evidence, '$.alignment') IS NOT NULL)"
)
_COLUMNS = (
    "accounts.id AS account, accounts.platform, account_id, handle, display_name, pictures.id AS picture, "
    "level, score, json_extract(evidence, '$.alignment.eyes') AS eyes"
)


def faces(conn: sqlite3.Connection, accounts: IntArray, most: int, with_face: bool = True, kept: bool = True) -> Faces:
    """The pictures of a selection's accounts (n,), the rarest positions first; at most ``most``.

    ``with_face``: only those where a face was measured; ``kept``: only those of which there is a copy.
    """
    values = {"chosen": json.dumps(accounts.tolist()), "with_face": with_face, "kept": kept, "most": most}
    count = int(conn.execute(f"SELECT count(*) {_SHOWN}", values).fetchone()[0])
    rows = conn.execute(
        f"SELECT {_COLUMNS} {_SHOWN} ORDER BY score IS NULL, score DESC, accounts.id LIMIT :most", values
    )
    return Faces(faces=[_face(row) for row in rows], all=count, without=len(accounts) - count)


def _face(row: sqlite3.Row) -> FaceShown:
    eyes = json.loads(row["eyes"]) if row["eyes"] else None
    return FaceShown.model_validate({**dict(row), "eyes": eyes})


def picture_content(conn: sqlite3.Connection, picture: int) -> bytes | None:
    """The picture's own bytes where they were kept, else its small copy; None where neither was."""
    for query in (
        "SELECT bytes FROM picture_bytes WHERE picture = ?",
        "SELECT jpeg FROM thumbnails WHERE picture = ?",
    ):
        if (row := conn.execute(query, (picture,)).fetchone()) is not None:
            return bytes(row[0])
    return None


_WORN = (
    "SELECT account, picture FROM account_pictures WHERE picture NOT IN (SELECT id FROM pictures WHERE standard) "
    "ORDER BY account, picture"
)


def reuse_groups(conn: sqlite3.Connection, accounts: IntArray, most: int) -> ReuseGroups:
    """Groups of accounts that wear or wore one picture, one at least of them of the selection (n,): the largest first.

    Also single accounts whose picture a set of known pictures has. Sites' own standard pictures stand apart, and
    accounts that are hidden are left out, unless they are of the selection.
    """
    leader = leaders(conn)
    chosen = set(accounts.tolist())
    left_out = {row["account"] for row in conn.execute("SELECT account FROM hidden_accounts")} - chosen
    wearers: dict[int, dict[int, int]] = defaultdict(dict)
    for row in conn.execute(_WORN):
        if row["account"] in left_out:
            continue
        wearers[leader.get(row["picture"], row["picture"])].setdefault(row["account"], row["picture"])
    known = _known(conn, leader)
    groups = [
        (picture, worn)
        for picture, worn in wearers.items()
        if (len(worn) > 1 or picture in known) and not chosen.isdisjoint(worn)
    ]
    groups.sort(key=lambda group: (-len(group[1]), group[0]))
    return ReuseGroups(
        groups=[
            ReuseGroup(accounts=_wearing(conn, worn.items()), known=sorted(known.get(picture, ())))
            for picture, worn in groups[:most]
        ],
        all=len(groups),
        standard=[StandardPicture(**asdict(each)) for each in standard_pictures(conn)],
    )


def _known(conn: sqlite3.Connection, leader: dict[int, int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for row in conn.execute(f"SELECT picture, name FROM known_matches {IN_SETS}"):
        found[leader.get(row["picture"], row["picture"])].add(row["name"])
    return found


def _wearing(conn: sqlite3.Connection, worn: Iterable[tuple[int, int]]) -> list[FaceShown]:
    """These accounts, each with the picture of the group that it wears or wore."""
    rows = conn.execute(
        f"SELECT {_COLUMNS} FROM json_each(?) AS pair "
        "CROSS JOIN accounts ON accounts.id = json_extract(pair.value, '$[0]') "
        "JOIN pictures ON pictures.id = json_extract(pair.value, '$[1]') "
        "ORDER BY accounts.platform, handle, accounts.id",
        (json.dumps(list(worn)),),
    )
    return [_face(row) for row in rows]
