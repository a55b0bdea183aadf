"""What the suite asks of a browser: the same few steps of Chromium and of Firefox."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True)
class Network:
    """Where every https host but 127.0.0.1 leads: the fixture sites' port on loopback, and its certificate's key."""

    port: int
    spki: str
    """Base64 of the SHA-256 of the certificate's public key (SubjectPublicKeyInfo)."""


class BrowserMissingError(Exception):
    """No such browser is installed; the message says what to install."""


def installed(names: Sequence[str], places: Sequence[str], advice: str) -> str:
    """The first of ``names`` on PATH, else of the ``places`` where systems keep it. Raises BrowserMissingError."""
    found = next(filter(None, map(shutil.which, names)), None) or next((p for p in places if Path(p).exists()), None)
    if found is None:
        raise BrowserMissingError(advice)
    return found


def at_home(home: Path) -> dict[str, str]:
    """The environment of a browser whose person's home this is: it sees nothing of who runs the tests."""
    return {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config")}


class PageError(Exception):
    """A script that ran in the page threw."""


class Page(Protocol):
    async def goto(self, address: str, *, parsed: bool = False) -> None:
        """Navigate and return when the document has loaded with its pictures, or as soon as it is ``parsed``."""

    async def resize(self, width: int, height: int) -> None:
        """The viewport's size in CSS pixels."""

    async def come_to_front(self) -> None:
        """Make it the tab that the person looks at."""

    async def call(self, function: str, *arguments: Any) -> Any:
        """Call a JavaScript function (its source) in the page with JSON arguments; its JSON answer, awaited."""

    async def call_in_shadows(self, hosts: str, function: str, *arguments: Any) -> list[Any]:
        """Call ``function(root, host, …arguments)`` for the shadow root, closed or open, of each element that matches
        the selector ``hosts`` and has one. In document order."""

    async def click_at(self, x: float, y: float) -> None:
        """A real (trusted) click at a point of the viewport, in CSS pixels."""

    async def move_to(self, x: float, y: float) -> None:
        """Move the pointer to a point of the viewport, in CSS pixels."""

    async def press(self, key: str) -> None:
        """A real key press: ``Escape``, ``Enter``, ``Tab`` or one character."""

    async def type(self, text: str) -> None:
        """Type into the focused element."""

    async def screenshot(self, path: Path) -> None: ...

    async def close(self) -> None: ...


class Browser(Protocol):
    name: str
    extension_origin: str
    """``chrome-extension://…`` or ``moz-extension://…``, without a slash at the end."""

    async def open(self, address: str) -> Page:
        """A new tab at the address, loaded."""

    async def found(self, address: str) -> Page | None:
        """The tab that is open at this address, whoever opened it."""

    async def stop_worker(self) -> None:
        """End the extension's background as the browser does when it has been quiet."""

    async def choose_in_menu(self, address: str, info: dict[str, Any]) -> None:
        """The extension's item in the browser's own menu, in the tab at this address; ``info`` says what was under the
        pointer, as the browser does."""

    async def restart(self) -> None:
        """Close the browser and start it again with the same profile and extension."""

    async def close(self) -> None: ...
