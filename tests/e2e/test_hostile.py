"""What a hostile page may try: to run through a name, to break the badges, to reach the companion."""

from __future__ import annotations

from dataclasses import replace

from . import pages
from .badges import badges_when, measured
from .card import open_card
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


async def test_a_web_page_cannot_reach_the_companion(stage: Stage) -> None:
    page = await stage.open(stage.sites.put("www.facebook.com", "/policies/", "<!doctype html><title>x</title>"))
    before = stage.companion.rows("SELECT count(*) AS pairings FROM pairings")
    url = f"{stage.companion.url}/api/v1"
    body = '{"code": "000000", "browser": "page"}'
    for address, options in (
        (f"{url}/hello", {}),
        (f"{url}/badges?ref=facebook:handle:x", {"headers": {"Authorization": "Bearer x"}}),
        (f"{url}/pairing", {"method": "POST", "body": "{}", "headers": {"Content-Type": "application/json"}}),
        (f"{url}/pair", {"method": "POST", "body": body, "headers": {"Content-Type": "application/json"}}),
        (f"{url}/pairing", {"method": "POST", "body": "{}", "mode": "no-cors"}),
    ):
        kind, status, said = await page.call(FETCH, address, options)
        assert (kind, status, said) in (("refused", 0, "TypeError"), ("opaque", 0, "")), address
    assert stage.companion.rows("SELECT count(*) AS pairings FROM pairings") == before
    assert stage.companion.rows("SELECT count(*) AS codes FROM pairing_codes WHERE wrong_tries > 0") == [{"codes": 0}]
