"""A group that stands out is marked in a list that is browsed, told in the card, and not any more once forgotten."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest

from tests.companion.conftest import Running
from tests.companion.group_samples import bystanders, changed_at_once
from tests.companion.server.window_client import Window
from tests.companion.wire_samples import Json

from . import pages
from .badges import Badge, badges_when
from .card import HOST, cards
from .patience import until
from .stage import Stage

FIRST, MEMBERS, OTHERS = 5200, 12, 3
PATIENCE = 300.0  # seconds: who judges gives way to everything else


@asynccontextmanager
async def marking(stage: Stage) -> AsyncIterator[tuple[Running, Window]]:
    """While groups are marked, as the person agreed in the window."""
    async with aiohttp.ClientSession(stage.companion.url) as http:
        running = Running(stage.companion.url, stage.companion.data, http)
        await running.pair()
        window = await Window.open(running)
        await window.post("settings/groups", {"marked": True})
        try:
            yield running, window
        finally:
            await window.post("settings/groups", {"marked": False})


def seen(person: pages.Person) -> Json:
    """The account as a row of the list shows it."""
    by_id = person.number % 2
    name = f"id:{person.account_id}" if by_id else f"handle:{person.handle}"
    own = {"account_id": person.account_id} if by_id else {"handle": person.handle}
    return {"ref": f"facebook:{name}", "platform": "facebook", "role": "row"} | own


def on_names(count: int) -> Callable[[list[Badge]], bool]:
    return lambda found: sum(badge.network for badge in found) == count


@pytest.mark.every_day_in("firefox")
async def test_a_group_is_marked_while_its_evidence_is_known(stage: Stage) -> None:
    owner, viewer, *friends = pages.people(stage.sites, pages.FACEBOOK_PICTURES, 2 + MEMBERS + OTHERS, FIRST, ["drawn"])
    members = friends[:MEMBERS]
    html = pages.facebook_friends(owner, friends, len(friends), viewer, [])
    address = stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html)
    page = await stage.open("about:blank")
    await page.resize(1100, 2000)
    async with marking(stage) as (running, window):
        await page.goto(address)
        await running.observe(bystanders())
        await running.observe(changed_at_once([seen(person) for person in members]))
        found = await badges_when(page, on_names(MEMBERS), "the marks of the group", PATIENCE)
        marked = [badge for badge in found if badge.network]
        assert all(badge.shown and badge.shape == "hidden" for badge in marked)
        assert all(any(badge.beside.startswith(person.name) for badge in marked) for person in members)
        await page.click_at(marked[0].x, marked[0].y)
        [card] = await until(lambda: cards(page), bool, "the card")
        assert "It is in a group of 12 accounts that stands out." in card.text
        assert "chance alone" not in card.text
        await page.call_in_shadows(HOST, "root => root.querySelector('.group summary').click()")
        [card] = await cards(page)
        assert "12 of 12 accounts changed their picture in the same hour as others in the group." in card.text
        assert re.search(r"by chance alone, about 0\.\d+ would", card.text), card.text
        account = (await window.post("find", {"ref": seen(members[0])["ref"]}))["account"]
        everybody = (await window.post("accounts/keys", {"group_of": account}))["accounts"]
        assert len(everybody) == MEMBERS
        job = await window.post("forgetting", {"accounts": everybody[2:], "dry_run": False})
        assert (await window.outcome(job))["job"]["state"] == "done"
        await badges_when(page, on_names(0), "no marks any more", PATIENCE)
