"""An update: this companion on the data folder of an older one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
from sqlite_utils import Database

from companion.app import running
from companion.core.wire.base import WIRE_VERSION
from companion.settings import Settings
from companion.store import pairings
from companion.store.connection import connect, in_transaction
from companion.store.folder import DATABASE
from companion.store.migrations import migrations
from companion.store.times import now
from tests.companion.conftest import ORIGIN, Running

with Database(memory=True) as blank:
    LATER = [migration.name for migration in migrations.pending(blank)][1:]
SEEN = (
    "INSERT INTO accounts (platform, first_seen, last_seen, handle)"
    " VALUES ('x', '2020-12-01T00:00:00.000Z', '2020-12-01T00:00:00.000Z', 'ana')"
)


@pytest.mark.parametrize("older", [LATER[0], LATER[-1]])
async def test_what_was_seen_and_who_was_paired_stay(tmp_path: Path, older: str) -> None:
    with closing(connect(tmp_path / DATABASE)) as conn:
        migrations.apply(Database(conn), stop_before=older)
        token = in_transaction(conn, lambda conn: pairings.add(conn, "Chromium", ORIGIN, now()))
        in_transaction(conn, lambda conn: conn.execute(SEEN))
    settings = Settings.of({"data": tmp_path, "port": 0})
    async with running(settings) as url, aiohttp.ClientSession(url) as http:
        client = Running(url, tmp_path, http)
        assert (await client.hello(token))["wire"] == WIRE_VERSION
        await client.enter(token)
        assert await client.badges() == []  # and not that it has to pair
        assert client.rows("SELECT handle FROM accounts") == [("ana",)]
