"""What lies beyond a bound, or names what is not there, is refused with a sentence, and changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.companion.conftest import Running
from tests.companion.server.window_client import Window, code_of
from tests.companion.wire_samples import account, batch

AT = "2026-03-01T12:00:00Z"
BEYOND = [0, -1, 2**53, 2**63, 10**40]
NUMBERS: list[tuple[str, Any]] = [
    ("accounts", lambda n: {"selection": {"accounts": [n]}}),
    ("accounts", lambda n: {"selection": {"case": n}}),
    ("accounts", lambda n: {"selection": {"community": n}}),
    ("accounts", lambda n: {"selection": {"group_of": n}}),
    ("accounts", lambda n: {"selection": {"capture": n}}),
    ("actions", lambda n: {"action": "hide", "accounts": [n]}),
    ("actions", lambda n: {"action": "note", "text": "x", "case": n}),
    ("actions", lambda n: {"action": "remove_note", "note": n}),
    ("actions", lambda n: {"action": "standard", "picture": n}),
    ("cases/compare", lambda n: {"one": 1, "other": n}),
    ("difference", lambda n: {"scope": {"around": n}, "since": AT, "until": AT}),
    ("exports", lambda n: {"format": "ndjson", "pseudonyms_of": n}),
    ("forgetting", lambda n: {"case": n}),
    ("forgetting", lambda n: {"accounts": [n]}),
    ("graph", lambda n: {"around": [n]}),
    ("graph/edge", lambda n: {"one": 1, "other": n}),
    ("graph/path", lambda n: {"source": n, "target": 1}),
    ("graph/places", lambda n: {"drawing": "x", "places": [{"account": n, "x": 0, "y": 0}]}),
]


@pytest.fixture
async def window(companion: Running) -> Window:
    return await Window.open(companion)


async def test_numbers_beyond_those_of_rows(window: Window) -> None:
    for path, body_of in NUMBERS:
        for number in BEYOND:
            refused = await window.post(path, body_of(number), status=400)
            assert refused["error"]["code"] == "bad_request"


@pytest.mark.parametrize("first", [-1, 2**63])
async def test_a_page_that_begins_beyond_all_rows(window: Window, first: int) -> None:
    await window.post("accounts", {"first": first}, status=400)
    await window.post("difference", {"since": AT, "until": AT, "rows": {"first": first}}, status=400)


@pytest.mark.parametrize("place", ["NaN", "Infinity", "1e400"])
async def test_a_place_that_is_nowhere(window: Window, place: str) -> None:
    body = '{"drawing": "x", "places": [{"account": 1, "x": PLACE, "y": 0}]}'.replace("PLACE", place)
    headers = window.headers | {"Content-Type": "application/json"}
    async with window.running.http.post("/api/v1/graph/places", headers=headers, data=body) as answer:
        assert answer.status == 400


async def test_a_form_with_too_many_fields(companion: Running) -> None:
    form = {"code": code_of(companion)} | {f"more{n}": "x" for n in range(4)}
    async with companion.http.post("/app/enter", data=form, headers={"Origin": "null"}) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"]["code"] == "bad_request"


async def test_what_is_done_with_what_is_not_there(paired: Running) -> None:
    await paired.observe(batch(account()))
    window = await Window.open(paired)
    for action in (
        {"action": "note", "text": "why", "case": 7},
        {"action": "note", "text": "why", "accounts": [7]},
        {"action": "collect", "accounts": [1], "case": 7},
        {"action": "remove_note", "note": 7},
    ):
        assert (await window.post("actions", action, status=404))["error"]["code"] == "not_found"
    assert paired.rows("SELECT count(*) FROM actions") == [(0,)]


async def test_accounts_that_are_gone_are_left_out_and_each_counts_once(paired: Running) -> None:
    await paired.observe(batch(account()))
    window = await Window.open(paired)
    for action in ({"action": "tag", "text": "bot"}, {"action": "hide"}):
        assert (await window.post("actions", action | {"accounts": [1, 7, 1]}))["rows"] == 1
    case = (await window.post("cases", {"name": "Ring"}))["case"]
    assert (await window.post("actions", {"action": "collect", "accounts": [7, 1], "case": case}))["rows"] == 1
