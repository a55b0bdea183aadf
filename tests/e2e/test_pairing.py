"""Pairing a browser by the button and by a typed code, and its end: from the companion and from the browser."""

from __future__ import annotations

import json

from companion.core.proof import key_of, name_of
from companion.desktop.entrance import SET_UP, launch_page
from companion.desktop.entrance import page as entrance_page

from .browsers.browser import Page, PageError
from .false_companion import an_imitation, in_its_place
from .pages import FACEBOOK, FACEBOOK_PICTURES, facebook_friends, people
from .patience import until
from .stage import IS_BUSY, Stage, click, type_code

IN_FORCE = "SELECT id, browser FROM pairings WHERE revoked_at IS NULL"


async def state_when(popup: Page, state: str) -> str:
    """The popup's words, as soon as it shows this state."""
    seen = await until(
        lambda: popup.call("() => [document.querySelector('#state').dataset.is, document.body.innerText]"),
        lambda found: found[0] == state,
        f"the popup to show the state {state}",
    )
    return str(seen[1])


TOLD = "() => ({...document.documentElement.dataset, ...document.querySelector('[data-eyeline-pair]')?.dataset})"


async def said_to_the_page(page: Page, what: str) -> str:
    """What the extension has said to a set-up page, as soon as it has."""

    async def look() -> str | None:
        try:
            return (await page.call(TOLD)).get(f"eyeline{what}")
        except PageError:  # on its way from the file that goes in
            return None

    return str(await until(look, bool, f"the extension to say {what} to the page"))


def pair_page(stage: Stage) -> str:
    return f"{stage.browser.extension_origin}/pair.html"


async def asked(stage: Stage) -> Page:
    """The extension's page, which a page's button brought up, once its own button can be pressed."""
    page = await until(lambda: stage.browser.found(pair_page(stage)), bool, "the extension's page to ask")
    await until(lambda: page.call(IS_BUSY), lambda busy: not busy, "all of that page")
    stage.pages.append(page)
    return page


async def see_a_page(stage: Stage) -> None:
    owner, viewer, *friends = people(stage.sites, FACEBOOK_PICTURES, 5, 900, ["drawn"])
    html = facebook_friends(owner, friends, 3, viewer, [])
    await stage.open(stage.sites.put(FACEBOOK, f"/{owner.handle}/friends", html))


async def test_the_button_pairs_this_browser(own_stage: Stage) -> None:
    stage = own_stage
    popup = await stage.popup()
    assert "reads nothing yet" in await state_when(popup, "consent")
    await stage.agree()
    assert "not paired" in await state_when(popup, "not_paired")
    url, data = stage.companion.url, stage.companion.data
    page = await stage.open(launch_page(data, entrance_page(url, data, SET_UP)).as_uri())
    assert await said_to_the_page(page, "Extension") == "yes"
    await click(page, "[data-eyeline-pair]")
    asking = await asked(stage)
    assert f"what Eyeline reads in this browser is sent to the program at 127.0.0.1:{stage.companion.port}" in (
        await asking.call("() => document.body.innerText")
    )
    await click(asking, "#confirm")
    await until(lambda: asking.call("() => document.getElementById('done').innerText"), bool, "the page to say so")
    assert await said_to_the_page(page, "Paired") == "yes"
    assert await said_to_the_page(page, "Consent") == "given"
    [pairing] = stage.companion.rows(IN_FORCE)
    assert {"chromium": "Chrome", "firefox": "Firefox"}[stage.browser.name] in pairing["browser"]
    popup = await stage.popup()
    assert "companion is running" in await state_when(popup, "connected")


async def test_a_page_that_imitates_ours_is_named_and_told_nothing(own_stage: Stage) -> None:
    stage = own_stage
    options = await stage.own_page("options")
    before = await options.call("() => chrome.storage.local.get('pairing')")
    async with an_imitation() as address:
        page = await stage.open(f"http://{address}/")
        assert await said_to_the_page(page, "Extension") == "yes"
        await click(page, "[data-eyeline-pair]")
        asking = await asked(stage)
        words = await asking.call("() => document.body.innerText")
        assert f"The page at {address} asks for it." in words
        assert f"This replaces the pairing with 127.0.0.1:{stage.companion.port}" in words
        await page.call("() => document.dispatchEvent(new Event('visibilitychange'))")
        await asking.come_to_front()
        await click(asking, "#leave")
        await until(lambda: stage.browser.found(pair_page(stage)), lambda tab: tab is None, "the page to close")
        stage.pages.remove(asking)
        told = await page.call(TOLD)
    assert told.keys() == {"eyelineExtension", "eyelinePair", "eyelineCode", "eyelineAsked"}
    assert await options.call("() => chrome.storage.local.get('pairing')") == before


async def test_who_takes_the_companions_place_hears_nothing(own_stage: Stage) -> None:
    stage = own_stage
    popup = await stage.popup()
    assert "companion is running" in await state_when(popup, "connected")
    token = (await popup.call("() => chrome.storage.local.get('pairing')"))["pairing"]["token"]
    key = key_of(token)
    async with in_its_place(stage.companion, f"/api/v1/hello?pairing={name_of(key)}&nonce={'0' * 64}") as false:
        assert json.loads(false.said)["proof"]["mac"]  # it has an answer that was good once
        await see_a_page(stage)
        await until(stage.outbox, lambda counts: counts["batches"] > 0, "what was seen to wait in the outbox")
        popup = await stage.popup()
        assert "could not show that it is your companion" in await state_when(popup, "unproved")
        assert {heard.split("?")[0] for heard in false.heard} == {"GET /api/v1/hello"}
        said = "\n".join(false.heard)
        assert not any(secret in said for secret in (token, key.hex(), "Authorization"))
    popup = await stage.popup()
    assert "companion is running" in await state_when(popup, "connected")
    await until(stage.outbox, lambda counts: counts["batches"] == 0, "what waited to be sent")


async def test_a_revoked_browser_says_so_and_is_paired_by_a_typed_code(own_stage: Stage) -> None:
    stage = own_stage
    await stage.pair()
    for pairing in stage.companion.rows(IN_FORCE):
        await stage.companion.command("pair", "--revoke", str(pairing["id"]))
    await see_a_page(stage)
    popup = await stage.popup()
    assert "no longer accepts this browser" in await state_when(popup, "revoked")

    page = await stage.own_page("pair")
    await type_code(page, stage.companion.port, "000000")
    problem = await until(
        lambda: page.call("() => document.querySelector('#problem').innerText"),
        lambda words: words not in ("", "Pairing…"),
        "the page to say what is wrong with the code",
    )
    assert "code" in problem.lower()
    assert stage.companion.rows(IN_FORCE) == []

    await type_code(page, stage.companion.port, (await stage.companion.command("pair")).strip())
    await state_when(popup, "connected")
    assert len(stage.companion.rows(IN_FORCE)) == 1


async def test_the_pairing_is_ended(own_stage: Stage) -> None:
    options = await own_stage.own_page("options")
    await options.resize(900, 2600)
    await click(options, "#unpair")
    await until(
        lambda: options.call("() => document.querySelector('#companion-words').textContent"),
        lambda words: "not paired" in words,
        "the options to say so",
    )
    assert (await options.call("() => chrome.storage.local.get('pairing')"))["pairing"] is None
