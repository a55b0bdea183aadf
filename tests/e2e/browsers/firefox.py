"""The installed Firefox, driven by WebDriver BiDi over its own websocket: no driver, nothing to download."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import re
from pathlib import Path
from typing import Any

import aiohttp

from .browser import Network, PageError, at_home, installed

NAMES = ("firefox-esr", "firefox")
PLACES = ("/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe")
ADVICE = "no Firefox is installed (on Debian: apt-get install firefox-esr)"
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
START_SECONDS = 60
END_SECONDS = 30
ANSWER_SECONDS = 120
"""Firefox answers no more to what a page promised that is gone by then."""
KEYS = {"Escape": "\ue00c", "Enter": "\ue007", "Tab": "\ue004"}
EXTENSION_UUID = "e0e0e0e0-1111-4222-8333-444444444444"


def _preferences(network: Network, extension_id: str) -> dict[str, bool | int | str]:
    return {
        "remote.active-protocols": 1,  # BiDi
        "network.dns.forceResolve": "127.0.0.1",
        "network.socket.forcePort": f"443={network.port}",
        "network.http.http3.enable": False,
        "network.proxy.type": 0,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "browser.shell.checkDefaultBrowser": False,
        "browser.startup.page": 0,
        "browser.aboutwelcome.enabled": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "app.update.auto": False,
        "app.update.enabled": False,
        "extensions.update.enabled": False,
        "extensions.webextOptionalPermissionPrompts": False,  # what is asked within a click is allowed
        # A known address for the extension's own pages, and its storage kept: an add-on that was installed
        # for the session is taken out at its end, and installed again by the next one.
        "extensions.webextensions.uuids": json.dumps({extension_id: EXTENSION_UUID}),
        "extensions.webextensions.keepUuidOnUninstall": True,
        "extensions.webextensions.keepStorageOnUninstall": True,
    }


class Session:
    """One BiDi session: commands are sent with a number and answered in any order; events are dropped."""

    def __init__(self, http: aiohttp.ClientSession, socket: aiohttp.ClientWebSocketResponse[Any]) -> None:
        self._http = http
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def connect(cls, address: str) -> Session:
        http = aiohttp.ClientSession()
        session = cls(http, await http.ws_connect(f"{address}/session", max_msg_size=0, autoping=True))
        await session.send("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        return session

    async def _read(self) -> None:
        async for message in self._socket:
            answer = json.loads(message.data)
            waiting = self._waiting.pop(answer.get("id"), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(answer)
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError("Firefox closed the WebDriver connection"))

    async def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        try:
            result: dict[str, Any] = await asyncio.wait_for(answer, ANSWER_SECONDS)
        except asyncio.TimeoutError:
            raise PageError(f"{method}: no answer in {ANSWER_SECONDS} s: {str(parameters)[:300]}") from None
        if result["type"] == "error":
            raise PageError(f"{method}: {result['error']}: {result['message']}")
        answered: dict[str, Any] = result["result"]
        return answered

    async def close(self) -> None:
        await self._socket.close()
        await self._reader
        await self._http.close()


def _to_remote(value: Any) -> dict[str, Any]:
    """A JSON value as BiDi's LocalValue, by way of its JSON text: the page parses it."""
    return {"type": "string", "value": json.dumps(value)}


class FirefoxPage:
    def __init__(self, session: Session, context: str) -> None:
        self._session = session
        self._context = context

    async def goto(self, address: str, *, parsed: bool = False) -> None:
        wait = "interactive" if parsed else "complete"
        await self._session.send("browsingContext.navigate", context=self._context, url=address, wait=wait)

    async def resize(self, width: int, height: int) -> None:
        viewport = {"width": width, "height": height}
        await self._session.send("browsingContext.setViewport", context=self._context, viewport=viewport)

    async def come_to_front(self) -> None:
        await self._session.send("browsingContext.activate", context=self._context)

    async def call(self, function: str, *arguments: Any) -> Any:
        wrapped = "async given => JSON.stringify(await (" + function + ")(...JSON.parse(given)) ?? null)"
        return json.loads(await self._call(wrapped, [_to_remote(list(arguments))]))

    async def _call(self, function: str, arguments: list[dict[str, Any]], **options: Any) -> Any:
        answer = await self._session.send(
            "script.callFunction",
            functionDeclaration=function,
            awaitPromise=True,
            target={"context": self._context},
            arguments=arguments,
            **options,
        )
        if answer["type"] == "exception":
            raise PageError(answer["exceptionDetails"]["text"])
        return answer["result"].get("value")

    async def call_in_shadows(self, hosts: str, function: str, *arguments: Any) -> list[Any]:
        # BiDi names the shadow root of a node that it serialises, closed ones too, by an id that can be an argument.
        nodes = await self._call(
            "hosts => [...document.querySelectorAll(hosts)]",
            [{"type": "string", "value": hosts}],
            serializationOptions={"maxDomDepth": 0, "includeShadowTree": "all"},
        )
        pairs = [
            {"sharedId": shared}
            for node in nodes
            if (root := node["value"].get("shadowRoot")) is not None
            for shared in (root["sharedId"], node["sharedId"])
        ]
        if not pairs:
            return []
        wrapped = f"""async (given, ...nodes) => {{
            const answers = [];
            for (let i = 0; i < nodes.length; i += 2)
                answers.push(await ({function})(nodes[i], nodes[i + 1], ...JSON.parse(given)) ?? null);
            return JSON.stringify(answers);
        }}"""
        answers: list[Any] = json.loads(await self._call(wrapped, [_to_remote(list(arguments)), *pairs]))
        return answers

    async def move_to(self, x: float, y: float) -> None:
        move = {"type": "pointerMove", "x": round(x), "y": round(y)}
        await self._act({"type": "pointer", "id": "mouse", "actions": [move]})

    async def click_at(self, x: float, y: float) -> None:
        move = {"type": "pointerMove", "x": round(x), "y": round(y)}
        steps = [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        await self._act({"type": "pointer", "id": "mouse", "actions": steps})

    async def press(self, key: str) -> None:
        await self.type(KEYS.get(key, key))

    async def type(self, text: str) -> None:
        steps = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        await self._act({"type": "key", "id": "keyboard", "actions": steps})

    async def _act(self, source: dict[str, Any]) -> None:
        await self._session.send("input.performActions", context=self._context, actions=[source])

    async def screenshot(self, path: Path) -> None:
        taken = await self._session.send("browsingContext.captureScreenshot", context=self._context)
        await asyncio.to_thread(path.write_bytes, base64.b64decode(taken["data"]))

    async def close(self) -> None:
        await self._session.send("browsingContext.close", context=self._context)


class Firefox:
    name = "firefox"
    extension_origin = f"moz-extension://{EXTENSION_UUID}"

    def __init__(self, extension: Path, home: Path, network: Network) -> None:
        self._extension = extension
        self._home = home
        self._profile = profile = home / ".mozilla" / "firefox" / "profile"
        manifest = json.loads((extension / "manifest.json").read_text())
        self._extension_id = manifest["browser_specific_settings"]["gecko"]["id"]
        profile.mkdir(parents=True, exist_ok=True)
        preferences = _preferences(network, self._extension_id).items()
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences)
        (profile / "user.js").write_text("".join(lines))
        self._process: asyncio.subprocess.Process | None = None
        self._session: Session | None = None
        self._drain: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, extension: Path, home: Path, network: Network) -> Firefox:
        """Start in this person's ``home``, with the unpacked ``extension`` loaded. Raises BrowserMissingError."""
        browser = cls(extension, home, network)
        await browser._launch(installed(NAMES, PLACES, ADVICE))
        return browser

    async def _launch(self, path: str) -> None:
        self._process = await asyncio.create_subprocess_exec(
            path,
            "--headless",
            "--no-remote",
            "--profile",
            str(self._profile),
            "--remote-debugging-port=0",
            "--remote-allow-system-access",  # for the extension's own pages, and to end its background
            "about:blank",
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env={**at_home(self._home), "MOZ_HEADLESS_WIDTH": "1100", "MOZ_HEADLESS_HEIGHT": "985"},
        )
        address = await asyncio.wait_for(self._address(), START_SECONDS)
        self._drain = asyncio.create_task(self._drain_errors())
        self._session = await Session.connect(address)
        await self._session.send("webExtension.install", extensionData={"type": "path", "path": str(self._extension)})

    async def _address(self) -> str:
        assert self._process is not None
        assert self._process.stderr is not None
        said = []
        async for line in self._process.stderr:
            said.append(line.decode(errors="replace"))
            if found := LISTENING.search(said[-1]):
                return found[1]
        raise ConnectionError("Firefox ended before it listened: " + "".join(said[-20:]))

    async def _drain_errors(self) -> None:
        """An unread pipe would stop Firefox when it is full."""
        assert self._process is not None
        assert self._process.stderr is not None
        async for _ in self._process.stderr:
            pass

    async def open(self, address: str) -> FirefoxPage:
        assert self._session is not None
        created = await self._session.send("browsingContext.create", type="tab")
        page = FirefoxPage(self._session, created["context"])
        await page.goto(address)
        return page

    async def found(self, address: str) -> FirefoxPage | None:
        assert self._session is not None
        tree = await self._session.send("browsingContext.getTree", maxDepth=0)
        tabs = [tab["context"] for tab in tree["contexts"] if tab["url"] == address]
        return FirefoxPage(self._session, tabs[0]) if tabs else None

    async def stop_worker(self) -> None:
        await self._call_in_browser("id => WebExtensionPolicy.getByID(id).extension.terminateBackground()")

    async def choose_in_menu(self, address: str, info: dict[str, Any]) -> None:
        choose = """(id, given) => {
            const [address, info] = JSON.parse(given);
            const {extension} = WebExtensionPolicy.getByID(id);
            const tab = gBrowser.tabs.find(({linkedBrowser}) => linkedBrowser.currentURI.spec === address);
            extension.tabManager.addActiveTabPermission(tab);
            const told = {menuItemId: "check-picture", frameId: 0, editable: false, modifiers: [], ...info};
            extension.emit("webext-menu-menuitem-click", told, tab);
        }"""
        await self._call_in_browser(choose, _to_remote([address, info]))

    async def _call_in_browser(self, function: str, *arguments: dict[str, Any]) -> None:
        """Call it in the browser's own window, with the extension's id before the arguments."""
        assert self._session is not None
        windows = await self._session.send("browsingContext.getTree", **{"moz:scope": "chrome"})
        answer = await self._session.send(
            "script.callFunction",
            functionDeclaration=function,
            awaitPromise=True,
            target={"context": windows["contexts"][0]["context"]},
            arguments=[{"type": "string", "value": self._extension_id}, *arguments],
        )
        if answer["type"] == "exception":
            raise PageError(answer["exceptionDetails"]["text"])

    async def restart(self) -> None:
        await self.close()
        await self._launch(installed(NAMES, PLACES, ADVICE))

    async def close(self) -> None:
        if self._process is None:
            return
        try:
            if self._session is not None:
                await asyncio.wait_for(self._session.send("browser.close"), END_SECONDS)
                await self._session.close()
            await asyncio.wait_for(self._process.wait(), END_SECONDS)
        finally:
            if self._process.returncode is None:
                self._process.kill()
                await self._process.wait()
            if self._drain is not None:
                await self._drain
            self._session = self._process = self._drain = None
