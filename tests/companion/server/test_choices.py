"""What a person chooses in the browser: what is kept, what is forgotten, what a case is called, what patterns say."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from companion.app import running
from companion.core.wire.corrections import Corrections
from companion.errors import StoreError
from companion.settings import Settings
from companion.store.chosen_settings import LARGEST
from tests.companion.conftest import Running
from tests.companion.wire_samples import account, batch, drawing, photograph, picture

KEPT = "SELECT (SELECT count(*) FROM picture_bytes), (SELECT count(*) FROM thumbnails)"
VIEWED = "SELECT count(*) FROM picture_views"
OCTETS = {"Content-Type": "application/octet-stream"}


async def check(paired: Running, content: bytes) -> dict[str, Any]:
    status, evidence = await paired.call("POST", "check", data=content, headers=OCTETS)
    assert status == 200, evidence
    return dict(evidence)


async def test_one_picture_is_measured_for_itself(paired: Running) -> None:
    evidence = await check(paired, photograph(400))
    assert evidence["status"] == "scored"
    assert evidence["alignment"]
    assert await check(paired, photograph(400)) == evidence
    assert paired.rows("SELECT count(*) FROM pictures") == [(1,)]
    assert paired.rows("SELECT count(*) FROM accounts") == [(0,)]
    assert (await check(paired, b"no picture"))["status"] == "undecodable"
    status, answer = await paired.call("POST", "check", data=b"", headers=OCTETS)
    assert (status, answer["error"]["code"]) == (400, "bad_request")


@pytest.mark.usefixtures("warm_meters")
@pytest.mark.parametrize(("keep", "kept"), [("none", (0, 0)), ("thumbnail", (0, 1)), ("full", (1, 1))])
async def test_what_is_kept_may_be_chosen_and_stays_so(tmp_path: Path, keep: str, kept: tuple[int, int]) -> None:
    settings = Settings.of({"port": 0, "data": tmp_path, "workers": 1})
    async with running(settings) as url, aiohttp.ClientSession(url) as http:
        companion = Running(url, tmp_path, http)
        await companion.pair()
        assert await companion.call("POST", "keeping", json={"keep_pictures": keep}) == (200, {"keep_pictures": keep})
        token = companion.token
    async with running(settings) as url, aiohttp.ClientSession(url) as http:
        companion = Running(url, tmp_path, http)
        await companion.enter(token)
        await check(companion, drawing(1))
        await companion.until(VIEWED, 1)
        assert companion.rows(KEPT) == [kept]


@pytest.mark.usefixtures("warm_meters")
async def test_what_the_start_says_holds_before_what_is_chosen(tmp_path: Path) -> None:
    settings = Settings.of({"port": 0, "data": tmp_path, "workers": 1, "keep_pictures": "none"})
    async with running(settings) as url, aiohttp.ClientSession(url) as http:
        companion = Running(url, tmp_path, http)
        await companion.pair()
        status, answer = await companion.call("POST", "keeping", json={"keep_pictures": "full"})
        assert (status, answer) == (200, {"keep_pictures": "none"})
        await check(companion, drawing(1))
        await companion.until(VIEWED, 1)
        assert companion.rows(KEPT) == [(0, 0)]


async def test_forgetting_takes_what_was_collected(paired: Running) -> None:
    await paired.observe(batch(account("ana", picture=picture("p")), case={"name": "One", "note": "why"}))
    await check(paired, drawing(1))
    for folder in ("imports", "passing"):
        (paired.data / folder).mkdir()
        (paired.data / folder / "what could not be read").touch()
    assert (await paired.call("POST", "forget", json={"last": "week"}))[0] == 400
    status, answer = await paired.call("POST", "forget", json={"last": "hour"})
    assert status == 200
    assert (answer["accounts"], answer["observations"], answer["pictures"]) == (1, 1, 1)
    for table in ("accounts", "batches", "pictures", "cases", "case_notes", "case_batches"):
        assert paired.rows(f"SELECT count(*) FROM {table}") == [(0,)], table
    assert list(paired.data.rglob("what could not be read")) == []
    assert (await paired.call("POST", "forget", json={"last": "ever"}))[0] == 200
    assert (await paired.call("GET", "badges"))[0] == 200  # the pairing stays


async def test_the_file_is_written_anew_when_nothing_else_is(paired: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> None:
        raise StoreError("request.http", reason=f"Not yet, on {threading.current_thread().name}")

    monkeypatch.setattr("companion.operations.forget.compact", refused)
    status, answer = await paired.call("POST", "forget", json={"last": "ever"})
    assert (status, answer["message"]) == (200, "Not yet, on store-writer.")


async def test_a_batch_is_recorded_into_its_case(paired: Running) -> None:
    await paired.observe(batch(account("ana"), case={"name": " Winter ", "note": "first look"}))
    await paired.observe(batch(account("bo"), case={"name": "Winter", "note": "first look"}))
    await paired.observe(batch(account("cy"), case={"name": "Winter", "note": "second"}))
    await paired.observe(batch(account("di"), case={"name": "Other"}))
    await paired.observe(batch(account("ed")))
    cases = "SELECT name, count(batch) FROM cases JOIN case_batches ON case_id = cases.id GROUP BY name ORDER BY name"
    assert paired.rows(cases) == [("Other", 1), ("Winter", 3)]
    assert paired.rows("SELECT text FROM case_notes ORDER BY id") == [("first look",), ("second",)]
    status, _ = await paired.call("POST", "observations", json=batch(account("x"), case={"name": "  "}))
    assert status == 400


GOOD = {
    "sites": {
        "x": {
            "avatars": [r"pbs\.example\.com/p/(?<id>\d{1,20})/"],
            "lists": [{"kind": "followers", "path": r"/(?<handle>\w{1,15})/fans"}],
            "larger": [{"from": "_small", "to": "_large"}],
            "picture_hosts": ["https://*.example.com/*"],
        }
    }
}


def test_the_example_of_the_docs_is_taken() -> None:
    text = (Path(__file__).parents[3] / "docs" / "patterns.md").read_text(encoding="utf-8")
    example = text.split("```json\n")[1].split("```")[0]
    assert Corrections.model_validate_json(example).sites["x"].larger[0].to == "_large"


async def test_a_patterns_file_is_served(paired: Running) -> None:
    nothing = {"corrections": {"sites": {}}, "problem": None}
    assert await paired.call("GET", "patterns") == (200, nothing)
    (paired.data / "patterns.json").write_text(json.dumps(GOOD))
    status, answer = await paired.call("GET", "patterns")
    assert status == 200
    assert answer["problem"] is None
    served = answer["corrections"]["sites"]["x"]
    assert {name: value for name, value in served.items() if value} == GOOD["sites"]["x"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "not taken"),
        ('{"sites": {"x": {"script": "alert(1)"}}}', "sites.x.script"),
        ('{"sites": {"x": {"accounts": ["(a+)+"]}}}', "group"),
        ('{"sites": {"x": {"picture_hosts": ["http://127.0.0.1/*"]}}}', "picture_hosts"),
        ('{"sites": {"x": {"picture_hosts": ["https://*/*"]}}}', "picture_hosts"),
        ('{"sites": {"No Site": {}}}', "sites"),
        (" " * (LARGEST + 1), "larger"),
    ],
)
async def test_a_file_that_is_not_as_it_must_be_is_not_taken(paired: Running, content: str, why: str) -> None:
    (paired.data / "patterns.json").write_text(content)
    status, answer = await paired.call("GET", "patterns")
    assert status == 200
    assert answer["corrections"] == {"sites": {}}
    assert why in answer["problem"]
