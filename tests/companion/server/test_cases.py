"""Cases as the window works with them: begun, recorded into, compared, renamed, and their keys."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.companion.conftest import Running
from tests.companion.server.window_client import Window
from tests.companion.wire_samples import account, batch, capture

SESSION = str(uuid4())
PAGE = {"platform": "demo", "kind": "list", "address": "https://demo.example/ana/friends", "title": "Ana's friends"}


def friends_of(owner: str, *members: str, at: str = "2026-03-01T12:00:00Z", complete: bool = True, **more: Any) -> Any:
    refs = [f"demo:handle:{each}" for each in members]
    seen = capture(f"demo:handle:{owner}", refs, displayed_count=len(members), complete=complete)
    return batch(*map(account, (owner, *members)), session=SESSION, page=PAGE, observed_at=at, captures=[seen], **more)


@pytest.fixture
async def window(paired: Running) -> Window:
    """Ana's friends were recorded twice into Ring: Bob ended, Dora appeared. Bob's were recorded into Other."""
    ring = {"case": {"name": "Ring", "note": "first look"}}
    await paired.observe(friends_of("ana", "bob", "carla", **ring))
    await paired.observe(friends_of("ana", "carla", "dora", at="2026-03-05T12:00:00Z", **ring))
    await paired.observe(friends_of("bob", "carla", "edda", complete=False, case={"name": "Other"}))
    return await Window.open(paired)


async def numbers(window: Window) -> dict[str, int]:
    return {each["name"]: each["case"] for each in (await window.get("cases"))["cases"]}


async def test_a_case_is_begun_once(companion: Running) -> None:
    window = await Window.open(companion)
    made = await window.post("cases", {"name": " Ring "})
    assert made["name"] == "Ring"
    facets = await window.get("accounts/facets")
    assert [(each["case"], each["name"]) for each in facets["cases"]] == [(made["case"], "Ring")]
    refused = await window.post("cases", {"name": "Ring"}, status=400)
    assert "already" in refused["error"]["message"]
    await window.post("cases", {"name": "  "}, status=400)


async def test_a_case_is_begun_with_a_selections_accounts(window: Window) -> None:
    ring = (await numbers(window))["Ring"]
    made = await window.post("cases", {"name": "Again", "selection": {"case": ring}})
    assert (made["name"], made["accounts"]) == ("Again", 4)
    [again] = [each for each in (await window.get("cases"))["cases"] if each["name"] == "Again"]
    assert (again["case"], again["accounts"]) == (made["case"], 4)
    await window.post("actions/undo", {})
    assert {each["name"]: each["accounts"] for each in (await window.get("cases"))["cases"]}["Again"] == 0
    await window.post("cases", {"name": "None", "selection": {"case": 999}})
    await window.post("cases", {"name": "Renamed", "selection": {"no": 1}}, status=400)


async def test_the_cases_say_what_was_recorded_into_them(window: Window) -> None:
    other, ring = (await window.get("cases"))["cases"]
    assert (ring["name"], ring["accounts"], ring["recorded"], ring["sessions"], ring["notes"]) == ("Ring", 4, 2, 1, 1)
    assert ring["first_seen"] == "2026-03-01T12:00:00Z"
    assert ring["last_seen"] == "2026-03-05T12:00:00Z"
    assert (other["name"], other["accounts"]) == ("Other", 3)


async def test_a_cases_page_and_its_session(window: Window) -> None:
    ring = (await numbers(window))["Ring"]
    found = await window.get(f"cases/{ring}")
    assert [note["text"] for note in found["notes"]] == ["first look"]
    assert found["has_key"] is False
    (session,) = found["sessions"]
    assert (session["pages"], session["lists"], session["complete_lists"], session["accounts"]) == (1, 2, 2, 4)
    seen = await window.get(f"cases/{ring}/sessions/{session['session']}")
    (page,) = seen["pages"]
    assert (page["title"], page["accounts"]) == ("Ana's friends", 4)
    assert [(each["owner"]["handle"], each["displayed_count"], each["seen_count"]) for each in seen["lists"]] == [
        ("ana", 2, 2),
        ("ana", 2, 2),
    ]


async def test_a_session_of_another_case_shows_its_own_part_only(window: Window) -> None:
    other = (await numbers(window))["Other"]
    (session,) = (await window.get(f"cases/{other}"))["sessions"]
    seen = await window.get(f"cases/{other}/sessions/{session['session']}")
    assert [(each["owner"]["handle"], each["complete"]) for each in seen["lists"]] == [("bob", False)]
    assert seen["pages"][0]["accounts"] == 3


async def test_what_is_put_into_a_case_is_listed_and_taken_out(window: Window) -> None:
    ring = (await numbers(window))["Ring"]
    edda = next(row for row in (await window.post("accounts", {}))["rows"] if row["handle"] == "edda")["account"]
    await window.post("actions", {"action": "collect", "accounts": [edda], "case": ring})
    found = await window.get(f"cases/{ring}")
    assert [each["handle"] for each in found["collected"]] == ["edda"]
    await window.post("actions", {"action": "take_out", "accounts": [edda], "case": ring})
    assert (await window.get(f"cases/{ring}"))["collected_count"] == 0
    await window.post("actions/undo")
    assert (await window.get(f"cases/{ring}"))["collected_count"] == 1


async def test_renaming(window: Window) -> None:
    ring = (await numbers(window))["Ring"]
    await window.post(f"cases/{ring}/name", {"name": "Spring"})
    assert "Spring" in await numbers(window)
    await window.post(f"cases/{ring}/name", {"name": "Other"}, status=400)
    await window.post("cases/999/name", {"name": "Nothing"}, status=404)


async def test_a_key_is_made_kept_and_replaced_only_on_purpose(window: Window) -> None:
    ring = (await numbers(window))["Ring"]
    made = (await window.post(f"cases/{ring}/key"))["key"]
    assert len(bytes.fromhex(made)) == 32
    assert (await window.post(f"cases/{ring}/key"))["key"] == made
    assert (await window.get(f"cases/{ring}"))["has_key"] is True
    other = "ab" * 32
    await window.post(f"cases/{ring}/key/set", {"key": other}, status=400)
    assert (await window.post(f"cases/{ring}/key"))["key"] == made
    await window.post(f"cases/{ring}/key/set", {"key": other, "replace": True})
    assert (await window.post(f"cases/{ring}/key"))["key"] == other
    await window.post(f"cases/{ring}/key/set", {"key": "abc", "replace": True}, status=400)


async def test_two_cases_are_compared(window: Window) -> None:
    known = await numbers(window)
    found = await window.post("cases/compare", {"one": known["Ring"], "other": known["Other"]})
    assert sorted(each["handle"] for each in found["both"]) == ["bob", "carla"]
    assert (found["only_one"], found["only_other"], found["both_count"]) == (2, 1, 2)
    # ana-bob, ana-carla, ana-dora and bob-carla within Ring; bob-carla and bob-edda within Other.
    assert (found["edges_one"], found["edges_other"], found["edges_both"], found["edges_between"]) == (4, 2, 1, 0)


async def test_two_dates_are_compared(window: Window) -> None:
    ring = (await numbers(window))["Ring"]
    asked = {
        "scope": {"selection": {"case": ring}},
        "since": "2026-03-01T12:00:00Z",
        "until": "2026-03-06T00:00:00Z",
    }
    found = (await window.post("difference", asked))["difference"]
    assert (found["appeared_count"], found["ended_count"], found["first_seen_count"]) == (1, 1, 0)
    await window.post("difference", asked | {"until": "2026-03-01T00:00:00Z"}, status=400)
