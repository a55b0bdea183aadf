"""The least that any extension does for a list of people: the floor that ours is held against."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from scripts.environment import node_packages
from scripts.environment.command import run
from tests.e2e.browsers.chromium import Chromium
from tests.e2e.companion import Companion
from tests.e2e.stage import Stage

BADGES = "[data-least=badge]"
SOURCES = Path(__file__).parent / "least"
BUNDLE = """import { build } from "esbuild";
const [outdir, ...entryPoints] = process.argv.slice(1);
await build({ entryPoints, outdir, bundle: true });"""


@asynccontextmanager
async def least(stage: Stage, folder: Path) -> AsyncIterator[Stage]:
    """A stage with a browser of its own that has it, the same sites and the same companion. It reads the pages of
    ``growing_lists.PLAIN``, which ours does not. Raises SetupError, BrowserMissingError."""
    extension = folder / "least"
    _build(extension)
    browser = await Chromium.start(extension, folder / "least-home", stage.sites.network)
    try:
        pairing = {"origin": stage.companion.url, "token": await _token(stage.companion, browser.extension_origin)}
        (extension / "pairing.json").write_text(json.dumps(pairing), encoding="utf-8")
        yield Stage(browser, stage.companion, stage.sites)
    finally:
        await browser.close()


def _build(extension: Path) -> None:
    node = node_packages.find()
    scripts = [str(SOURCES / name) for name in ("background.ts", "content.ts")]
    command: list[str | Path] = [node.node, "--input-type=module", "--eval", BUNDLE, str(extension), *scripts]
    run(command, "Building the least extension", node.environment)
    shutil.copy(SOURCES / "manifest.json", extension)


async def _token(companion: Companion, origin: str) -> str:
    """Pair as the extension at ``origin``."""
    asked = {"code": companion.pairing_code(), "browser": "Chromium"}
    address = f"{companion.url}/api/v1/pair"
    async with (
        aiohttp.ClientSession(headers={"Origin": origin}) as session,
        session.post(address, json=asked) as answer,
    ):
        answer.raise_for_status()
        token: str = (await answer.json())["token"]
        return token
