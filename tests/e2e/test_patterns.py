"""``patterns.json`` in the companion's folder: a site that moved its pictures is read again, without a new release."""

from __future__ import annotations

import json

from . import pages
from .badges import badges, badges_when, measured
from .patience import until
from .stage import Stage

MOVED = "moved.example.net"
ROWS = 3


async def test_a_file_corrects_where_pictures_come_from(stage: Stage) -> None:
    owner, viewer, *friends = pages.people(stage.sites, MOVED, ROWS + 2, 4000, ["aligned"])
    html = pages.facebook_friends(owner, friends, ROWS, viewer, [])
    address = stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html)
    page = await stage.open("about:blank")
    await page.resize(1100, 2000)
    await page.goto(address)
    assert await badges(page) == []

    correction = {
        "avatars": [r"moved\.example\.net/v/t[\w.-]{1,20}/(?<id>\d{1,20}_\d{1,20}_\d{1,20})_n\.jpg"],
        "picture_hosts": [f"https://{MOVED}/*"],
    }
    (stage.companion.data / "patterns.json").write_text(json.dumps({"sites": {"facebook": correction}}))
    await stage.browser.stop_worker()  # so that it looks at once, and not after a minute
    popup = await stage.popup()
    await until(
        lambda: popup.call("() => chrome.storage.local.get('corrections')"),
        lambda kept: "facebook" in kept.get("corrections", {}),
        "the extension to learn of it",
    )
    await page.come_to_front()
    found = await badges_when(page, measured(ROWS + 1), "badges where the pictures are now")
    assert {badge.shape for badge in found} == {"strong"}

    (stage.companion.data / "patterns.json").write_text('{"sites": {"facebook": {"avatars": ["(a+)+"]}}}')
    await stage.browser.stop_worker()
    options = await stage.own_page("options")
    said = await until(
        lambda: options.call("() => document.querySelector('#corrections').innerText"),
        lambda words: "not taken" in words,
        "the options to say why the file is not taken",
    )
    assert "avatars" in said

    (stage.companion.data / "patterns.json").unlink()
    await stage.browser.stop_worker()
    popup = await stage.popup()
    await until(
        lambda: popup.call("() => chrome.storage.local.get('corrections')"),
        lambda kept: kept["corrections"] == {},
        "the extension to read the site as it did before",
    )
