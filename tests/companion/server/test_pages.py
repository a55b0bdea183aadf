"""The companion's own pages are sent as they were built."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from companion.app import build, portraits_in
from companion.core.wire.pictures import KeepPictures
from companion.server.services import Services
from companion.settings import Settings
from companion.store.db import Store
from companion.store.times import now
from companion.workers.jobs import Jobs
from companion.workers.measuring import Scoring
from companion.workers.meters import meters_of

Client = TestClient[web.Request, web.Application]


async def client_of(pages: Path | None, store: Store, folder: Path) -> Client:
    chosen = Settings.of({"data": folder})
    parts = Services(
        chosen,
        store,
        Scoring(store, KeepPictures.none, 1, meters_of(folder)),
        pages=pages,
        portrait=portraits_in(folder),
        jobs=Jobs(now),
    )
    return TestClient(TestServer(build(parts), host="127.0.0.1"))


@pytest.fixture
async def client(tmp_path: Path, store: Store) -> AsyncIterator[Client]:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "setup.html").write_text("<!doctype html><title>Set up</title>", encoding="utf-8")
    (pages / "setup.js").write_text("// ok", encoding="utf-8")
    (pages / "secret.py").write_text("", encoding="utf-8")
    (tmp_path / "outside.html").write_text("outside", encoding="utf-8")
    async with await client_of(pages, store, tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    ("path", "content_type"),
    [("/", "text/html"), ("/ui/setup.html", "text/html"), ("/ui/setup.js", "text/javascript")],
)
async def test_a_page_runs_only_our_own_scripts(client: Client, path: str, content_type: str) -> None:
    async with client.get(path) as answer:
        assert answer.status == 200
        assert answer.content_type == content_type
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/ui/secret.py", "/ui/none.js", "/ui/%2e%2e/outside.html", "/ui/..%2foutside.html"])
async def test_no_other_file_is_sent(client: Client, path: str) -> None:
    async with client.get(path) as answer:
        assert answer.status == 404
        assert (await answer.json())["error"]["code"] == "not_found"


async def test_pages_that_are_not_built_are_a_sentence(tmp_path: Path, store: Store) -> None:
    async with await client_of(None, store, tmp_path) as client, client.get("/") as answer:
        assert answer.status == 404
        assert "scripts/start.py" in (await answer.json())["error"]["message"]
