"""Pairing a browser by the button and by a typed code, and its end: from the companion and from the browser."""

from __future__ import annotations

import json

from companion.core.proof import key_of, name_of

from .browsers.browser import Page
from .false_companion import in_its_place
from .pages import FACEBOOK, FACEBOOK_PICTURES, facebook_friends, people
from .patience import until
from .stage import Stage, click

IN_FORCE = "SELECT id, browser FROM pairings WHERE revoked_at IS NULL"


async def state_when(popup: Page, state: str) -> str:
    """The popup's words, as soon as it shows this state."""
    seen = await until(
        lambda: popup.call("() => [document.querySelector('#state').dataset.is, document.body.innerText]"),
        lambda found: found[0] == state,
        f"the popup to show the state {state}",
    )
    return str(seen[1])


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
    await stage.pair()
    [pairing] = stage.companion.rows(IN_FORCE)
    assert {"chromium": "Chrome", "firefox": "Firefox"}[stage.browser.name] in pairing["browser"]
    popup = await stage.popup()
    assert "companion is running" in await state_when(popup, "connected")


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
        assert "could not show that it is the companion" in await state_when(popup, "unproved")
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

    await type_code(popup, stage, "000000")
    problem = await until(
        lambda: popup.call("() => document.querySelector('#pair-problem').innerText"),
        lambda words: words not in ("", "Pairing…"),
        "the popup to say what is wrong with the code",
    )
    assert "code" in problem.lower()
    assert stage.companion.rows(IN_FORCE) == []

    await type_code(popup, stage, (await stage.companion.command("pair")).strip())
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


async def type_code(popup: Page, stage: Stage, code: str) -> None:
    fields = "() => ['code', 'port'].forEach(id => { document.getElementById(id).value = ''; })"
    await popup.call(fields)
    await click(popup, "#port")
    await popup.type(str(stage.companion.port))
    await click(popup, "#code")
    await popup.type(code)
    await popup.press("Enter")
