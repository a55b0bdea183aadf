"""``eyeline pair`` beside a running companion."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import aiohttp

from tests.companion.blank import blank_store
from tests.companion.cli.commands.process import run, run_here
from tests.companion.conftest import ORIGIN, Running


def pair(
    data: Path, *arguments: str, by: Callable[..., subprocess.CompletedProcess[str]] = run_here
) -> tuple[int, str, str]:
    result = by("pair", "--data", str(data), *arguments)
    return result.returncode, result.stdout, result.stderr


async def test_a_code_is_made_listed_and_revoked_while_it_runs(companion: Running) -> None:
    returned, code, _ = pair(companion.data, by=run)
    assert returned == 0
    asked = {"code": code.strip(), "browser": "Chro\x1b[31mmium"}
    async with companion.http.post("/api/v1/pair", json=asked, headers={"Origin": ORIGIN}) as answer:
        token = (await answer.json())["token"]
    companion.headers = {"Authorization": f"Bearer {await companion.pass_of(token)}"}
    assert await companion.badges() == []

    _, listed, _ = pair(companion.data, "--list")
    assert "   1  " in listed
    assert "in force" in listed
    assert "\x1b" not in listed

    assert pair(companion.data, "--revoke", "1")[0] == 0
    async with companion.http.get("/api/v1/badges", headers=companion.headers) as answer:
        assert answer.status == 401
    assert "revoked" in pair(companion.data, "--list")[1]
    returned, _, error = pair(companion.data, "--revoke", "1")
    assert returned == 1
    assert "no pairing 1 in force" in error


async def test_codes_pair_one_browser_each(companion: Running) -> None:
    code = pair(companion.data)[1].strip()
    async with aiohttp.ClientSession(companion.url) as http:
        for status in (200, 403):
            async with http.post("/api/v1/pair", json={"code": code, "browser": "x"}) as answer:
                assert answer.status == status


def test_without_pairings_it_says_what_to_do(tmp_path: Path) -> None:
    blank_store(tmp_path).close()
    assert pair(tmp_path, "--list") == (0, "No browser is paired. eyeline pair makes a code.\n", "")
    assert pair(tmp_path, "--list", "--json") == (0, "", "")
