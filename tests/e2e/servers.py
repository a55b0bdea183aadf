"""A server of Mastodon's that a person allows, and takes the permission back from.

The browser's own question is answered by a preference in Firefox; Chromium's can be answered by no driver.
"""

from __future__ import annotations

import json

from .browsers.browser import Page
from .patience import until
from .stage import click

HOST = "wharf.example"
FILES = "files.wharf.example"
SERVER = {"platform": "mastodon", "pages": f"https://{HOST}/*", "pictures": [f"https://{FILES}/*"]}
REGISTERED = "() => chrome.scripting.getRegisteredContentScripts().then(all => all.map(({matches}) => matches))"


async def allow(options: Page) -> None:
    """Allow the server on the extension's options page, and wait until its pages are read."""
    await options.come_to_front()
    await options.call(f"() => chrome.storage.local.set({{serverAsked: {json.dumps(SERVER)}}})")
    assert await ask_for(options, "request", [SERVER["pages"], *SERVER["pictures"]])
    await until(lambda: options.call(REGISTERED), lambda all_: all_ == [[SERVER["pages"]]], "the server to be entered")


async def leave(options: Page) -> None:
    """Take the permission back, as the options page lets one."""
    await options.come_to_front()
    await click(options, "#server-list button")
    await until(lambda: options.call(REGISTERED), lambda all_: all_ == [], "the server to be left")


async def ask_for(page: Page, method: str, origins: list[str]) -> bool:
    """Ask the browser as the extension's pages do: within a click."""
    await page.call(
        """(method, origins) => {
            const button = document.createElement("button");
            button.id = "asks";
            button.textContent = "ask";
            button.onclick = async () => { window.answer = await chrome.permissions[method]({origins}); };
            document.body.prepend(button);
        }""",
        method,
        origins,
    )
    await click(page, "#asks")
    answer = await until(lambda: page.call("() => window.answer ?? null"), lambda said: said is not None, "an answer")
    await page.call("() => { document.querySelector('#asks').remove(); delete window.answer; }")
    return bool(answer)
