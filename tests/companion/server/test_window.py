"""The window's own token: who gets one, and what it opens."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import webbrowser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import aiohttp
import pytest

from companion.desktop.entrance import CLOSE_WINDOW
from companion.store import one_time_codes
from companion.store.connection import connect, in_transaction
from companion.store.db import Store
from companion.store.times import uptime
from tests.companion.conftest import ORIGIN, Running
from tests.companion.server.window_client import Window, code_of, entered
from tests.companion.wire_samples import account, batch


async def enter(running: Running, code: str, to: str = "#/accounts", **headers: str) -> tuple[int, str]:
    form = {"code": code, "to": to}
    async with running.http.post("/app/enter", data=form, headers={"Origin": "null"} | headers) as answer:
        return answer.status, await answer.text()


def token_in(text: str) -> str:
    found = re.search(r'name="eyeline-token" content="([^"]+)"', text)
    assert found is not None
    return found[1]


def browser_that_tells(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A default browser that writes into this file what it is to open."""
    browser, told = folder / "browser", folder / "told"
    browser.write_text(f'#!/bin/sh\necho "$1" > {told}.part && mv {told}.part {told}\n')
    browser.chmod(0o700)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    monkeypatch.setattr(webbrowser, "_tryorder", None)  # so that it looks anew which browsers there are
    return told


async def jobs(running: Running, **headers: str) -> int:
    async with running.http.get("/api/v1/jobs", headers=headers) as answer:
        return answer.status


async def test_a_code_opens_the_window_once(companion: Running) -> None:
    code = code_of(companion)
    status, text = await enter(companion, code, "#/accounts/5")
    assert status == 200
    assert 'name="eyeline-to" content="/app/#/accounts/5"' in text
    assert (await enter(companion, code))[0] == 403


async def test_a_wrong_or_old_code_opens_nothing(companion: Running) -> None:
    assert (await enter(companion, "guessed"))[0] == 403
    conn = connect(companion.data / "eyeline.db")
    old = in_transaction(conn, lambda conn: one_time_codes.new_code(conn, uptime() - 180))
    conn.close()
    assert (await enter(companion, old))[0] == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "http://localhost:9"])
async def test_a_page_of_another_site_cannot_even_try(companion: Running, origin: str) -> None:
    assert (await enter(companion, code_of(companion), Origin=origin))[0] == 403


async def test_where_to_go_is_data(companion: Running) -> None:
    for to in ['#/"><script>alert(1)</script>', "javascript:alert(1)", "//evil.example"]:
        _, text = await enter(companion, code_of(companion), to)
        assert "<script>alert" not in text
        assert "evil.example" not in text
        assert "javascript:" not in text


async def test_the_token_opens_the_window_s_addresses_and_nothing_else_does(paired: Running) -> None:
    window = await entered(paired)
    assert await jobs(paired, **window) == 200
    assert await jobs(paired) == 401
    assert await jobs(paired, **paired.headers) in (401, 403)  # an extension's token is for the extension
    assert await jobs(paired, **(window | {"Origin": ORIGIN})) == 403
    assert await jobs(paired, **(window | {"Origin": "https://evil.example"})) == 403
    async with paired.http.get("/api/v1/badges", headers=window) as answer:
        assert answer.status == 200  # the window shows badges and thumbnails, too


async def test_a_paired_extension_may_open_the_window(paired: Running) -> None:
    status, answer = await paired.call("POST", "handover")
    assert status == 200
    assert (await enter(paired, answer["code"], Origin=ORIGIN))[0] == 200
    async with paired.http.post("/api/v1/handover") as refused:
        assert refused.status == 401


async def handed_over(paired: Running, **headers: str) -> str:
    async with paired.http.post("/api/v1/handover", headers=paired.headers | headers) as answer:
        return str((await answer.json())["code"])


async def test_what_a_pairing_opened_ends_with_it(paired: Running) -> None:
    _, text = await enter(paired, await handed_over(paired), Origin=ORIGIN)
    window = {"Authorization": f"Bearer {token_in(text)}"}
    _, text = await enter(paired, await handed_over(paired, Origin=paired.url, **window))
    by_the_window = {"Authorization": f"Bearer {token_in(text)}"}
    unused, by_the_folder = await handed_over(paired), await entered(paired)
    async with paired.http.get("/api/v1/events", headers=window) as events:
        assert await jobs(paired, **window) == await jobs(paired, **by_the_window) == 200
        async with paired.http.post("/api/v1/settings/pairings/1/revoke", headers=window) as answer:
            assert answer.status == 200
        assert await events.read() == b""
    assert await jobs(paired, **window) == await jobs(paired, **by_the_window) == 401
    assert (await enter(paired, unused, Origin=ORIGIN))[0] == 403
    async with paired.http.get("/api/v1/badges", headers=window) as answer:
        assert answer.status == 401
    assert await jobs(paired, **by_the_folder) == 200


async def test_what_is_stored_is_told_at_once(paired: Running) -> None:
    window = await entered(paired)
    async with paired.http.get("/api/v1/events", headers=window) as events:
        assert events.content_type == "text/event-stream"
        await paired.observe(batch(account("ana")))
        assert await _next_event(events) == ["seen", "store"]


async def test_what_is_written_besides_is_not_told_as_seen(paired: Running) -> None:
    window = await entered(paired)
    async with paired.http.get("/api/v1/events", headers=window) as events:
        async with paired.http.post("/api/v1/cases", headers=window, json={"name": "Case"}) as answer:
            assert answer.ok
        assert await _next_event(events) == ["store"]


async def _next_event(events: aiohttp.ClientResponse) -> Any:
    while True:
        line = (await events.content.readline()).decode()
        if line.startswith("data: "):
            return json.loads(line.removeprefix("data: "))


async def test_an_analysis_that_is_not_there_is_a_sentence(companion: Running) -> None:
    window = await entered(companion)
    async with companion.http.get("/api/v1/analyses", headers=window) as answer:
        assert answer.status == 200
    async with companion.http.post("/api/v1/analyses/nothing", headers=window, json={}) as answer:
        job = await answer.json()
    while job["state"] not in ("failed", "done"):
        async with companion.http.get(f"/api/v1/jobs/{job['job']}", headers=window) as answer:
            job = (await answer.json())["job"]
    assert "There is no analysis nothing" in job["message"]


def test_only_the_hash_of_a_code_is_kept(store: Store) -> None:
    code = store.submit(lambda conn: one_time_codes.new_code(conn, uptime())).result()
    assert code not in "\n".join(store.read_here(lambda conn: list(conn.iterdump())))


async def test_what_closing_the_window_does_is_the_person_s_choice(companion: Running) -> None:
    window = await entered(companion)
    async with companion.http.get("/api/v1/closing", headers=window) as answer:
        assert await answer.json() == {"on_close": "keep_running"}
    async with companion.http.post("/api/v1/closing", headers=window, json={"on_close": "quit"}) as answer:
        assert answer.status == 200
    async with companion.http.get("/api/v1/closing", headers=window) as answer:
        assert await answer.json() == {"on_close": "quit"}
    async with companion.http.post("/api/v1/closing", headers=window, json={"on_close": "explode"}) as answer:
        assert answer.status == 400


async def test_only_the_window_ends_the_companion(paired: Running) -> None:
    for headers in ({}, paired.headers):
        async with paired.http.post("/api/v1/quit", headers=headers) as refused:
            assert refused.status in (401, 403)
    assert not (paired.data / CLOSE_WINDOW).exists()
    async with paired.http.post("/api/v1/quit", headers=await entered(paired)) as answer:
        assert answer.status == 200
    assert (paired.data / CLOSE_WINDOW).exists()


async def test_a_page_of_ours_may_send_a_form_to_us_alone(companion: Running) -> None:
    async with companion.http.get("/app/") as answer:
        assert "form-action 'self'" in answer.headers["Content-Security-Policy"]


async def found(running: Running, **asked: str) -> Any:
    async with running.http.post("/api/v1/find", headers=await entered(running), json=asked) as answer:
        return await answer.json() if answer.status == 200 else answer.status


async def test_what_a_badge_or_page_knows_leads_to_its_place(paired: Running) -> None:
    await paired.observe(batch(account("ana"), account("bo")))
    address = "https://demo.example/ana/friends"
    assert (await found(paired, ref="demo:handle:ana"))["account"] >= 1
    listed = await found(paired, page=f"{address}?tab=all")
    assert (len(listed["seen_on"]), listed["account"]) == (2, None)
    assert await found(paired, ref="demo:handle:nobody", page=address) == listed
    assert await found(paired, ref="demo:handle:nobody") == {
        "account": None,
        "seen_on": [],
        "same_picture": [],
    }
    assert await found(paired, ref="nobody") == 400


def opened_file(told: Path) -> tuple[Path, dict[str, str]]:
    """The file whose address a browser was told, and what its form sends."""
    file = Path(url2pathname(urlsplit(told.read_text().strip()).path))
    return file, dict(re.findall(r'name="(code|to)" value="([^"]+)"', file.read_text()))


@pytest.mark.skipif(sys.platform == "win32", reason="the browser of the test is a shell script")
async def test_the_set_up_page_opens_in_the_default_browser_with_a_key(
    companion: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = browser_that_tells(tmp_path, monkeypatch)
    window = await Window.open(companion)
    await window.post("browser")
    while not told.exists():  # noqa: ASYNC110 — another process makes it
        await asyncio.sleep(0.01)
    file, form = opened_file(told)
    assert form["to"] == "/"
    async with companion.http.post("/app/enter", data=form, headers={"Origin": "null"}) as answer:
        assert '<meta name="eyeline-to" content="/">' in await answer.text()
    assert await asyncio.to_thread(file.exists) is False
    monkeypatch.setenv("BROWSER", "/nowhere/browser %s")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(webbrowser, "_tryorder", None)
    refused = await window.post("browser", status=404)
    assert companion.url in refused["error"]["message"]


@pytest.mark.skipif(sys.platform == "win32", reason="the browser of the test is a shell script")
async def test_a_report_opens_in_the_browser_without_a_key(
    paired: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = browser_that_tells(tmp_path, monkeypatch)
    await paired.observe(batch(account("ana"), case={"name": "May", "note": ""}))
    window = await Window.open(paired)
    made = (await window.outcome(await window.post("cases/1/report", {"sections": []})))["job"]["job"]
    await window.post(f"jobs/{made}/browser")
    while not told.exists():  # noqa: ASYNC110 — another process makes it
        await asyncio.sleep(0.01)
    _, form = opened_file(told)
    async with paired.http.post("/app/enter", data=form, headers={"Origin": "null"}) as answer:
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Type"].startswith("text/html")
        page = await answer.text()
    assert "Report on May" in page
    assert "eyeline-token" not in page
    assert (await enter(paired, code_of(paired), "made/999"))[0] == 404
