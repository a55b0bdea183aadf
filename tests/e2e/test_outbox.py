"""The companion, the extension's background or the browser goes away: nothing that was seen is lost or counts twice."""

from __future__ import annotations

import json
import re
import shlex

from . import pages
from .badges import Badge, badges_when, measured
from .browsers.browser import Page
from .card import cards
from .companion import ROOT
from .pages import Person
from .patience import until
from .stage import Stage

KINDS = ("aligned", "drawn")
ROWS = 10
AWAY = "The companion is not running"

BATCHES = "SELECT count(*) AS batches FROM batches"
TWICE = "SELECT account, batch FROM observations GROUP BY account, batch, role HAVING count(*) > 1"
KNOWN = "SELECT coalesce(handle, account_id) AS name FROM accounts"
BODIES = """async () => {
    const answered = request => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const database = await answered(indexedDB.open("eyeline-outbox"));
    const batches = await answered(database.transaction("batches").objectStore("batches").getAll());
    database.close();
    return batches.map(({body}) => body);
}"""
MEASURED = """
SELECT coalesce(a.handle, a.account_id) AS name, p.status FROM accounts a
JOIN picture_addresses k ON k.id = a.picture_address JOIN pictures p ON p.id = k.picture WHERE p.status != 'waiting'
"""


async def see(stage: Stage, first: int) -> tuple[Page, list[Person]]:
    """Open a friend list of ten in a tall window; the page, and its owner with the ten."""
    owner, viewer, *friends = pages.people(stage.sites, pages.FACEBOOK_PICTURES, ROWS + 2, first, KINDS)
    html = pages.facebook_friends(owner, friends, ROWS, viewer, [])
    page = await stage.open("about:blank")
    await page.resize(1100, 3000)
    await page.goto(stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html))
    return page, [owner, *friends]


def names(people: list[Person]) -> set[str]:
    return {person.account_id if person.number % 2 and person is not people[0] else person.handle for person in people}


def asleep(found: list[Badge]) -> bool:
    return len(found) == ROWS + 1 and all(badge.shape == "asleep" and AWAY in badge.label for badge in found)


def say_away(found: list[Badge]) -> bool:
    return len(found) == ROWS + 1 and all(AWAY in badge.label for badge in found)


def say_nothing_of_it(found: list[Badge]) -> bool:
    return measured(ROWS + 1)(found) and not any(AWAY in badge.label for badge in found)


async def waiting(stage: Stage) -> set[str]:
    """Everybody who is in a batch of the outbox."""
    popup = await stage.popup()
    bodies = await popup.call(BODIES)
    await stage.close(popup)
    accounts = [account for body in bodies for account in json.loads(body)["accounts"]]
    return {account.get("handle") or account["account_id"] for account in accounts}


async def test_badges_say_that_the_companion_is_away_and_recover(dotted: Stage) -> None:
    stage = dotted
    before, _ = await see(stage, 1000)
    shapes = [badge.shape for badge in await badges_when(before, measured(ROWS + 1), "measured badges")]

    await stage.companion.kill()
    meanwhile, people = await see(stage, 1020)
    [first, *_] = await badges_when(meanwhile, asleep, "badges that say that the companion is away")
    # With the port, too, where it was started anew before, at the one that it had.
    start = re.compile(
        rf"cd {re.escape(shlex.join([str(ROOT)]))}\npython3 scripts/start\.py( --port \d+)? "
        rf"--data {re.escape(str(stage.companion.data.resolve()))}"
    )
    await meanwhile.click_at(first.x, first.y)
    await until(
        lambda: cards(meanwhile),
        lambda found: bool(found) and bool(start.search(found[0].text)),
        "how to start it again",
    )
    await meanwhile.press("Escape")
    known = await badges_when(before, say_away, "the known badges to say so too")
    assert [badge.shape for badge in known] == shapes  # what was measured stands
    popup = await stage.popup()
    await until(
        lambda: popup.call("() => document.body.innerText"),
        lambda words: AWAY in words and "to be sent" in words and bool(start.search(words)),
        "the popup to say that the companion is away and that something waits",
    )

    await stage.companion.start()
    await stage.popup()
    await meanwhile.come_to_front()
    found = await badges_when(meanwhile, say_nothing_of_it, "the badges to recover")
    assert {badge.shape for badge in found} == {"strong", "dot"}
    await before.come_to_front()
    await badges_when(before, say_nothing_of_it, "the known badges to recover")
    assert names(people) <= {row["name"] for row in stage.companion.rows(KNOWN)}


async def test_what_was_seen_meanwhile_arrives_once(dotted: Stage) -> None:
    stage = dotted
    page, _ = await see(stage, 1040)
    await badges_when(page, measured(ROWS + 1), "measured badges")
    empty = await until(stage.outbox, lambda counts: counts["batches"] + counts["pictures"] == 0, "an empty outbox")
    assert empty["bytes"] == 0
    [before] = stage.companion.rows(BATCHES)

    await stage.companion.kill()
    _, first = await see(stage, 1060)
    await until(lambda: waiting(stage), lambda found: names(first) <= found, "the first ten to wait in the outbox")
    await stage.browser.stop_worker()
    _, second = await see(stage, 1080)
    everybody = names(first) | names(second)
    await until(lambda: waiting(stage), lambda found: everybody <= found, "all to wait in the outbox")
    await stage.restart_browser()
    assert everybody <= await waiting(stage)
    kept = await stage.outbox()

    await stage.companion.start()
    await stage.popup()
    await until(
        lambda: of(stage, MEASURED), lambda found: everybody <= found, "the pictures of everybody seen meanwhile"
    )
    await until(stage.outbox, lambda counts: counts["batches"] + counts["pictures"] == 0, "an empty outbox")
    [after] = stage.companion.rows(BATCHES)
    assert after["batches"] == before["batches"] + kept["batches"]
    assert stage.companion.rows(TWICE) == []
    assert await stage.outbox() == empty  # nothing more was dropped or refused


async def of(stage: Stage, query: str) -> set[str]:
    return {row["name"] for row in stage.companion.rows(query)}
