"""Nothing is read before the person has agreed, and what is collected is what was chosen."""

from __future__ import annotations

from pathlib import Path

from . import pages
from .badges import badges_when, measured
from .patience import until
from .stage import Stage, click

SEEN = "SELECT coalesce(handle, account_id) AS name FROM accounts"
NETWORK = """
SELECT (SELECT count(*) FROM captures) AS captures, (SELECT count(*) FROM activities) AS activities,
       (SELECT count(*) FROM observations WHERE bio IS NOT NULL OR followers IS NOT NULL) AS descriptions
"""
PAGES = "SELECT DISTINCT address FROM pages"
MISSING = "[data-eyeline=missing]"
CONSENT_MISSING = "Eyeline reads nothing yet. So no badge appears here.Choose what it may read"
PAIRING_MISSING = (
    "Nothing is read before this browser is paired with the companion. So no badge appears here.Pair this browser"
)
BUTTON_CENTRE = """root => {
    const box = root.querySelector("button").getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
}"""
WELCOME_TABS = (
    "() => chrome.tabs.query({url: chrome.runtime.getURL('welcome.html')}).then(tabs => tabs.map(({id}) => id))"
)


async def see_friends(stage: Stage, first: int) -> None:
    owner, viewer, *friends = pages.people(stage.sites, pages.FACEBOOK_PICTURES, 7, first, ["aligned"])
    html = pages.facebook_friends(owner, friends, 5, viewer, [])
    page = await stage.open("about:blank")
    await page.resize(1100, 2000)
    await page.goto(stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html))


async def test_the_welcome_page_opens_and_nothing_is_read_before_it_is_answered(
    own_stage: Stage, tmp_path: Path
) -> None:
    stage = own_stage
    popup = await stage.popup()
    await until(
        lambda: popup.call("() => chrome.tabs.query({url: chrome.runtime.getURL('welcome.html')}).then(t => t.length)"),
        lambda tabs: tabs == 1,
        "the welcome page to have opened by itself",
    )
    asked = len(stage.sites.asked)
    await see_friends(stage, 2000)
    counts = await until(
        lambda: popup.call(
            "() => chrome.tabs.query({url: 'https://*.facebook.com/*'})"
            ".then(([tab]) => chrome.tabs.sendMessage(tab.id, {type: 'counts'})).catch(() => null)"
        ),
        lambda found: found is not None and found["idle"] is not None,
        "the page's script to be there and to rest",
    )
    assert (counts["idle"], counts["seen"]) == ("consent", 0)
    assert (await stage.outbox())["batches"] == 0
    pictures = [place for place in stage.sites.asked[asked:] if pages.FACEBOOK_PICTURES in place]
    assert len(pictures) == len(set(pictures))  # the page's own requests, and none of the extension's

    welcome = await stage.own_page("welcome")
    await welcome.resize(1000, 1400)
    assert (
        await welcome.call("() => document.querySelectorAll('[name=network]:checked, [name=keep]:checked').length") == 0
    )
    await click(welcome, "#agree")
    missing = "() => ['network-missing', 'keep-missing'].map(id => document.getElementById(id).hidden)"
    assert await welcome.call(missing) == [False, False]
    await welcome.screenshot(tmp_path / "welcome.png")
    assert (await stage.outbox())["batches"] == 0


async def test_without_the_network_only_accounts_with_pictures_are_sent(own_stage: Stage) -> None:
    stage = own_stage
    await stage.agree(network=False)
    await stage.pair()
    await see_friends(stage, 2020)
    page = stage.pages[-1]
    await badges_when(page, measured(6), "badges without the network")
    assert len(stage.companion.rows(SEEN)) >= 6
    assert stage.companion.rows(NETWORK) == [{"captures": 0, "activities": 0, "descriptions": 0}]
    assert [row["address"] for row in stage.companion.rows(PAGES)] == [f"https://{pages.FACEBOOK}/"]


async def test_agreement_is_taken_back_in_the_options(own_stage: Stage) -> None:
    stage = own_stage
    await see_friends(stage, 2040)
    page = stage.pages[-1]
    await badges_when(page, measured(6), "badges before")
    options = await stage.own_page("options")
    await click(options, "#withdraw")
    await page.come_to_front()
    await badges_when(page, lambda found: found == [], "the badges to go")


async def test_the_demo_says_what_is_missing_and_leads_to_it(own_stage: Stage) -> None:
    stage = own_stage
    popup = await stage.popup()
    await popup.call("() => chrome.runtime.sendMessage({type: 'unpair'})")
    await popup.call("() => chrome.storage.local.set({consentedAt: null})")
    demo = await stage.open(f"{stage.companion.url}/demo/")
    await demo.resize(1280, 800)

    async def missing() -> list[str]:
        return await demo.call_in_shadows(MISSING, "root => root.textContent")

    await until(missing, lambda said: said == [CONSENT_MISSING], "the demo to say that nothing was agreed to")
    [[x, y]] = await demo.call_in_shadows(MISSING, BUTTON_CENTRE)
    before = await popup.call(WELCOME_TABS)
    await popup.call("tabs => chrome.tabs.remove(tabs)", before)
    await demo.come_to_front()
    await demo.click_at(x, y)
    await until(lambda: popup.call(WELCOME_TABS), lambda tabs: len(tabs) == 1, "the welcome page to open")
    await stage.agree()
    await until(missing, lambda said: said == [PAIRING_MISSING], "the demo to say that the browser is not paired")
    await stage.pair()
    await until(missing, lambda said: said == [], "nothing to be missing any more")
    await demo.come_to_front()
    await badges_when(demo, lambda found: any(badge.shape == "strong" for badge in found), "badges in the demo")
