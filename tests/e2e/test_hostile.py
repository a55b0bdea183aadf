"""What a hostile page may try: to run through a name, to break the badges, to reach the companion."""

from __future__ import annotations

from dataclasses import replace

from . import pages
from .badges import badges_when, measured
from .card import open_card
from .patience import until
from .stage import Stage

NAMES = (
    "<img src=x onerror=\"document.title='ran'\">",
    "\"><script>document.title='ran'</script>",
    "'; DROP TABLE accounts; --",
    "\u202etnuocca live eht\u202c \u2066x",
    "{{constructor.constructor('document.title=1')()}} ${document.title=1}",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324" * 40 + "algo",
    "long " * 2000,
    '=HYPERLINK("https://x.test","click")',
)
COUNTS = "SELECT (SELECT count(*) FROM accounts) AS accounts, (SELECT count(*) FROM pairings) AS pairings"
QUIET_LOOKS = 40  # of 50 ms: longer than badges are away before they are put back
FETCH = """async (address, options) => {
    try {
        const answer = await fetch(address, options);
        return [answer.type, answer.status, await answer.text()];
    } catch (error) { return ["refused", 0, String(error.name)]; }
}"""


async def test_names_are_only_text(stage: Stage) -> None:
    owner, viewer, *friends = pages.people(stage.sites, pages.FACEBOOK_PICTURES, len(NAMES) + 2, 500, ["aligned"])
    friends = [replace(friend, name=name) for friend, name in zip(friends, NAMES, strict=True)]
    html = pages.facebook_friends(owner, friends, len(friends), viewer, [])
    page = await stage.open("about:blank")
    await page.resize(1100, 6000)
    await page.goto(stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html))
    title = await page.call("() => document.title")
    found = await badges_when(page, measured(len(NAMES) + 1), "a badge for each, whatever its name")
    assert all(badge.shape == "strong" and badge.shown for badge in found)

    for badge in found[1:]:
        await page.click_at(badge.x, badge.y)
        card = await open_card(page)
        assert card.elements_in_name == 0
        assert card.width < 500, card.name
        await page.press("Escape")
    assert await page.call("() => document.title") == title

    stored = {
        row["account_id"] or row["handle"]: row["display_name"]
        for row in stage.companion.rows("SELECT account_id, handle, display_name FROM accounts")
    }
    for friend in friends:
        kept = stored.get(friend.account_id) or stored[friend.handle]
        assert 0 < len(kept) <= 500
    assert set(NAMES[:3]) <= set(stored.values())


FORGE = """() => {
    const ref = "facebook:handle:forged";
    const evidence = {status: "scored", level: "strong", score: 99, rarity: {one_in: 9000, at_least: false}};
    const batch = {key: crypto.randomUUID(), page: {platform: "facebook", kind: "list", address: location.href},
        accounts: [{ref, platform: "facebook", handle: "forged", role: "row"}], captures: [], activities: []};
    for (const message of [{type: "badges", badges: [{ref, evidence}]}, {type: "observe", batch}, {type: "forget"},
                           {type: "unpair"}, {type: "forget", last: "ever"}, {type: "pair", code: "000000"}]) {
        window.postMessage(message, "*");
        window.dispatchEvent(new MessageEvent("message", {data: message}));
        for (const target of [document, document.documentElement, ...document.querySelectorAll("[data-eyeline]")])
            target.dispatchEvent(new CustomEvent(message.type, {detail: message, bubbles: true}));
    }
}"""
TAKE_AWAY = """() => {
    globalThis.taken = 0;
    const take = () => {
        for (const badge of document.querySelectorAll("[data-eyeline]")) { badge.remove(); globalThis.taken++; }
    };
    take();
    new MutationObserver(take).observe(document, {childList: true, subtree: true});
}"""


async def test_what_a_page_says_to_itself_is_heard_by_nobody(stage: Stage) -> None:
    owner, viewer, *friends = pages.people(stage.sites, pages.FACEBOOK_PICTURES, 5, 560, ["aligned"])
    page = await stage.open("about:blank")
    await page.goto(
        stage.sites.put(
            pages.FACEBOOK, f"/{owner.handle}/friends", pages.facebook_friends(owner, friends, 3, viewer, [])
        )
    )
    found = await badges_when(page, measured(4), "badges")
    before = stage.companion.rows(COUNTS)
    await page.call(FORGE)
    fresh = await stage.open("about:blank")  # something that is heard, so that what was forged would have been too
    owner, viewer, *friends = pages.people(stage.sites, pages.FACEBOOK_PICTURES, 5, 580, ["aligned"])
    html = pages.facebook_friends(owner, friends, 3, viewer, [])
    await fresh.goto(stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html))
    await badges_when(fresh, measured(4), "badges of the next page")
    [(was, now)] = zip(before, stage.companion.rows(COUNTS), strict=True)
    assert now["accounts"] == was["accounts"] + 4
    assert now["pairings"] == was["pairings"]
    assert not stage.companion.rows("SELECT 1 FROM accounts WHERE handle = 'forged'")
    await page.come_to_front()
    assert [badge.shape for badge in await badges_when(page, measured(4), "badges as before")] == [
        badge.shape for badge in found
    ]


async def test_a_page_that_takes_badges_away_without_end_is_left_alone(stage: Stage) -> None:
    owner, viewer, *friends = pages.people(stage.sites, pages.FACEBOOK_PICTURES, 5, 600, ["aligned"])
    page = await stage.open("about:blank")
    html = pages.facebook_friends(owner, friends, 3, viewer, [])
    await page.goto(stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html))
    await badges_when(page, measured(4), "badges")
    await page.call(TAKE_AWAY)
    taken: list[int] = []

    async def look() -> bool:
        taken.append(await page.call("() => globalThis.taken"))
        return len(taken) > QUIET_LOOKS and len(set(taken[-QUIET_LOOKS:])) == 1

    await until(look, bool, "the badges to be put back no more")
    assert 4 < taken[-1] <= 4 * 10
    assert await page.call("() => document.querySelectorAll('[data-eyeline]').length") == 0


async def test_accounts_among_a_hundred_thousand_nodes(stage: Stage) -> None:
    owner, viewer, *friends = pages.people(stage.sites, pages.FACEBOOK_PICTURES, 12, 620, ["aligned"])
    html = pages.facebook_friends(owner, friends, 10, viewer, [])
    heap = "<div><p><i></i><b></b></p></div>" * 25_000
    page = await stage.open("about:blank")
    await page.resize(1100, 3000)
    html = html.replace("</body>", f'<section style="display:none">{heap}</section></body>')
    await page.goto(stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html))
    assert await page.call("() => document.querySelectorAll('*').length") > 100_000
    found = await badges_when(page, measured(11), "a badge for each, once")
    assert len({badge.beside for badge in found}) == 11


async def test_a_web_page_cannot_reach_the_companion(stage: Stage) -> None:
    page = await stage.open(stage.sites.put("www.facebook.com", "/policies/", "<!doctype html><title>x</title>"))
    before = stage.companion.rows("SELECT count(*) AS pairings FROM pairings")
    url = f"{stage.companion.url}/api/v1"
    body = '{"code": "000000", "browser": "page"}'
    for address, options in (
        (f"{url}/hello", {}),
        (f"{url}/badges?ref=facebook:handle:x", {"headers": {"Authorization": "Bearer x"}}),
        (f"{url}/settings/pairings/new", {"method": "POST"}),
        (f"{url}/pair", {"method": "POST", "body": body, "headers": {"Content-Type": "application/json"}}),
        (f"{url}/settings/pairings/new", {"method": "POST", "body": "{}", "mode": "no-cors"}),
    ):
        kind, status, said = await page.call(FETCH, address, options)
        assert (kind, status, said) in (("refused", 0, "TypeError"), ("opaque", 0, "")), address
    assert stage.companion.rows("SELECT count(*) AS pairings FROM pairings") == before
    assert stage.companion.rows("SELECT count(*) AS codes FROM pairing_codes WHERE wrong_tries > 0") == [{"codes": 0}]
