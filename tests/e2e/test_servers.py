"""A server of a site that stands at many hosts: read once the person has allowed it, and no longer than that."""

from __future__ import annotations

from html import escape

import pytest

from companion.demo.people import PEOPLE

from . import pictures
from .badges import badges, badges_when, measured
from .patience import until
from .servers import FILES, HOST, REGISTERED, allow, leave
from .stage import Stage


def followers(stage: Stage) -> str:
    """A followers page as Mastodon's own client draws it, with avatars from the server's host of files."""
    rows = []
    for number, person in enumerate(PEOPLE[:6]):
        path = f"/accounts/avatars/109/{number:03}/111/original/{number:016x}.jpg"
        stage.sites.put(FILES, path, pictures.aligned(7000 + number))
        handle = escape(person.handle)
        rows.append(
            f"""<div class="account"><div class="account__wrapper"><a class="account__display-name" title="{handle}"
            data-hover-card-account="109{number:03}111" href="/@{handle}"><div class="account__avatar-wrapper">
            <div class="account__avatar" style="width:46px;height:46px">
            <img src="https://{FILES}{path}" alt=""></div></div>
            <div class="account__contents"><span class="display-name"><bdi><strong class="display-name__html">
            {escape(person.name)}</strong></bdi> <span class="display-name__account">@{handle}</span></span></div></a>
            </div></div>"""
        )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Wharf</title></head><body>
    <div class="app-holder" id="mastodon" data-props="{{}}"><div class="columns-area"><div class="column">
    <div class="scrollable"><div role="feed" class="item-list">{"".join(rows)}</div></div></div></div></div>
    </body></html>"""


async def test_an_allowed_server_is_read_until_the_permission_is_taken_back(stage: Stage) -> None:
    if stage.browser.name == "chromium":
        pytest.skip("Chromium's question about a permission can be answered by no driver")
    page = await stage.open("about:blank")
    await page.resize(900, 1200)
    address = stage.sites.put(HOST, "/@anna/followers", followers(stage))
    await page.goto(address)
    options = await stage.own_page("options")
    assert await options.call(REGISTERED) == []
    await page.come_to_front()
    assert await badges(page) == []

    await allow(options)
    await page.come_to_front()
    found = await badges_when(page, measured(6), "badges on the server")
    assert {badge.shape for badge in found} == {"strong"}
    handles = {row["handle"] for row in stage.companion.rows("SELECT handle FROM accounts WHERE platform = 'mastodon'")}
    assert {f"{person.handle}@{HOST}" for person in PEOPLE[:6]} <= handles

    await options.come_to_front()
    recognise = """address => chrome.tabs.query({url: address})
        .then(([tab]) => chrome.scripting.executeScript({target: {tabId: tab.id}, files: ["recognise.js"]}))
        .then(([answer]) => answer.result)"""
    answer = await options.call(recognise, address)
    assert answer == {"platform": "mastodon", "origin": f"https://{HOST}", "pictures": [f"https://{FILES}"]}
    listed = await until(
        lambda: options.call("() => document.querySelector('#server-list').innerText"), bool, "the options to name it"
    )
    assert HOST in listed
    await leave(options)
    assert (await options.call("() => chrome.storage.local.get('servers')"))["servers"] == []
    await page.come_to_front()
    await page.goto(address)
    assert await badges(page) == []
