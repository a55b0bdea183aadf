"""What the setup page shows."""

from __future__ import annotations

import asyncio

from aiohttp import web

from companion import __version__
from companion.core.wire.pairing import Setup
from companion.packaged import extension_folder


async def setup(request: web.Request) -> Setup:
    return await asyncio.to_thread(_setup)


def _setup() -> Setup:
    chrome, firefox = extension_folder("chrome"), extension_folder("firefox")
    return Setup(
        version=__version__,
        chrome=str(chrome) if chrome else None,
        firefox=str(firefox / "manifest.json") if firefox else None,
    )
