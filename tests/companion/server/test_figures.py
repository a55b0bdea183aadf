"""The figures of a selection through the window's API, with pictures that the companion measured."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from companion.reports.figures.figure import FIGURES
from tests.companion.conftest import Running
from tests.companion.server.window_client import Window
from tests.companion.wire_samples import account, batch, framed, photograph, picture


@pytest.fixture
async def window(paired: Running) -> Window:
    """Ana and Bob wear the photograph, Bob in another size; Eve wears none."""
    people = [account(name, picture=picture(name)) for name in ("ana", "bob")]
    answer = await paired.observe(batch(*people, account("eve")))
    contents = {"ana": photograph(), "bob": photograph(200)}
    await paired.send(framed([(each, contents[each["refs"][0].rpartition(":")[2]]) for each in answer["wanted"]]))
    await paired.until("SELECT count(*) FROM picture_views", 2)
    await paired.until("SELECT count(*) FROM reused_pictures", 1)
    return await Window.open(paired)


async def test_they_are_listed_in_order_and_language(window: Window) -> None:
    known = (await window.get("figures"))["figures"]
    assert sorted(each["name"] for each in known) == FIGURES.names()
    assert known[0]["name"] == "aligned_faces"
    assert all(each["heading"] for each in known)
    window.headers["Accept-Language"] = "es"
    assert (await window.get("figures"))["figures"][0]["heading"] == "Caras alineadas"


async def test_one_is_drawn_of_a_selection(window: Window) -> None:
    made = await window.post("figures/reused", {"selection": {}})
    assert made["too_little"] is None
    assert made["title"].startswith("2 of 3 accounts")
    assert made["drawing"].count("data:image/jpeg;base64,") == 2
    assert "Ana" in made["drawing"] or "ana" in made["drawing"]
    ElementTree.fromstring(made["before"] + made["drawing"] + made["after"])
    assert made["table"].splitlines()[0] == "group,platform,account,of_selection,known_from"
    nobody = await window.post("figures/reused", {"selection": {"search": "eve"}})
    assert nobody["too_little"]
    assert nobody["drawing"] == nobody["table"] == ""


async def test_what_cannot_be_asked(window: Window) -> None:
    await window.post("figures/nothing", {}, status=404)
    await window.post("figures/activity", {"options": {"since": "soon"}}, status=400)
    await window.post("figures/activity", {"options": {"no_such": 1}}, status=400)
