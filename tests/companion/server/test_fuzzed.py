"""Schemathesis sends what fits the API's own description, and what does not: no answer is a mistake or undescribed.

What would open a browser, tell browsers of it or end the companion is left out, and so is the stream that never ends.
"""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

import aiohttp
import pytest

from tests.companion.conftest import Running
from tests.companion.server.window_client import Window
from tests.companion.wire_samples import account, batch, capture, drawing, framed, picture
from tests.e2e.companion import Companion

LEFT_OUT = ("/api/v1/browser", "/api/v1/quit", "/api/v1/events", "/api/v1/settings/starters")
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
EXAMPLES = 60


@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_no_answer_is_a_mistake(tmp_path: Path, record_property: pytest.RecordProperty) -> None:
    companion = Companion(tmp_path / "data")
    await companion.start()
    try:
        async with aiohttp.ClientSession(companion.url) as http:
            running = Running(companion.url, companion.data, http)
            await running.pair()
            key = (await with_people(running)).headers["Authorization"]
        said, code = await fuzzed(companion.url, key, tmp_path)
    finally:
        await companion.stop()
    assert code == 0, said[-20_000:]
    assert "Traceback" not in companion.log.read_text()
    counted = re.search(r"[\d,]+ generated.*", said)
    assert counted is not None, said[-20_000:]
    record_property("schemathesis", counted[0])


async def with_people(running: Running) -> Window:
    """A window on some accounts, a list, a picture and a case."""
    people = [account(f"h{n}", bio="words", picture=picture(f"p{n}")) for n in range(5)]
    seen = capture(people[0]["ref"], [each["ref"] for each in people[1:]])
    answer = await running.observe(batch(*people, captures=[seen], case={"name": "Ring", "note": "why"}))
    await running.send(framed([(answer["wanted"][0], drawing(1))]))
    window = await Window.open(running)
    await window.post("actions", {"action": "note", "accounts": [1], "text": "note"})
    return window


async def fuzzed(url: str, key: str, folder: Path) -> tuple[str, int]:
    """What schemathesis says, and its exit code."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "schemathesis.cli", "--no-color", "run", f"{url}/api/v1/openapi.json"),
        *("--header", f"Authorization: {key}", "--checks", CHECKS, "--max-examples", str(EXAMPLES)),
        *("--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--seed", "1", "--workers", "2"),
        *(part for path in LEFT_OUT for part in ("--exclude-path", path)),
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode is not None
    return said.decode(), process.returncode
