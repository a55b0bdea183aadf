"""The table of accounts, an account's page, and what a person does, through the window's API."""

from __future__ import annotations

import pytest

from tests.companion.conftest import Running
from tests.companion.server.window_client import Window
from tests.companion.wire_samples import account, batch, capture, framed, photograph, picture


@pytest.fixture
async def window(paired: Running) -> Window:
    """Ana, whose picture is measured, has two friends; Carla was seen later on another site."""
    ana = account(
        "ana", "1", picture=picture("p"), display_name="Ana", role="profile", bio="Hi", counts={"followers": 5}
    )
    friends = [account("bob"), account("zoe")]
    activity = {"account": ana["ref"], "kind": "posts", "object": "post-1", "time": "2026-02-01T10:00:00Z"}
    answer = await paired.observe(
        batch(
            ana,
            *friends,
            captures=[capture(ana["ref"], [friend["ref"] for friend in friends])],
            activities=[activity | {"precision": "minute"}],
            case={"name": "May"},
        )
    )
    await paired.send(framed([(wanted, photograph()) for wanted in answer["wanted"]]))
    carla = {**account("carla"), "platform": "x", "ref": "x:handle:carla"}
    await paired.observe(batch(carla, observed_at="2026-05-01T00:00:00Z"))
    return await Window.open(paired)


async def handles(window: Window, **asked: object) -> list[str]:
    return [row["handle"] for row in (await window.post("accounts", asked))["rows"]]


async def test_who_was_seen_in_one_list(window: Window) -> None:
    assert await handles(window, selection={"capture": 1}) == ["zoe", "bob"]
    seen = await window.get("lists/1")
    assert (seen["kind"], seen["owner"]["handle"], seen["seen_count"]) == ("friends", "ana", 2)
    with pytest.raises(AssertionError, match="There is no such list"):
        await window.get("lists/2")


async def test_a_page_of_the_table(window: Window) -> None:
    page = await window.post("accounts", {"most": 2})
    assert page["total"] == 4
    assert [row["handle"] for row in page["rows"]] == ["carla", "zoe"]
    assert await handles(window, first=2, most=2) == ["bob", "ana"]
    (ana,) = (await window.post("accounts", {"selection": {"search": "ana"}}))["rows"]
    assert (ana["followers"], ana["edges"], ana["evidence"]["status"], ana["reused"]) == (5, 2, "scored", False)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("handle", ["ana", "bob", "carla", "zoe"]),
        ("platform", ["ana", "bob", "zoe", "carla"]),
        ("score", ["ana", "bob", "zoe", "carla"]),
        ("followers", ["ana", "bob", "zoe", "carla"]),
        ("first_seen", ["ana", "bob", "zoe", "carla"]),
    ],
)
async def test_every_order(window: Window, sort: str, expected: list[str]) -> None:
    assert await handles(window, sort=sort, descending=False) == expected
    assert len(await handles(window, sort=sort, descending=True)) == 4


async def test_an_account_s_page(window: Window) -> None:
    (row,) = (await window.post("accounts", {"selection": {"search": "ana"}}))["rows"]
    page = await window.get(f"accounts/{row['account']}")
    assert page["row"] == row
    assert page["neighbours_count"] == 2
    assert {edge["target"]["handle"] for edge in page["neighbours"]} | {
        edge["source"]["handle"] for edge in page["neighbours"]
    } == {"ana", "bob", "zoe"}
    assert page["activities"] == [
        {"kind": "posts", "object": "post-1", "text": None, "time": "2026-02-01T10:00:00Z", "precision": "minute"}
    ]
    assert page["cases"] == [{"case": 1, "name": "May"}]
    assert page["history"]["descriptions"][0]["text"] == "Hi"
    assert [sighting["role"] for sighting in page["sightings"]] == ["profile"]


async def test_an_account_that_is_gone_is_a_sentence(window: Window) -> None:
    async with window.running.http.get("/api/v1/accounts/999", headers=window.headers) as answer:
        assert answer.status == 404
        assert "no such account" in (await answer.json())["error"]["message"]


async def test_what_a_person_does_can_be_undone(window: Window) -> None:
    done = await window.post("actions", {"action": "tag", "accounts": [1, 2], "text": "seen twice"})
    assert (done["what"], done["rows"], done["subject"]) == ("tag", 2, "seen twice")
    assert await handles(window, selection={"tag": "seen twice"}) == ["bob", "ana"]
    assert (await window.post("actions", {"action": "hide", "accounts": [2]}))["rows"] == 1
    assert (await window.post("accounts", {}))["total"] == 3
    assert (await window.post("actions/undo"))["what"] == "hide"
    assert (await window.post("accounts", {}))["total"] == 4
    assert (await window.post("actions/redo"))["what"] == "hide"
    assert (await window.post("accounts", {"selection": {"hidden": True}}))["total"] == 4
    assert (await window.post("actions", {"action": "note", "accounts": [1], "text": "Ask her"}))["rows"] == 1
    assert (await window.get("accounts/1"))["notes"][0]["text"] == "Ask her"
    refused = await window.post("actions", {"action": "tag", "accounts": [1]}, status=400)
    assert "say also with what" in refused["error"]["message"]


async def test_what_to_choose_by(window: Window) -> None:
    await window.post("actions", {"action": "tag", "accounts": [1], "text": "a"})
    assert await window.get("accounts/facets") == {
        "platforms": [{"value": "demo", "accounts": 3}, {"value": "x", "accounts": 1}],
        "tags": [{"value": "a", "accounts": 1}],
        "cases": [{"case": 1, "name": "May", "accounts": 3}],
        "communities": None,
    }
    assert (await window.post("accounts/keys", {"platform": "demo"}))["accounts"] == [1, 2, 3]


async def test_accounts_are_chosen_by_the_communities_found_last(window: Window) -> None:
    assert (await window.get("accounts/facets"))["communities"] is None
    assert await handles(window, selection={"community": 1}) == []
    done = await window.outcome(await window.post("accounts/communities"))
    assert (done["job"]["kind"], done["result"]) == ("communities", {"communities": 1})
    found = (await window.get("accounts/facets"))["communities"]
    [only] = found["communities"]
    assert (only["community"], only["accounts"], only["words"], only["central"]["handle"]) == (1, 3, "", "ana")
    assert await handles(window, selection={"community": 1}) == ["zoe", "bob", "ana"]
    rows = (await window.post("accounts", {"sort": "handle", "descending": False}))["rows"]
    assert [row["community"] for row in rows] == [1, 1, None, 1]


async def test_how_all_stands(window: Window) -> None:
    found = await window.get("today")
    assert (found["accounts"], found["edges"], found["pairings"], found["pictures_waiting"]) == (4, 2, 1, 0)
    visit = found["visit"]
    assert [(each["platform"], each["accounts"]) for each in visit["sites"]] == [("x", 1)]  # others before
    assert (visit["unusual_count"], found["groups"]) == (0, [])
    assert [row["handle"] for row in found["unusual"]] == [row["handle"] for row in found["unusual"] if row["evidence"]]
