"""The installed Chromium or Chrome, driven by Playwright and, below it, by the DevTools protocol."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Error, Playwright, async_playwright
from playwright.async_api import Page as PlaywrightPage
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from ..patience import SECONDS
from .browser import BrowserMissingError, Network, PageError, at_home, installed

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = ("/Applications/Chromium.app/Contents/MacOS/Chromium",)
ADVICE = "no Chromium is installed (on Debian: apt-get install chromium)"
BRANDED = (
    "this browser loads no unpacked extension from its command line, as Google's own builds do not: install Chromium"
)
WORKER_MS = 20_000
GROUP = "shadows"
# Called on the map of known roots.
UNKNOWN = "function (hosts) { return [...document.querySelectorAll(hosts)].filter(host => !this.has(host)); }"
KEEP = "function (...nodes) { for (let i = 0; i < nodes.length; i += 2) this.set(nodes[i], nodes[i + 1]); }"
ASK = """async function (hosts, ...given) {
    const answers = [];
    for (const host of document.querySelectorAll(hosts))
        if (this.has(host)) answers.push(await (FUNCTION)(this.get(host), host, ...given) ?? null);
    return answers;
}"""


class ChromiumPage:
    def __init__(self, page: PlaywrightPage, devtools: CDPSession) -> None:
        self._page = page
        self._devtools = devtools
        self._roots: str | None = None

    async def goto(self, address: str, *, parsed: bool = False) -> None:
        await self._page.goto(address, wait_until="domcontentloaded" if parsed else "load")

    async def resize(self, width: int, height: int) -> None:
        await self._page.set_viewport_size({"width": width, "height": height})

    async def come_to_front(self) -> None:
        await self._page.bring_to_front()

    async def call(self, function: str, *arguments: Any) -> Any:
        spread = f"arguments_ => ({function})(...arguments_)"
        try:
            return await self._page.evaluate(spread, list(arguments))
        except Error as error:
            raise PageError(error.message) from error

    async def call_in_shadows(self, hosts: str, function: str, *arguments: Any) -> list[Any]:
        # A closed root has no name in the page: the DevTools protocol gives it, once for each host.
        known = await self._known_roots()
        try:
            found = await self._call_on(known, UNKNOWN, hosts, by_value=False)
            listed = await self._devtools.send(
                "Runtime.getProperties", {"objectId": found["objectId"], "ownProperties": True}
            )
            unknown = [entry["value"]["objectId"] for entry in listed["result"] if entry["name"].isdecimal()]
            pairs = [pair for described in await asyncio.gather(*map(self._describe, unknown)) for pair in described]
            if pairs:
                await self._call_on(known, KEEP, nodes=pairs)
            answered = await self._call_on(known, ASK.replace("FUNCTION", function), hosts, *arguments)
        finally:
            await self._devtools.send("Runtime.releaseObjectGroup", {"objectGroup": GROUP})
        answers: list[Any] = answered["value"]
        return answers

    async def _known_roots(self) -> str:
        """A map from hosts to their roots that the page itself cannot reach; a new one in each document."""
        try:
            if self._roots is not None:
                await self._call_on(self._roots, "function () {}")
        except Error:
            self._roots = None
        if self._roots is None:
            made = await self._devtools.send("Runtime.evaluate", {"expression": "new WeakMap()"})
            self._roots = made["result"]["objectId"]
        return self._roots

    async def _describe(self, host: str) -> list[str]:
        """The remote objects of the host and of its root, or nothing where it has none of its own making."""
        node = await self._devtools.send("DOM.describeNode", {"objectId": host, "pierce": True})
        for root in node["node"].get("shadowRoots", []):
            if root["shadowRootType"] != "user-agent":
                named = {"backendNodeId": root["backendNodeId"], "objectGroup": GROUP}
                resolved = await self._devtools.send("DOM.resolveNode", named)
                return [host, resolved["object"]["objectId"]]
        return []

    async def _call_on(
        self, this: str, function: str, *arguments: Any, nodes: Sequence[str] = (), by_value: bool = True
    ) -> dict[str, Any]:
        """Call a function on a remote object with JSON arguments and then remote nodes; its answer, awaited."""
        answer = await self._devtools.send(
            "Runtime.callFunctionOn",
            {
                "objectId": this,
                "functionDeclaration": function,
                "arguments": [{"value": each} for each in arguments] + [{"objectId": node} for node in nodes],
                "returnByValue": by_value,
                "awaitPromise": True,
                **({} if by_value else {"objectGroup": GROUP}),
            },
        )
        if "exceptionDetails" in answer:
            raise PageError(json.dumps(answer["exceptionDetails"]))
        result: dict[str, Any] = answer["result"]
        return result

    async def move_to(self, x: float, y: float) -> None:
        await self._page.mouse.move(x, y)

    async def click_at(self, x: float, y: float) -> None:
        await self._page.mouse.click(x, y)

    async def press(self, key: str) -> None:
        await self._page.keyboard.press(key)

    async def type(self, text: str) -> None:
        await self._page.keyboard.type(text)

    async def screenshot(self, path: Path) -> None:
        await self._page.screenshot(path=path)

    async def close(self) -> None:
        await self._page.close()

    async def devtools(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What only the DevTools protocol can do: a command to this page, and its answer."""
        answer: dict[str, Any] = await self._devtools.send(method, parameters)
        return answer

    async def traced(self, categories: str, doing: Awaitable[None]) -> list[dict[str, Any]]:
        """The trace events of these categories (comma-separated) while something is done."""
        events: list[dict[str, Any]] = []
        complete = asyncio.Event()
        self._devtools.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
        self._devtools.once("Tracing.tracingComplete", lambda _: complete.set())
        await self.devtools("Tracing.start", categories=categories)
        await doing
        await self.devtools("Tracing.end")
        await complete.wait()
        return events


class Chromium:
    name = "chromium"

    def __init__(self, extension: Path, home: Path, network: Network) -> None:
        self._extension = extension
        self._home = home
        self._network = network
        self._playwright: Playwright | None = None
        self._context: BrowserContext | None = None
        self.extension_origin = ""

    @classmethod
    async def start(cls, extension: Path, home: Path, network: Network) -> Chromium:
        """Start in this person's ``home``, with the unpacked ``extension`` loaded. Raises BrowserMissingError."""
        browser = cls(extension, home, network)
        await browser._launch(installed(NAMES, PLACES, ADVICE))
        return browser

    async def _launch(self, path: str) -> None:
        self._playwright = await async_playwright().start()
        self._context = await self._playwright.chromium.launch_persistent_context(
            self._home / ".config" / "chromium",
            executable_path=path,
            env=dict(at_home(self._home)),
            headless=False,  # Playwright's own flag may mean the old headless mode, which has no extensions.
            viewport={"width": 1100, "height": 900},
            args=[
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                f"--disable-extensions-except={self._extension}",
                f"--load-extension={self._extension}",
                f"--host-resolver-rules=MAP * 127.0.0.1:{self._network.port}, EXCLUDE 127.0.0.1",
                f"--ignore-certificate-errors-spki-list={self._network.spki}",
            ],
        )
        self._context.set_default_timeout(1000 * SECONDS)
        workers = self._context.service_workers
        try:
            worker = workers[0] if workers else await self._context.wait_for_event("serviceworker", timeout=WORKER_MS)
        except PlaywrightTimeoutError as error:
            await self.close()
            raise BrowserMissingError(BRANDED) from error
        self.extension_origin = worker.url[: worker.url.index("/", len("chrome-extension://"))]

    async def open(self, address: str) -> ChromiumPage:
        assert self._context is not None
        opened = await self._held(await self._context.new_page())
        await opened.goto(address)
        return opened

    async def found(self, address: str) -> ChromiumPage | None:
        assert self._context is not None
        page = next((page for page in self._context.pages if page.url == address), None)
        try:
            return await self._held(page) if page else None
        except Error:  # it closed meanwhile
            return None

    async def _held(self, page: PlaywrightPage) -> ChromiumPage:
        assert self._context is not None
        return ChromiumPage(page, await self._context.new_cdp_session(page))

    async def stop_worker(self) -> None:
        assert self._context is not None
        page = await self._context.new_page()
        devtools = await self._context.new_cdp_session(page)
        await devtools.send("ServiceWorker.enable")
        await devtools.send("ServiceWorker.stopAllWorkers")
        await page.close()

    async def choose_in_menu(self, address: str, info: dict[str, Any]) -> None:
        assert self._context is not None
        choose = """async ([address, info]) => {
            const [tab] = await chrome.tabs.query({url: address});
            chrome.contextMenus.onClicked.dispatch({menuItemId: "check-picture", frameId: 0, ...info}, tab);
        }"""
        await self._context.service_workers[0].evaluate(choose, [address, info])

    async def restart(self) -> None:
        await self.close()
        await self._launch(installed(NAMES, PLACES, ADVICE))

    async def close(self) -> None:
        if self._context is not None:
            await self._context.close()
        if self._playwright is not None:
            await self._playwright.stop()
        self._context = self._playwright = None
