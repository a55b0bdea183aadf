"""``patterns.json`` in the companion's folder: a site that moved its pictures is read again, without a new release."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from pathlib import Path

from . import pages
from .badges import badges, badges_when, measured
from .patience import until
from .stage import Stage, click
from .test_popup import popup_over

MOVED = "moved.example.net"
ROWS = 3
IS_OFFERED = "() => document.getElementById('correction').checkVisibility()"
KEEP_SAVED = """() => {
    const {click} = HTMLElement.prototype;
    HTMLAnchorElement.prototype.click = function() {
        window.saved = decodeURIComponent(this.href.split(",").slice(1).join());
        click.call(this);
    };
}"""


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


async def test_a_changed_site_gives_a_file_that_is_tried_on_its_saved_page(stage: Stage, tmp_path: Path) -> None:
    owner, viewer, *friends = pages.people(stage.sites, "moved-too.example.net", ROWS + 2, 4100, ["aligned"])
    html = pages.facebook_friends(owner, friends, ROWS, viewer, [])
    for friend in friends:
        for link in (friend.handle, f"profile.php?id={friend.account_id}"):
            html = html.replace(f"{pages.FACEBOOK}/{link}", f"{pages.FACEBOOK}/u/{friend.handle}")
    address = stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html)
    page = await stage.open(address)
    popup = await popup_over(stage, f"https://{pages.FACEBOOK}/*")
    await until(lambda: popup.call(IS_OFFERED), bool, "the popup to say that the site has changed")
    await popup.call(KEEP_SAVED)
    await click(popup, "#correction")
    saved = await until(lambda: popup.call("() => window.saved ?? null"), bool, "the file to be saved")
    correction = json.loads(saved)["sites"]["facebook"]
    assert correction["accounts"] == [r"/u/(?<handle>[\w.-]{1,64})/?(?:\?.*)?"]
    assert correction["picture_hosts"] == ["https://moved-too.example.net/*"]

    file, kept = tmp_path / "facebook.json", tmp_path / "friends.html"
    file.write_text(saved)
    kept.write_text(await page.call("() => document.documentElement.outerHTML"))
    trying = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "companion", "patterns", "try", file, kept, "--address", address),
        env=os.environ | {"BROWSER": "true"},  # which opens nothing
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert trying.stderr is not None
    found = re.search(rb"open (http://127\.0\.0\.1:\S+)", await trying.stderr.readline())
    assert found is not None
    reader = await stage.open(found[1].decode())
    shown = await until(
        lambda: reader.call("() => document.querySelector('[data-read]').textContent"),
        lambda text: "accounts" in text,
        "what is read of the saved page",
    )
    await reader.screenshot(tmp_path / "tried.png")
    printed, _ = await trying.communicate()
    assert printed.decode() == f"{shown}\n"
    assert re.search(rf"list: friends +none  {ROWS} of {ROWS}\n", shown)
    assert all(f"handle:{friend.handle}" in shown and friend.name in shown for friend in friends)
    assert re.search(rf"with a picture +0  {ROWS + 1}\n", shown)
