"""Errors that are nobody's fault leave in the same shape, and say what is to be done."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from companion.app import build
from companion.core.proof import key_of, pass_of
from companion.core.wire.pictures import KeepPictures
from companion.server.services import Services
from companion.settings import Settings
from companion.store import pairings
from companion.store.db import Store
from companion.store.times import now
from companion.workers.jobs import Jobs
from companion.workers.measuring import Scoring
from companion.workers.meters import meters_of
from tests.companion.wire_samples import framed, picture


def parts_of(store: Store, folder: Path) -> Services:
    return Services(
        Settings.of({"data": folder}),
        store,
        Scoring(store, KeepPictures.none, 1, meters_of(folder)),
        pages=None,
        portrait=lambda _: b"",
        jobs=Jobs(now),
    )


async def test_a_full_disk_is_a_sentence_and_stores_nothing(store: Store, tmp_path: Path) -> None:
    token = store.submit(lambda conn: pairings.add(conn, "Firefox", None, now())).result()
    store.submit(lambda conn: conn.execute("PRAGMA max_page_count = 1").fetchone()).result()  # no more than there are
    body = framed([({**picture("p"), "platform": "demo", "refs": []}, bytes(100_000))])
    async with TestClient(TestServer(build(parts_of(store, tmp_path)), host="127.0.0.1")) as client:
        shown = pass_of(key_of(token), port=client.port or 0, run=store.durability.mark.run)
        headers = {"Authorization": f"Bearer {shown}", "Content-Type": "application/octet-stream"}
        async with client.post("/api/v1/pictures", headers=headers, data=body) as answer:
            assert answer.status == 507
            error = (await answer.json())["error"]
        async with client.get("/api/v1/badges", headers=headers) as answer:
            assert answer.status == 200
    assert error["code"] == "disk_full"
    assert "full" in error["message"]
    assert store.read_here(lambda conn: conn.execute("SELECT count(*) FROM pictures").fetchone()[0]) == 0


async def test_a_mistake_of_ours_is_a_sentence_and_logged(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> str:
        raise ValueError("on purpose")

    monkeypatch.setattr(pairings, "named", fail)
    async with (
        TestClient(TestServer(build(parts_of(store, tmp_path)), host="127.0.0.1")) as client,
        client.get(f"/api/v1/hello?pairing={'0' * 32}&nonce={'0' * 64}") as answer,
    ):
        assert answer.status == 500
        error = (await answer.json())["error"]
    assert error["code"] == "internal"
    assert "on purpose" not in error["message"]
    assert "on purpose" in caplog.text
