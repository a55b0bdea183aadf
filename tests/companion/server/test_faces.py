"""Pictures side by side, through the window's API, with real pictures that the companion measured."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.companion.conftest import Running
from tests.companion.server.window_client import Window
from tests.companion.wire_samples import account, batch, drawing, framed, photograph, picture


@pytest.fixture
async def window(paired: Running) -> Window:
    """Ana and Bob wear the photograph, Bob in another size; Carla wears a drawing, Dora nothing."""
    people = [account(name, picture=picture(name)) for name in ("ana", "bob", "carla")]
    answer = await paired.observe(batch(*people, account("dora")))
    contents = {"ana": photograph(), "bob": photograph(200), "carla": drawing(5)}
    wanted = [(each, contents[each["refs"][0].rpartition(":")[2]]) for each in answer["wanted"]]
    await paired.send(framed(wanted))
    await paired.until("SELECT count(*) FROM picture_views", 3)
    await paired.until("SELECT count(*) FROM reused_pictures", 1)
    return await Window.open(paired)


async def test_faces_and_what_is_left_out(window: Window) -> None:
    found = await window.post("faces", {})
    assert [face["handle"] for face in found["faces"]] == ["ana", "bob"] or found["faces"][0]["handle"] == "bob"
    assert (found["all"], found["without"]) == (2, 2)
    assert all(0 < face["eyes"]["left"]["x"] < face["eyes"]["right"]["x"] < 1 for face in found["faces"])
    everything = await window.post("faces", {"with_face": False})
    assert (everything["all"], everything["faces"][-1]["handle"], everything["faces"][-1]["eyes"]) == (3, "carla", None)
    assert (await window.post("faces", {"selection": {"search": "bob"}}))["all"] == 1


async def test_who_wears_one_picture(window: Window) -> None:
    found = await window.post("faces/reused", {"selection": {"search": "bob"}})
    assert found["all"] == 1
    assert [face["handle"] for face in found["groups"][0]["accounts"]] == ["ana", "bob"]
    assert (await window.post("faces/reused", {"selection": {"search": "carla"}}))["groups"] == []


@pytest.mark.parametrize("kind", ["png", "mean", "figure", "gif"])
async def test_pictures_to_keep(window: Window, kind: str) -> None:
    job = (await window.outcome(await window.post("faces/sheet", {"format": kind, "title": "May"})))["job"]
    assert job["state"] == "done", job
    path = f"/api/v1/jobs/{job['job']}/file"
    async with window.running.http.get(path, headers=window.headers) as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment")
        with Image.open(io.BytesIO(await answer.read())) as made:
            assert made.format == ("GIF" if kind == "gif" else "PNG")
            assert min(made.size) >= 96


async def test_nothing_to_show_is_a_sentence(window: Window) -> None:
    asked = {"selection": {"search": "dora"}}
    found = await window.outcome(await window.post("faces/sheet", asked))
    assert found["job"]["state"] == "failed"
    assert "None of these accounts" in found["job"]["message"]
