"""Files out of the companion and into it, and forgetting, through the window's API."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store.times import now
from tests.companion.blank import blank_store
from tests.companion.conftest import Running
from tests.companion.server.window_client import Window
from tests.companion.wire_samples import account, batch, capture, drawing, framed, picture

OCTETS = {"Content-Type": "application/octet-stream"}


@pytest.fixture
async def window(paired: Running) -> Window:
    """Ana, Bob and Carla, recorded into Ring; Dora was seen too."""
    await paired.observe(batch(*map(account, ("ana", "bob", "carla")), case={"name": "Ring"}))
    await paired.observe(batch(account("dora")))
    return await Window.open(paired)


async def taken(window: Window, content: bytes, name: str) -> str:
    async with window.running.http.post(
        "/api/v1/uploads", params={"name": name}, data=content, headers=window.headers | OCTETS
    ) as answer:
        assert answer.status == 200, await answer.text()
        return str((await answer.json())["upload"])


async def file_of(window: Window, job: Any) -> bytes:
    async with window.running.http.get(f"/api/v1/jobs/{job['job']}/file", headers=window.headers) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.read()


async def export(window: Window, **asked: Any) -> bytes:
    ended = await window.outcome(await window.post("exports", asked))
    assert ended["job"]["state"] == "done", ended
    return await file_of(window, ended["job"])


async def case_of(window: Window) -> int:
    return int((await window.get("cases"))["cases"][0]["case"])


def left(window: Window) -> list[Path]:
    return [path for path in (window.running.data / "passing").rglob("*") if path.is_file()]


async def test_every_format_is_written(window: Window) -> None:
    for each in (await window.get("formats"))["exports"]:
        content = await export(window, format=each["name"], selection={"case": await case_of(window)})
        assert zipfile.is_zipfile(io.BytesIO(content)) == each["folder"]
        assert content


async def test_a_folder_comes_as_one_file_with_what_it_says_of_itself(window: Window) -> None:
    content = await export(window, format="spreadsheet", selection={"case": await case_of(window)})
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert "manifest.json" in packed.namelist()
        rows = list(csv.DictReader(io.TextIOWrapper(packed.open("accounts.csv"), "utf-8-sig")))
    assert sorted(row["handle"] for row in rows) == ["ana", "bob", "carla"]


async def test_pseudonyms_are_those_of_the_cases_key(window: Window) -> None:
    ring = await case_of(window)
    key = (await window.post(f"cases/{ring}/key"))["key"]
    by_case = await export(window, format="ndjson", pseudonyms_of=ring)
    by_key = await export(window, format="ndjson", key=key)
    assert b"dora" not in by_case
    assert b":pseudonym:" in by_case
    named = [line for line in by_case.splitlines() if b":pseudonym:" in line]
    assert named == [line for line in by_key.splitlines() if b":pseudonym:" in line]


async def test_an_export_with_communities(window: Window) -> None:
    ana, bob, carla = map(account, ("ana", "bob", "carla"))
    friends = capture(ana["ref"], [bob["ref"], carla["ref"]])
    await window.running.observe(batch(ana, bob, carla, captures=[friends]))
    plain = await export(window, format="ndjson")
    by_links = await export(window, format="ndjson", communities="links")
    assert b'"community":1' in by_links.replace(b" ", b"")
    assert b'"community":1' not in plain.replace(b" ", b"")
    none = await window.outcome(
        await window.post("exports", {"format": "ndjson", "selection": {"search": "dora"}, "communities": "shared"})
    )
    assert [limit["code"] for limit in none["result"]["limits"]] == ["no_communities"]


async def test_an_export_that_cannot_be_is_a_sentence(window: Window) -> None:
    await window.post("exports", {"format": "nothing"}, status=404)
    await window.post("exports", {"format": "ndjson", "key": "short"}, status=400)
    await window.post("exports", {"format": "ndjson", "pseudonyms_of": 99}, status=404)
    ended = await window.outcome(await window.post("exports", {"format": "ndjson", "selection": {"tag": "none"}}))
    assert ended["job"]["state"] == "failed"
    assert "no account" in ended["job"]["message"]
    assert left(window) == []


async def test_an_import_says_what_was_left_out_and_gives_it(window: Window) -> None:
    upload = await taken(window, b"source,target\nzoe,yan\nxaver,\n", "edges.csv")
    asked = {"upload": upload, "format": "csv", "platform": "x", "kind": "follows"}
    ended = await window.outcome(await window.post("imports", asked))
    assert ended["job"]["state"] == "done", ended
    result = ended["result"]
    assert (result["rows_read"], result["rows_left_out"], result["accounts"], result["edges"]) == (1, 1, 2, 1)
    assert result["first_left_out"][0]["row"] > 0
    assert re.search(r"edges\.csv\.[0-9a-f]{8}\.left-out\.ndjson$", result["side_file"])
    assert b"xaver" in await file_of(window, ended["job"])
    await window.post("imports", asked, status=404)  # it is not kept once it was read


async def test_a_preview_stores_nothing_and_an_import_is_taken_back(window: Window) -> None:
    async def ended(path: str, asked: dict[str, Any]) -> Any:
        return (await window.outcome(await window.post(path, asked)))["result"]

    upload = await taken(window, b"x,y\nzoe.z,yan.y\nzoe.z,NA\n", "unknown.csv")
    unclear = await ended("imports", {"upload": upload, "preview": True})
    assert (unclear["kind"], unclear["columns"]) == ("unclear", [{"name": "x", "role": ""}, {"name": "y", "role": ""}])
    asked = {"upload": upload, "source": "x", "target": "y"}
    looked = await ended("imports", {**asked, "preview": True})
    assert (looked["accounts"], looked["edges"], looked["rows_left_out"], looked["preview"]) == (2, 1, 1, True)
    assert [reason["count"] for reason in looked["reasons"]] == [1]
    before = (await window.get("imports"))["imports"]
    await ended("imports", asked)
    newest, *others = (await window.get("imports"))["imports"]
    assert others == before
    assert (newest["file"], newest["rows_read"], newest["rows_left_out"]) == ("unknown.csv", 1, 1)
    assert (await ended("forgetting", {"imported": newest["imported"], "dry_run": False}))["accounts"] == 2
    assert (await window.get("imports"))["imports"] == before


async def test_the_same_file_counts_once(window: Window) -> None:
    for expected in (None, "a time"):
        upload = await taken(window, b"source,target\nzoe,yan\n", "edges.csv")
        ended = await window.outcome(await window.post("imports", {"upload": upload, "format": "csv"}))
        assert (ended["result"]["before"] is None) == (expected is None)
    assert left(window) == []


async def test_a_merge_is_tried_first_and_then_done(window: Window, tmp_path: Path) -> None:
    with blank_store(tmp_path / "other") as other:
        sent = Batch.model_validate(batch(account("emil"), account("ana")))
        other.submit(lambda conn: ingest(conn, sent, now())).result()
        path = other.path
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    upload = await taken(window, path.read_bytes(), "their eyeline.db")
    before = window.running.rows("SELECT count(*) FROM accounts")
    tried = await window.outcome(await window.post("merges", {"upload": upload}))
    assert tried["job"]["state"] == "done", tried
    assert tried["result"]["dry_run"] is True
    assert tried["result"]["together"]["accounts"] == 5
    assert window.running.rows("SELECT count(*) FROM accounts") == before
    done = await window.outcome(await window.post("merges", {"upload": upload, "dry_run": False}))
    assert done["result"] == tried["result"] | {"dry_run": False}
    assert window.running.rows("SELECT count(*) FROM accounts") == [(5,)]
    assert left(window) == []


async def test_what_is_no_database_is_refused_with_a_sentence(window: Window) -> None:
    upload = await taken(window, b"not a database at all", "letter.db")
    ended = await window.outcome(await window.post("merges", {"upload": upload}))
    assert ended["job"]["state"] == "failed"
    assert "letter.db" in ended["job"]["message"]
    await window.post("uploads/drop", {"upload": upload})
    assert left(window) == []


@pytest.mark.parametrize("name", ["../../evil.csv", "..", "", "C:\\a\\b.csv", "x" * 500 + ".csv", "a\nb.csv"])
async def test_a_files_name_is_only_a_name(window: Window, name: str) -> None:
    await taken(window, b"a", name)
    (path,) = left(window)
    assert path.parent.parent == window.running.data / "passing"
    assert len(path.name) < 130


async def test_a_backup_is_the_database_and_its_hash(window: Window) -> None:
    ended = await window.outcome(await window.post("backups"))
    content = await file_of(window, ended["job"])
    assert hashlib.sha256(content).hexdigest() == ended["result"]["sha256"]
    assert content.startswith(b"SQLite format 3\0")


async def test_forgetting_is_counted_first(window: Window) -> None:
    asked = {"case": await case_of(window)}
    counted = await window.outcome(await window.post("forgetting", asked))
    assert counted["result"]["accounts"] == 3
    assert window.running.rows("SELECT count(*) FROM accounts") == [(4,)]
    done = await window.outcome(await window.post("forgetting", asked | {"dry_run": False}))
    assert done["result"] == counted["result"] | {"dry_run": False}
    assert window.running.rows("SELECT handle FROM accounts") == [("dora",)]
    assert b"carla" not in (window.running.data / "eyeline.db").read_bytes()
    await window.post("forgetting", asked, status=404)


async def test_forgetting_wants_to_know_what(window: Window) -> None:
    await window.post("forgetting", {}, status=400)
    await window.post("forgetting", {"last": "hour", "older_than_days": 3}, status=400)
    ended = await window.outcome(await window.post("forgetting", {"older_than_days": 36_500}))
    assert ended["result"]["observations"] == 0


async def test_pictures_alone_are_forgotten(paired: Running) -> None:
    wanted = (await paired.observe(batch(account("ana", picture=picture("ana")))))["wanted"]
    await paired.send(framed([(wanted[0], drawing(3))]))
    await paired.until("SELECT count(*) FROM thumbnails", 1)
    window = await Window.open(paired)
    done = await window.outcome(await window.post("forgetting", {"pictures": True, "dry_run": False}))
    assert (done["result"]["pictures"], done["result"]["accounts"]) == (1, 0)
    assert paired.rows("SELECT count(*) FROM thumbnails") == [(0,)]
    assert paired.rows("SELECT count(*) FROM pictures WHERE evidence IS NOT NULL") == [(1,)]
