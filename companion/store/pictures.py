"""Pictures: known by their bytes, found by their addresses, with what was measured on them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from companion import __version__
from companion.core.identity import AccountRef, picture_key
from companion.core.models import StoredFingerprints
from companion.core.wire.evidence import Badge, Evidence, Status
from companion.store.reuse import keep_fingerprints, reuse, traced
from companion.store.rows import GIVEN, given, rows_of
from companion.store.standing_groups import groups_of

MAX_ATTEMPTS = 2
_NOT_VIEWED = (Status.waiting, Status.undecodable, Status.beyond_bounds, Status.failed, Status.abandoned)


@dataclass(frozen=True)
class Result:
    """What measuring gave for a picture. ``landmarks``: (faces, 478, 2) float32 little-endian, or None."""

    picture: int
    evidence: Evidence
    landmarks: bytes | None = None
    width: int | None = None
    height: int | None = None
    format: str | None = None
    thumbnail: bytes | None = None
    views_follow: bool = False
    measured_by: str = __version__


AddressKey = tuple[str, str]
"""A platform, and by what a picture's address is known again there: ``core.identity.picture_key``."""


@dataclass(frozen=True)
class KnownAddress:
    """The number of a picture's address and its newest form (signatures change); ``wanted``: its bytes were never had,
    or failed to be measured."""

    number: int
    address: str
    wanted: bool


def note_addresses(conn: sqlite3.Connection, worn: Mapping[AddressKey, str]) -> dict[AddressKey, KnownAddress]:
    """Note pictures' addresses in their newest form; gives what is known of each."""
    known = known_addresses(conn, worn)
    for (platform, key), address in worn.items():
        before = known.get((platform, key))
        if before is None:
            added = conn.execute(
                "INSERT INTO picture_addresses (platform, key, address) VALUES (?, ?, ?)", (platform, key, address)
            )
            assert added.lastrowid is not None
            known[platform, key] = KnownAddress(added.lastrowid, address, wanted=True)
        elif before.address != address:
            conn.execute("UPDATE picture_addresses SET address = ? WHERE id = ?", (address, before.number))
    return known


def known_addresses(conn: sqlite3.Connection, keys: Iterable[AddressKey]) -> dict[AddressKey, KnownAddress]:
    """Those of the pictures' addresses that are known."""
    query = (
        f"WITH asked (key) AS ({GIVEN}) SELECT asked.key, picture_addresses.id, address, status FROM asked "
        "CROSS JOIN picture_addresses ON platform = ? AND picture_addresses.key = asked.key "
        "LEFT JOIN pictures ON pictures.id = picture_addresses.picture"
    )
    return {
        (platform, key): KnownAddress(number, address, status in (None, Status.failed.value))
        for platform, key, number, address, status in rows_of(conn, query, keys)
    }


def receive(
    conn: sqlite3.Connection, platform: str, address: str, picture_id: str | None, content: bytes, at: str
) -> Evidence:
    """Keep a picture's bytes until it is measured, unless it is already; gives its evidence as it is now."""
    digest = hashlib.sha256(content).hexdigest()
    row = conn.execute("SELECT id, status, evidence FROM pictures WHERE sha256 = ?", (digest,)).fetchone()
    if row is None:
        picture = int(
            conn.execute(
                "INSERT INTO pictures (sha256, size, status, received_at) VALUES (?, ?, ?, ?) RETURNING id",
                (digest, len(content), Status.waiting.value, at),
            ).fetchone()[0]
        )
    else:
        picture = int(row["id"])
    if row is None or row["status"] in (Status.waiting.value, Status.failed.value):
        conn.execute("INSERT OR REPLACE INTO picture_bytes (picture, bytes) VALUES (?, ?)", (picture, content))
        conn.execute(
            "UPDATE pictures SET status = ?, message = NULL, evidence = NULL, level = NULL, attempts = 0 WHERE id = ?",
            (Status.waiting.value, picture),
        )
        evidence = Evidence(picture=picture, status=Status.waiting)
    else:
        evidence = _evidence(picture, row["evidence"])
    conn.execute(
        "INSERT INTO picture_addresses (platform, key, address, picture) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET picture = excluded.picture",
        (platform, picture_key(address, picture_id), address, picture),
    )
    return evidence


def note_measured(
    conn: sqlite3.Connection, platform: str, address: str, sha256: str, evidence: Evidence, at: str
) -> None:
    """Note what somebody else measured on the picture at an address, unless its bytes are known here.

    ``sha256``: of the bytes, which are not at hand. What was measured here is not changed.
    """
    conn.execute(
        "INSERT OR IGNORE INTO pictures (sha256, size, status, score, level, evidence, received_at) "
        "VALUES (?, 0, ?, ?, ?, ?, ?)",
        (
            sha256,
            evidence.status.value,
            evidence.score,
            evidence.level and evidence.level.value,
            evidence.model_dump_json(exclude={"picture"}, exclude_none=True),
            at,
        ),
    )
    conn.execute(
        "UPDATE picture_addresses SET picture = (SELECT id FROM pictures WHERE sha256 = ?) "
        "WHERE platform = ? AND key = ? AND picture IS NULL",
        (sha256, platform, picture_key(address, None)),
    )


def _evidence(picture: int, stored: str | None) -> Evidence:
    if stored is None:
        return Evidence(picture=picture, status=Status.waiting)
    return Evidence.model_validate_json(stored).model_copy(update={"picture": picture})


def waiting(conn: sqlite3.Connection) -> list[int]:
    """The pictures that still wait to be measured, oldest first."""
    return [
        int(row[0])
        for row in conn.execute("SELECT id FROM pictures WHERE status = ? ORDER BY id", (Status.waiting.value,))
    ]


def count_try(conn: sqlite3.Connection, picture: int) -> int | None:
    """Before each: how many it makes, so that a picture which ends whatever opens it cannot do so for ever.

    None where the picture is gone, or was measured meanwhile.
    """
    row = conn.execute(
        "UPDATE pictures SET attempts = attempts + 1 WHERE id = ? AND status = ? RETURNING attempts",
        (picture, Status.waiting.value),
    ).fetchone()
    return row and int(row["attempts"])


def take_back_try(conn: sqlite3.Connection, picture: int) -> None:
    """The last one was not the picture's fault."""
    conn.execute("UPDATE pictures SET attempts = attempts - 1 WHERE id = ? AND attempts > 0", (picture,))


def take_up_again(conn: sqlite3.Connection, picture: int, at: str) -> bytes | None:
    """The bytes of a picture that was left waiting, for another try; None where it is gone or was tried too often.

    It is not wanted again then, nor tried again where it is sent again.
    """
    tries = count_try(conn, picture)
    if tries is None:
        return None
    if tries > MAX_ATTEMPTS:
        message = "Measuring was stopped by this picture twice, so it is not tried again."
        finish(conn, [Result(picture, Evidence(status=Status.abandoned, message=message))], "none", at)
        return None
    found = conn.execute("SELECT bytes FROM picture_bytes WHERE picture = ?", (picture,)).fetchone()
    return bytes(found[0]) if found else None


def finish(conn: sqlite3.Connection, results: Iterable[Result], keep: str, at: str) -> None:
    """Write what measuring gave, and drop of the picture what is not to be kept (``none``, ``thumbnail``, ``full``).

    Where fingerprints follow, the bytes stay until :func:`keep_fingerprints_of` has them.
    """
    for result in results:
        evidence = result.evidence
        conn.execute(
            "UPDATE pictures SET status = ?, message = ?, score = ?, level = ?, evidence = ?, landmarks = ?, "
            "width = ?, height = ?, format = ?, measured_by = ?, measured_at = ? WHERE id = ?",
            (
                evidence.status.value,
                evidence.message,
                evidence.score,
                evidence.level and evidence.level.value,
                evidence.model_dump_json(exclude={"picture"}, exclude_none=True),
                result.landmarks,
                result.width,
                result.height,
                result.format,
                result.measured_by,
                at,
                result.picture,
            ),
        )
        if keep != "none" and result.thumbnail is not None:
            # Selected, since the picture may have been forgotten meanwhile.
            conn.execute(
                "INSERT OR REPLACE INTO thumbnails (picture, jpeg) SELECT id, ? FROM pictures WHERE id = ?",
                (result.thumbnail, result.picture),
            )
        if keep != "full" and not result.views_follow:
            _drop_bytes(conn, result.picture)


@dataclass(frozen=True)
class Judged:
    """A scored picture as it was judged by an earlier calibration."""

    picture: int
    evidence: Evidence
    landmarks: bytes
    width: int
    height: int


def judged_earlier(conn: sqlite3.Connection, measured_by: str, most: int) -> list[Judged]:
    """At most so many scored pictures, measured by the same engine, that another calibration judged.

    Before calibrations were noted beside the version, there was one engine nearly everywhere: this one's is assumed.
    """
    engine = measured_by.split()[1]
    rows = conn.execute(
        "SELECT id, evidence, landmarks, width, height FROM pictures WHERE status = ? AND length(landmarks) > 0 "
        "AND measured_by <> ? AND (measured_by NOT LIKE '% %' OR measured_by LIKE '% ' || ? || ' %') LIMIT ?",
        (Status.scored.value, measured_by, engine, most),
    )
    return [
        Judged(row["id"], _evidence(row["id"], row["evidence"]), row["landmarks"], row["width"], row["height"])
        for row in rows
    ]


def judge_again(conn: sqlite3.Connection, evidence: Iterable[Evidence], measured_by: str) -> None:
    """Write what another calibration says of pictures. What was measured meanwhile stays."""
    conn.executemany(
        "UPDATE pictures SET score = ?, level = ?, evidence = ?, measured_by = ? WHERE id = ? AND status = ?",
        (
            (
                each.score,
                each.level and each.level.value,
                each.model_dump_json(exclude={"picture"}, exclude_none=True),
                measured_by,
                each.picture,
                Status.scored.value,
            )
            for each in evidence
        ),
    )


def keep_fingerprints_of(conn: sqlite3.Connection, picture: int, fingerprints: StoredFingerprints, keep: str) -> None:
    """Write what the picture is compared by; its bytes are needed no longer, if they are not kept by choice.

    They are where the picture had fingerprints: those are made again.
    """
    had_some = conn.execute("SELECT 1 FROM picture_views WHERE picture = ?", (picture,)).fetchone()
    keep_fingerprints(conn, picture, fingerprints)
    if keep != "full" and had_some is None:
        _drop_bytes(conn, picture)


def _drop_bytes(conn: sqlite3.Connection, picture: int) -> None:
    conn.execute("DELETE FROM picture_bytes WHERE picture = ?", (picture,))


def with_earlier_views(conn: sqlite3.Connection) -> list[int]:
    """Pictures with fingerprints of an earlier method, that are there, if only as a thumbnail, to make them again."""
    rows = conn.execute(
        "SELECT picture FROM picture_views WHERE earlier AND (picture IN (SELECT picture FROM thumbnails) "
        "OR picture IN (SELECT picture FROM picture_bytes)) ORDER BY picture"
    )
    return [int(row["picture"]) for row in rows]


def without_views(conn: sqlite3.Connection) -> list[int]:
    """Measured pictures whose fingerprints an earlier run did not come to make."""
    rows = conn.execute(
        "SELECT pictures.id FROM picture_bytes JOIN pictures ON pictures.id = picture_bytes.picture "
        "LEFT JOIN picture_views ON picture_views.picture = pictures.id "
        f"WHERE picture_views.picture IS NULL AND status NOT IN ({', '.join('?' * len(_NOT_VIEWED))})",
        [each.value for each in _NOT_VIEWED],
    )
    return [int(row["id"]) for row in rows]


def to_view(conn: sqlite3.Connection, picture: int) -> tuple[bytes, bytes | None] | None:
    """The bytes of a measured picture, or else of its thumbnail, and the landmarks; None where they are gone."""
    row = conn.execute(
        "SELECT coalesce(bytes, jpeg) AS content, landmarks FROM pictures "
        "LEFT JOIN picture_bytes ON picture_bytes.picture = pictures.id "
        "LEFT JOIN thumbnails ON thumbnails.picture = pictures.id WHERE pictures.id = ?",
        (picture,),
    ).fetchone()
    return None if row is None or row["content"] is None else (bytes(row["content"]), row["landmarks"])


def thumbnail(conn: sqlite3.Connection, picture: int) -> bytes | None:
    row = conn.execute("SELECT jpeg FROM thumbnails WHERE picture = ?", (picture,)).fetchone()
    return bytes(row[0]) if row else None


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
    reused = traced(conn, [(account, row["id"]) for account, row in worn.items() if row["id"] is not None])
    return [
        Badge(
            ref=text,
            picture_address=row["address"],
            evidence=None if row["id"] is None else _evidence(row["id"], row["evidence"]),
            reuse=reuse(conn, account, platform, row["id"]) if account in reused else None,
            group=groups.get(account),
        )
        for text, platform, account in accounts
        if (row := worn.get(account)) is not None
    ]


_WORN = f"""
SELECT accounts.id AS account, pictures.id, pictures.evidence, picture_addresses.address FROM accounts
LEFT JOIN picture_addresses ON picture_addresses.id = accounts.picture_address
LEFT JOIN pictures ON pictures.id = picture_addresses.picture
WHERE accounts.id IN ({GIVEN}) AND (picture_addresses.picture IS NOT NULL
    OR accounts.id IN (SELECT account FROM standing_group_members))
"""
