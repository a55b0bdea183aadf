"""How many edges a second go through the API: a companion of its own, and batches as large as the extension's."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import aiohttp

from companion.core.proof import key_of, name_of, pass_of
from companion.store import pairings
from companion.store.connection import connect, in_transaction
from companion.store.folder import DATABASE
from companion.store.times import uptime

ROOT = Path(__file__).resolve().parents[3]
ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
ACCOUNTS_A_BATCH = 100  # extension/content/page-record.ts

_WARM_UP = 6  # seconds until the companion's workers have loaded what they measure with
_BEGAN = datetime(2026, 3, 1, tzinfo=timezone.utc)

Json = dict[str, Any]


@dataclass(frozen=True)
class IngestSpeed:
    """Edges that were sent, and seconds by the clock: stored as new, and sent again (known by key, so HTTP and checks).

    ``processor``: the companion's own processor seconds while they were stored as new; None where the system has no
    ``/proc`` to read them from.
    """

    edges: int
    batches: int
    new: float
    again: float
    processor: float | None


def measure(database: Path, edges: int) -> IngestSpeed:
    """Send lists of this database, of about so many edges, to an empty companion, one batch after the other."""
    bodies = [(json.dumps(batch).encode(), count) for batch, count in batches(database, edges)]
    with companion() as (url, pid, data):
        return asyncio.run(_sent(url, pid, data, bodies))


def batches(database: Path, edges: int) -> Iterator[tuple[Json, int]]:
    """Batches of lists that fill one at least, and how many rows each has."""
    with closing(sqlite3.connect(database)) as conn:
        conn.row_factory = sqlite3.Row
        left = edges
        minute = 0
        for capture in conn.execute(
            "SELECT id, kind, owner, complete FROM captures WHERE kind IN ('following', 'friends') AND seen_count >= ? "
            "ORDER BY uuid",
            (ACCOUNTS_A_BATCH - 1,),
        ):
            rows = [
                dict(row)
                for row in conn.execute(
                    "SELECT accounts.*, picture_addresses.address AS picture FROM capture_members "
                    "JOIN accounts ON accounts.id = account LEFT JOIN picture_addresses "
                    "ON picture_addresses.id = picture_address WHERE capture = ? UNION ALL "
                    "SELECT accounts.*, NULL FROM accounts WHERE id = ?",
                    (capture["id"], capture["owner"]),
                )
            ]
            owner, members = rows[-1], rows[:-1]
            uuid = str(uuid4())
            for first in range(0, len(members), ACCOUNTS_A_BATCH - 1):
                some = members[first : first + ACCOUNTS_A_BATCH - 1]
                minute += 1
                made = list_batch(owner, some, uuid, capture["kind"], first + len(some))
                made["observed_at"] = (_BEGAN + timedelta(minutes=minute)).isoformat()
                made["captures"][0]["complete"] = bool(capture["complete"]) and first + len(some) == len(members)
                yield made, len(some)
            left -= len(members)
            if left <= 0:
                return


def list_batch(owner: Json, members: list[Json], capture: str, kind: str, seen: int) -> Json:
    """A piece of a list, of accounts as rows of ``accounts`` have them."""
    listed = {
        "capture": capture,
        "kind": kind,
        "owner": _ref(owner),
        "displayed_count": seen,
        "seen_count": seen,
        "complete": False,
        "members": [_ref(member) for member in members],
    }
    return {
        "key": str(uuid4()),
        "session": "00000000-0000-4000-8000-000000000000",
        "tool_version": "bench",
        "page": {"platform": owner["platform"], "kind": "list", "address": f"{owner['address']}/{kind}"},
        "accounts": [_sighting(owner, "profile"), *(_sighting(member, "row") for member in members)],
        "captures": [listed],
    }


def _ref(account: Json) -> str:
    name = f"id:{account['account_id']}" if account["account_id"] else f"handle:{account['handle']}"
    return f"{account['platform']}:{name}"


def _sighting(account: Json, role: str) -> Json:
    picture = {"address": account["picture"]} if account.get("picture") else None
    kept = {name: account[name] for name in ("platform", "account_id", "handle", "display_name", "address")}
    return {"ref": _ref(account), "role": role, "picture": picture, **kept}


@contextmanager
def companion(sources: Path = ROOT) -> Iterator[tuple[str, int, Path]]:
    """The address, process and folder of a companion of these sources that has nothing yet."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "companion", "serve", "--json", "--port", "0", "--data", folder]
        with subprocess.Popen(command, cwd=sources, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            try:
                assert process.stdout is not None
                yield json.loads(process.stdout.readline())["url"], process.pid, Path(folder)
            finally:
                process.terminate()


async def _sent(url: str, pid: int, data: Path, bodies: list[tuple[bytes, int]]) -> IngestSpeed:
    async with aiohttp.ClientSession(url) as http:
        headers, _ = await paired(http, url, data)
        await asyncio.sleep(_WARM_UP)
        before = processor_seconds(pid)
        new = await _seconds(http, headers, bodies)
        after = processor_seconds(pid)
        again = await _seconds(http, headers, bodies)
    processor = None if before is None or after is None else after - before
    return IngestSpeed(sum(count for _, count in bodies), len(bodies), new, again, processor)


async def paired(http: aiohttp.ClientSession, url: str, data: Path) -> tuple[dict[str, str], str]:
    """A browser's headers once it is paired, and the query by which it asks for a proof."""
    with closing(connect(data / DATABASE)) as conn:
        code = in_transaction(conn, lambda conn: pairings.new_code(conn, uptime()))
    asked = {"code": code, "browser": "bench"}
    async with http.post("/api/v1/pair", json=asked, headers={"Origin": ORIGIN}) as answer:
        key = key_of((await answer.json())["token"])
    challenge = f"?pairing={name_of(key)}&nonce={'0' * 64}"
    async with http.get(f"/api/v1/hello{challenge}") as answer:
        run = (await answer.json())["proof"]["run"]
    shown = pass_of(key, port=urlsplit(url).port or 0, run=run)
    headers = {"Authorization": f"Bearer {shown}", "Origin": ORIGIN, "Content-Type": "application/json"}
    return headers, challenge


async def _seconds(http: aiohttp.ClientSession, headers: dict[str, str], bodies: list[tuple[bytes, int]]) -> float:
    began = time.perf_counter()
    for body, _ in bodies:
        async with http.post("/api/v1/observations", data=body, headers=headers) as answer:
            if answer.status != 200:
                raise RuntimeError(await answer.text())
            await answer.read()
    return time.perf_counter() - began


QUIET_SECONDS = 0.4
QUIET_SHARE = 0.05


def processor_seconds(pid: int) -> float | None:
    """Seconds of all cores up to now; None where the system has no ``/proc`` to read them from."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return None
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def until_quiet(pid: int) -> None:
    """Wait until the process has nothing more to do."""
    before = processor_seconds(pid)
    while before is not None:
        await asyncio.sleep(QUIET_SECONDS)
        now = processor_seconds(pid)
        if now is None or now - before < QUIET_SHARE * QUIET_SECONDS:
            return
        before = now
