"""What the setup page shows."""

from __future__ import annotations

import asyncio

from aiohttp import web

from companion import __version__
from companion.core import wire
from companion.packaged import extension_folder


async def setup(request: web.Request) -> wire.Setup:
    return await asyncio.to_thread(_setup)


def _setup() -> wire.Setup:
    chrome, firefox = extension_folder("chrome"), extension_folder("firefox")
    return wire.Setup(
        version=__version__,
        chrome=str(chrome) if chrome else None,
        firefox=str(firefox / "manifest.json") if firefox else None,
    )
