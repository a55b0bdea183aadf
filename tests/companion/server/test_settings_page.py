"""The settings page through the window's API."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from companion.host.registering import LAUNCHER
from companion.settings import SETTINGS
from tests.companion.conftest import Running
from tests.companion.server.window_client import Window
from tests.companion.wire_samples import account, batch, drawing, framed, picture


@pytest.fixture
async def window(paired: Running) -> Window:
    return await Window.open(paired)


async def test_every_setting_is_shown_with_its_option(window: Window) -> None:
    found = await window.get("settings")
    assert [each["name"] for each in found["start"]] == [each.name for each in SETTINGS]
    port = found["start"][0]
    assert (port["value"], port["option"], port["variable"]) == ("0", "--port", "EYELINE_PORT")
    assert {"Eyeline", "Python", "SQLite", "mediapipe"} <= {each["name"] for each in found["versions"]}


async def test_what_is_kept_of_pictures_is_chosen(window: Window) -> None:
    assert (await window.get("settings"))["keep_pictures"] == "thumbnail"
    await window.post("settings/keeping", {"keep_pictures": "none"})
    found = await window.get("settings")
    assert (found["keep_pictures"], found["keep_pictures_fixed"]) == ("none", False)


async def test_storage_adds_up(paired: Running) -> None:
    wanted = (await paired.observe(batch(account("ana", picture=picture("ana")))))["wanted"]
    await paired.send(framed([(wanted[0], drawing(3))]))
    await paired.until("SELECT count(*) FROM thumbnails", 1)
    found = await (await Window.open(paired)).get("settings/storage")
    sizes = {each["part"]: each["size"] for each in found["parts"]}
    assert sizes["thumbnails"] == paired.rows("SELECT length(jpeg) FROM thumbnails")[0][0]
    assert sizes["facts"] > 0
    assert found["size"] == sum(sizes.values())
    assert found["folder"] == str(paired.data)


async def test_a_pairing_is_revoked_and_made(window: Window) -> None:
    (pairing,) = (await window.get("settings/pairings"))["pairings"]
    assert (pairing["browser"], pairing["revoked_at"]) == ("Chromium", None)
    left = await window.post(f"settings/pairings/{pairing['pairing']}/revoke")
    assert left["pairings"][0]["revoked_at"]
    await window.post(f"settings/pairings/{pairing['pairing']}/revoke", status=404)
    status, _ = await window.running.call("GET", "badges", params=[("ref", "demo:handle:ana")])
    assert status == 403  # its origin is nobody's any more
    code = await window.post("settings/pairings/new")
    assert len(code["code"]) == 6


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="where browsers keep what they were told is Linux'")
async def test_browsers_may_start_it_and_no_longer(window: Window, home: Path) -> None:
    assert await window.get("settings/starters") == {"browsers": []}
    assert await window.post("settings/starters", {"may_start": True}) == {"browsers": ["Chrome", "Firefox"]}
    launcher = (window.running.data / LAUNCHER).read_text()
    assert f"--data {window.running.data} --port 0" in launcher
    assert await window.get("settings/starters") == {"browsers": ["Chrome", "Firefox"]}
    assert await window.post("settings/starters", {"may_start": False}) == {"browsers": []}
    assert not (window.running.data / LAUNCHER).exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="where browsers keep what they were told is Linux'")
async def test_browsers_that_cannot_be_told_are_a_sentence(window: Window, home: Path) -> None:
    (home / ".config" / "google-chrome" / "NativeMessagingHosts").write_text("a file where a folder should be")
    answer = await window.post("settings/starters", {"may_start": True}, status=500)
    assert answer["error"]["message"].startswith("The browsers could not be told: ")
