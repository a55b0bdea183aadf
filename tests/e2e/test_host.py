"""The companion is brought by the browser: its host, registered for the browsers of one home, starts it and pairs."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from companion.host.registering import LAUNCHER
from companion.store.folder import LOCK, serving

from .badges import badges_when, measured
from .browsers.browser import Page, at_home
from .card import cards
from .companion import LONGEST_SECONDS, ROOT, Companion
from .conftest import own, skipped_where_missing
from .pages import FACEBOOK, FACEBOOK_PICTURES, facebook_friends, people
from .patience import until
from .sites import serve
from .stage import BROWSERS, BUILDS, Stage, click
from .test_pairing import IN_FORCE, state_when

FREE_PORT = "0"
CARD = "[data-eyeline=card]"
MIDDLE_OF_START = """root => {
    const box = root.querySelector(".away button").getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
}"""
IDLE = """
import signal
import companion.server.usage as usage
usage.LOOK_SECONDS = 0.1
signal.signal(signal.SIGUSR1, lambda *_: setattr(usage, "MINUTE", 0.001))
from companion.cli.main import main
main()
"""
"""A companion whose minutes fly from the signal on."""
OLDER = """
import companion.core.wire.base as base
base.WIRE_VERSION -= 1
from companion.cli.main import main
main()
"""


@dataclass
class Home:
    """A person's home, in which Eyeline was registered; the companion of its data folder is started by browsers."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    async def command(self, *arguments: str) -> str:
        """What ``eyeline ARGUMENTS`` prints there."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "companion", *arguments, "--data", str(self.data)),
            cwd=ROOT,
            env=at_home(self.folder),
            stdout=asyncio.subprocess.PIPE,
        )
        printed, _ = await asyncio.wait_for(process.communicate(), LONGEST_SECONDS)
        assert process.returncode == 0
        return printed.decode()

    async def url(self) -> str:
        """Where the companion listens, as soon as it does."""

        async def look() -> str | None:
            return serving(self.data)

        return str(await until(look, bool, "a browser to start the companion"))

    async def end_companion(self) -> None:
        """As a person ends it, or the system when the computer is shut down."""
        with suppress(OSError, ValueError, KeyError):
            os.kill(json.loads((self.data / LOCK).read_bytes())["pid"], signal.SIGTERM)

        async def look() -> str | None:
            return serving(self.data)

        await until(look, lambda url: url is None, "the companion to end")


@asynccontextmanager
async def a_home(folder: Path) -> AsyncIterator[Home]:
    home = Home(folder / "home")
    for used in (".config/chromium", ".mozilla/firefox"):
        (home.folder / used).mkdir(parents=True)
    try:
        said = await home.command("extension", "--register", "--port", FREE_PORT)
        assert "Chromium" in said
        assert "Firefox" in said
        yield home
    finally:
        await home.end_companion()


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=BROWSERS, ids=own)
async def at(
    request: pytest.FixtureRequest, extensions: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Stage, Home]]:
    """A browser into which the extension was just loaded; nobody has started a companion."""
    name = request.param
    with skipped_where_missing():
        async with AsyncExitStack() as stack:
            home = await stack.enter_async_context(a_home(tmp_path_factory.mktemp(f"host-{name}")))
            sites, stop_sites = await serve()
            stack.push_async_callback(stop_sites)
            browser = await BROWSERS[name](extensions / BUILDS[name], home.folder, sites.network)
            stack.push_async_callback(browser.close)
            yield Stage(browser, Companion(home.data), sites), home


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def closed_pages(at: tuple[Stage, Home]) -> AsyncIterator[None]:
    yield
    await at[0].close_pages()


async def see_a_page(stage: Stage, first: int) -> Page:
    owner, viewer, *friends = people(stage.sites, FACEBOOK_PICTURES, 5, first, ["aligned"])
    html = facebook_friends(owner, friends, 3, viewer, [])
    return await stage.open(stage.sites.put(FACEBOOK, f"/{owner.handle}/friends", html))


async def press(page: Page, selector: str, words: str) -> None:
    """The button, once it says this."""
    said = "selector => document.querySelector(selector).innerText"
    await until(lambda: page.call(said, selector), lambda found: found == words, f"the button to say {words}")
    await click(page, selector)


async def test_from_the_first_load_to_the_first_badge_nothing_is_typed(at: tuple[Stage, Home]) -> None:
    stage, home = at
    assert serving(home.data) is None  # nothing is started before the person has agreed
    await stage.agree()
    url = await home.url()
    popup = await stage.popup()
    assert "companion is running" in await state_when(popup, "connected")
    page = await stage.open("about:blank")
    await page.resize(1000, 3000)
    await page.goto(f"{url}/demo/", parsed=True)  # its portraits are being made
    await badges_when(page, lambda found: any(badge.shape == "strong" for badge in found), "a strong badge")
    [pairing] = stage.companion.rows(IN_FORCE)
    assert {"chromium": "Chrome", "firefox": "Firefox"}[stage.browser.name] in pairing["browser"]


@pytest.mark.every_day_in("chromium")
async def test_what_was_ended_stays_so_and_is_started_from_the_popup(at: tuple[Stage, Home]) -> None:
    """At whatever port it comes back, it is known again by the pairing that it had."""
    stage, home = at
    before = await home.url()
    await home.end_companion()
    await see_a_page(stage, 100)
    await until(stage.outbox, lambda counts: counts["batches"] > 0, "what was seen to wait in the outbox")
    popup = await stage.popup()
    assert "sent once it runs" in await state_when(popup, "not_running")
    assert serving(home.data) is None
    await press(popup, "#act", "Start Eyeline")
    await state_when(popup, "connected")
    assert await home.url() != before
    await until(stage.outbox, lambda counts: counts["batches"] == 0, "what waited to be sent")
    assert len(stage.companion.rows(IN_FORCE)) == 1


@pytest.mark.every_day_in("firefox")
async def test_one_that_ended_because_nobody_used_it_is_started_when_it_is_needed(at: tuple[Stage, Home]) -> None:
    stage, home = at
    await home.end_companion()
    options = ("serve", "--port", FREE_PORT, "--data", str(home.data), "--idle-minutes", "300")
    unused = await asyncio.create_subprocess_exec(*(sys.executable, "-c", IDLE, *options), cwd=ROOT)
    await home.url()
    await state_when(await stage.popup(), "connected")
    await stage.close_pages()
    unused.send_signal(signal.SIGUSR1)
    assert await asyncio.wait_for(unused.wait(), LONGEST_SECONDS) == 0
    await see_a_page(stage, 150)  # unless something that waited wanted it before
    await home.url()
    await until(stage.outbox, lambda counts: counts["batches"] == 0, "what was seen to be sent")
    assert len(stage.companion.rows(IN_FORCE)) == 1


@pytest.mark.every_day_in("chromium")
async def test_the_card_starts_it(at: tuple[Stage, Home], tmp_path: Path) -> None:
    stage, home = at
    page = await see_a_page(stage, 200)
    [badge, *_] = await badges_when(page, measured(4), "badges of three rows and their owner")
    await home.end_companion()
    await state_when(await stage.popup(), "not_running")
    await page.come_to_front()
    await page.click_at(badge.x, badge.y)
    await until(lambda: cards(page), lambda found: len(found) == 1 and "Start Eyeline" in found[0].text, "the card")
    await page.screenshot(tmp_path / "card.png")
    [middle] = await page.call_in_shadows(CARD, MIDDLE_OF_START)
    await page.click_at(*middle)
    await home.url()
    await until(
        lambda: page.call_in_shadows(CARD, "root => root.textContent"),
        lambda texts: len(texts) == 1 and "not running" not in texts[0],
        "the card to say no more that it does not run",
    )


async def test_a_background_that_was_put_to_sleep_while_the_host_worked_looks_when_it_wakes(
    at: tuple[Stage, Home], tmp_path: Path
) -> None:
    stage, home = at
    await home.end_companion()
    popup = await stage.popup()
    await state_when(popup, "not_running")
    launcher, asked = home.data / LAUNCHER, tmp_path / "asked"
    there = launcher.read_text()
    launcher.write_text(f"#!/bin/sh\ntouch {asked}\nexec sleep 60\n")
    await press(popup, "#act", "Start Eyeline")

    async def look() -> bool:
        return asked.exists()

    await until(look, bool, "the host to be asked")
    await stage.close_pages()
    await stage.browser.stop_worker()
    launcher.write_text(there)
    options = ("serve", "--port", FREE_PORT, "--data", str(home.data))
    started = await asyncio.create_subprocess_exec(*(sys.executable, "-m", "companion", *options), cwd=ROOT)
    await home.url()
    await see_a_page(stage, 250)
    await until(stage.outbox, lambda counts: counts["batches"] == 0, "what was seen to be sent")
    await home.end_companion()
    await started.wait()


async def test_after_a_restart_the_first_page_starts_it(at: tuple[Stage, Home]) -> None:
    stage, home = at
    await home.end_companion()
    await stage.restart_browser()
    await see_a_page(stage, 300)
    await home.url()
    await state_when(await stage.popup(), "connected")
    await until(stage.outbox, lambda counts: counts["batches"] == 0, "what was seen to be sent")


@pytest.mark.every_day_in("firefox")
async def test_a_companion_of_another_version_is_said(at: tuple[Stage, Home]) -> None:
    stage, home = at
    await home.end_companion()
    options = ("serve", "--json", "--port", FREE_PORT, "--data", str(home.data))
    older = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", OLDER, *options), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    await home.url()
    try:
        popup = await stage.popup()
        assert "older than this extension" in await state_when(popup, "older_companion")
    finally:
        older.terminate()
        await older.communicate()
    popup = await stage.popup()
    await press(popup, "#act", "Start Eyeline")
    await state_when(popup, "connected")


async def test_a_program_that_was_removed_is_said_and_nothing_is_lost(at: tuple[Stage, Home]) -> None:
    stage, home = at
    await home.end_companion()
    launcher = home.data / LAUNCHER
    there = launcher.read_text()
    launcher.write_text(there.replace(sys.executable, f"{sys.executable}-removed"))
    await see_a_page(stage, 400)
    popup = await stage.popup()
    words = await until(
        lambda: popup.call("() => document.getElementById('state-todo').innerText"),
        lambda words: "gone or broken" in words,
        "the popup to say so",
    )
    assert "set Eyeline up again. What you see is kept here until then." in words
    await until(stage.outbox, lambda counts: counts["batches"] > 0, "what was seen to wait")
    launcher.write_text(there)
    popup = await stage.popup()
    await press(popup, "#act", "Start Eyeline")
    await state_when(popup, "connected")
    await until(stage.outbox, lambda counts: counts["batches"] == 0, "what waited to be sent")


@pytest.mark.every_day_in("chromium")
async def test_a_pairing_that_was_ended_is_made_again_only_by_a_press(at: tuple[Stage, Home]) -> None:
    stage, _ = at
    await stage.companion.command("pair", "--revoke", str(stage.companion.rows(IN_FORCE)[0]["id"]))
    await see_a_page(stage, 500)
    popup = await stage.popup()
    assert "no code to type" in await state_when(popup, "revoked")
    assert stage.companion.rows(IN_FORCE) == []
    page = await stage.own_page("pair")
    await click(page, "#confirm")
    await until(lambda: page.call("() => !document.getElementById('done').hidden"), bool, "the browser to be paired")
    assert len(stage.companion.rows(IN_FORCE)) == 1


@pytest.mark.every_day_in("firefox")
async def test_a_second_browser_has_a_pairing_of_its_own(at: tuple[Stage, Home], extensions: Path) -> None:
    stage, home = at
    [other] = set(BROWSERS) - {stage.browser.name}
    with skipped_where_missing():
        browser = await BROWSERS[other](extensions / BUILDS[other], home.folder, stage.sites.network)
    second = Stage(browser, stage.companion, stage.sites)
    try:
        await second.agree()
        await state_when(await second.popup(), "connected")
    finally:
        await browser.close()
    assert len(stage.companion.rows(IN_FORCE)) == 2
    await state_when(await stage.popup(), "connected")


async def test_where_it_is_taken_back_the_page_says_why_a_code_is_wanted(at: tuple[Stage, Home]) -> None:
    stage, home = at
    assert "Chromium" in await home.command("extension", "--unregister")
    options = await stage.own_page("options")
    await options.resize(900, 2600)
    await click(options, "#unpair")
    page = await stage.own_page("pair")
    assert "is not registered with it" in await page.call("() => document.body.innerText")
    assert await page.call("() => document.getElementById('typed').hidden") is False
