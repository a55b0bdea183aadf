"""Pictures through the API and the workers, measured for real; and what happens when measuring fails."""

from __future__ import annotations

import io
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any

import aiohttp
import numpy as np
import pytest
from PIL import Image

from companion.app import running
from companion.core.identity import picture_key
from companion.core.models import Measured, StoredFingerprints
from companion.core.wire.evidence import Evidence, Status
from companion.core.wire.pictures import KeepPictures
from companion.settings import Settings
from companion.store import db, picture_addresses, picture_results, pictures
from companion.store.db import Store
from companion.workers import measuring
from companion.workers.measuring import Scoring
from tests.companion.blank import blank_store
from tests.companion.conftest import Running
from tests.companion.wire_samples import account, batch, drawing, framed, photograph, picture

AT = "2026-03-01T12:00:00.000Z"


def wanted(name: str, *refs: str) -> dict[str, Any]:
    return {**picture(name), "platform": "demo", "refs": list(refs)}


class Gated:
    """A meter that measures when the test lets it."""

    measured_by = "1 gated 0"

    def __init__(self) -> None:
        self.may_go = threading.Event()
        self.has_begun = threading.Event()
        self.begun: list[bytes] = []
        self.fails = False

    def __enter__(self) -> Gated:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass

    def judge_again(self, found: Evidence, landmarks: bytes, width: int, height: int) -> Evidence:
        return found

    def measure(self, data: bytes) -> Measured:
        self.begun.append(data)
        self.has_begun.set()
        self.may_go.wait()
        if self.fails:
            raise RuntimeError("on purpose")
        return Measured(
            Evidence(status=Status.no_face), np.zeros((0, 478, 2), dtype=np.float32), width=96, height=96, format="jpeg"
        )

    def kill(self) -> None:
        pass

    def rest(self) -> None:
        pass

    def make_ready(self) -> None:
        pass

    def thumbnail(self, content: bytes, side: int) -> bytes | None:
        return None

    def fingerprints(self, content: bytes, landmarks: bytes | None, keep_greys: bool) -> StoredFingerprints:
        return StoredFingerprints()


def receive(store: Store, *contents: bytes) -> dict[int, bytes]:
    def work(conn: Any) -> dict[int, bytes]:
        received = [
            pictures.receive(conn, "demo", f"https://x.example/{n}", None, c, AT) for n, c in enumerate(contents)
        ]
        return {one.picture: c for one, c in zip(received, contents, strict=True) if one.picture is not None}

    return store.submit(work).result()


async def test_a_face_and_a_drawing_are_measured(paired: Running) -> None:
    people = [account("face", picture=picture("face")), account("drawing", picture=picture("drawing"))]
    asked = await paired.observe(batch(*people))
    face, drawn = await paired.send(framed(list(zip(asked["wanted"], (photograph(), drawing(5)), strict=True))))

    assert face["evidence"]["status"] == "scored"
    assert face["evidence"]["score"] is not None
    assert 0 < face["evidence"]["alignment"]["eyes"]["left"]["x"] < 1
    assert drawn["evidence"]["status"] == "no_face"
    assert drawn["evidence"]["score"] is None

    refs = [person["ref"] for person in people]
    assert [badge["evidence"] for badge in await paired.badges(*refs)] == [face["evidence"], drawn["evidence"]]
    kept = "SELECT status, format, width, height, score IS NULL, length(landmarks), measured_by IS NULL FROM pictures"
    assert paired.rows(kept) == [("scored", "jpeg", 320, 320, 0, 478 * 2 * 4, 0), ("no_face", "jpeg", 96, 96, 1, 0, 0)]
    await paired.until("SELECT count(*) FROM picture_bytes", 0)
    assert paired.rows("SELECT account, picture FROM account_pictures ORDER BY account") == [(1, 1), (2, 2)]


async def test_bad_pictures_get_a_status_and_a_sentence(paired: Running) -> None:
    bodies = [b"<!doctype html>", drawing(3)[:400], b"\x00" * 1000, b"GIF89a"]
    asked = [(wanted(f"p{n}", f"demo:handle:a{n}"), body) for n, body in enumerate(bodies)]
    for badge in await paired.send(framed(asked)):
        assert badge["evidence"]["status"] == "undecodable"
        assert badge["evidence"]["message"]
        assert badge["evidence"]["score"] is None


async def test_a_picture_that_could_not_be_fetched_stays_wanted(paired: Running) -> None:
    person = account("ana", picture=picture("ana"))
    asked = await paired.observe(batch(person))
    (badge,) = await paired.send(framed([(asked["wanted"][0], b"")]))
    assert badge["evidence"]["status"] == "undecodable"
    assert paired.rows("SELECT count(*) FROM pictures") == [(0,)]
    assert len((await paired.observe(batch(person)))["wanted"]) == 1


async def test_the_same_bytes_are_one_picture(paired: Running) -> None:
    asked = [(wanted(f"p{n}", f"demo:handle:a{n}"), drawing(7)) for n in range(10)]
    badges = await paired.send(framed(asked))
    assert {badge["evidence"]["picture"] for badge in badges} == {1}
    assert {badge["evidence"]["status"] for badge in badges} == {"no_face"}
    assert paired.rows("SELECT count(*) FROM pictures") == [(1,)]
    assert paired.rows("SELECT count(DISTINCT picture), count(*) FROM picture_addresses") == [(1, 10)]


async def test_what_is_not_ready_in_time_waits_and_comes_later(paired: Running) -> None:
    person = account("ana", picture=picture("ana"))
    asked = await paired.observe(batch(person))
    (badge,) = await paired.send(framed([(asked["wanted"][0], drawing(9))], deadline_ms=0))
    assert badge["evidence"]["status"] == "waiting"
    await paired.until("SELECT count(*) FROM pictures WHERE status = 'waiting'", 0)
    assert (await paired.badges(person["ref"]))[0]["evidence"]["status"] == "no_face"


async def test_a_change_of_avatar_is_an_event_with_a_time(paired: Running) -> None:
    worn = [("face", "2026-03-01T12:00:00Z"), ("face", "2026-03-05T09:00:00Z"), ("drawing", "2026-03-07T18:00:00Z")]
    contents = {"face": photograph(), "drawing": drawing(5)}
    for name, at in worn:
        asked = await paired.observe(batch(account("a", picture=picture(name)), observed_at=at))
        await paired.send(framed([(wanted, contents[name]) for wanted in asked["wanted"]]))
    ((score,),) = paired.rows("SELECT score FROM pictures WHERE status = 'scored'")
    changes = "SELECT account, picture_before, picture, earliest, latest, score_before, score FROM avatar_changes"
    times = ("2026-03-05T09:00:00.000Z", "2026-03-07T18:00:00.000Z")
    assert paired.rows(changes) == [(1, 1, 2, *times, score, None)]


async def test_a_thumbnail_is_a_small_jpeg(paired: Running) -> None:
    (badge,) = await paired.send(framed([(wanted("face", "demo:handle:a"), photograph(800))]))
    path = f"/api/v1/pictures/{badge['evidence']['picture']}/thumbnail"
    async with paired.http.get(path, headers=paired.headers) as answer:
        assert answer.status == 200
        assert answer.content_type == "image/jpeg"
        with Image.open(io.BytesIO(await answer.read())) as image:
            assert (image.format, image.size) == ("JPEG", (256, 256))
    status, _ = await paired.call("GET", "pictures/99/thumbnail")
    assert status == 404


@pytest.mark.usefixtures("warm_meters")
@pytest.mark.parametrize(("keep", "bytes_kept", "thumbnails"), [("none", 0, 0), ("thumbnail", 0, 1), ("full", 1, 1)])
async def test_only_what_was_chosen_is_kept(tmp_path: Path, keep: str, bytes_kept: int, thumbnails: int) -> None:
    chosen = Settings.of({"port": 0, "data": tmp_path, "keep_pictures": keep, "workers": 1})
    async with running(chosen) as url, aiohttp.ClientSession(url) as http:
        companion = Running(url, tmp_path, http)
        await companion.pair()
        await companion.send(framed([(wanted("p", "demo:handle:a"), drawing(2))]))
        await companion.until("SELECT count(*) FROM picture_bytes", bytes_kept)
        assert companion.rows("SELECT count(*) FROM thumbnails") == [(thumbnails,)]


@pytest.mark.usefixtures("warm_meters")
async def test_what_an_earlier_run_left_is_taken_up(tmp_path: Path) -> None:
    with blank_store(tmp_path) as store:
        receive(store, *[drawing(n) for n in range(20)])
    async with running(Settings.of({"port": 0, "data": tmp_path})) as url, aiohttp.ClientSession(url) as http:
        companion = Running(url, tmp_path, http)
        await companion.until("SELECT count(*) FROM pictures WHERE status = 'waiting'", 0)
        assert companion.rows("SELECT DISTINCT status, attempts FROM pictures") == [("no_face", 1)]


async def test_what_an_earlier_method_made_is_made_again_of_the_thumbnail(tmp_path: Path) -> None:
    settings = Settings.of({"port": 0, "data": tmp_path, "keep_pictures": "thumbnail"})
    made = "SELECT whole_hash, part_hashes FROM picture_views WHERE NOT earlier"
    async with running(settings) as url, aiohttp.ClientSession(url) as http:
        companion = Running(url, tmp_path, http)
        await companion.pair()
        await companion.send(framed([(wanted("p", "demo:handle:a"), drawing(2))]))
        await companion.until(f"SELECT count(*) FROM ({made})", 1)
        ((whole, parts),) = companion.rows(made)
        assert companion.rows("SELECT count(*) FROM picture_bytes") == [(0,)]
    with Store(tmp_path) as store:
        store.submit(lambda conn: conn.execute("UPDATE picture_views SET earlier = 1, part_hashes = NULL")).result()
    async with running(settings) as url, aiohttp.ClientSession(url) as http:
        companion = Running(url, tmp_path, http)
        await companion.until(f"SELECT count(*) FROM ({made})", 1)
        ((whole_again, parts_again),) = companion.rows(made)
    for before, after in ((whole, whole_again), (parts, parts_again)):
        differing = np.unpackbits(np.frombuffer(before, np.uint8) ^ np.frombuffer(after, np.uint8))
        assert differing.mean() < 0.05


async def test_what_an_earlier_calibration_judged_is_judged_again_without_the_picture(tmp_path: Path) -> None:
    settings = Settings.of({"port": 0, "data": tmp_path, "keep_pictures": "none"})
    now = "SELECT score, level, evidence, measured_by FROM pictures"
    async with running(settings) as url, aiohttp.ClientSession(url) as http:
        companion = Running(url, tmp_path, http)
        await companion.pair()
        asked = [(wanted(f"p{n}", f"demo:handle:a{n}"), photograph(side)) for n, side in enumerate((320, 120))]
        await companion.send(framed(asked))
        await companion.until("SELECT count(*) FROM pictures WHERE status = 'waiting'", 0)
        measured = companion.rows(now)
    other_engine = ("0.1.0 another-engine 12345678",)
    with Store(tmp_path) as store:
        store.submit(
            lambda conn: conn.execute(
                "UPDATE pictures SET score = 9, level = 'strong', measured_by = '0.1.0', "
                "evidence = json_set(evidence, '$.score', 9, '$.level', 'strong', '$.rarity.one_in', 1000)"
            )
        ).result()
        store.submit(
            lambda conn: conn.execute(
                "INSERT INTO pictures (sha256, size, status, score, evidence, landmarks, width, height, measured_by, "
                "received_at) SELECT 'other', size, status, score, evidence, landmarks, width, height, ?, received_at "
                "FROM pictures WHERE id = 1",
                other_engine,
            )
        ).result()
    async with running(settings) as url, aiohttp.ClientSession(url) as http:
        companion = Running(url, tmp_path, http)
        await companion.until("SELECT count(*) FROM pictures WHERE measured_by = '0.1.0'", 0)
        *again, other = companion.rows(now)
    assert len(again) == len(measured) == 2
    for (score, level, evidence, by), (score_before, level_before, evidence_before, by_before) in zip(
        again, measured, strict=True
    ):
        assert score == pytest.approx(score_before, abs=1e-3)
        assert (level, by) == (level_before, by_before)
        one, before = Evidence.model_validate_json(evidence), Evidence.model_validate_json(evidence_before)
        assert (one.rarity, one.alignment, one.cues) == (before.rarity, before.alignment, before.cues)
    assert other[0] == 9
    assert other[3:] == other_engine


def test_what_is_asked_for_goes_before_what_was_left(store: Store) -> None:
    left = receive(store, b"left 1", b"left 2", b"left 3")
    meter = Gated()
    scoring = Scoring(store, KeepPictures.none, 1, lambda: meter)
    scoring.start()
    meter.has_begun.wait()
    asked = receive(store, *left.values(), b"asked for")
    pending = scoring.take({number: content for number, content in asked.items() if content == b"asked for"})
    meter.may_go.set()
    for future in pending.values():
        future.result()
    assert meter.begun[1] == b"asked for"
    scoring.close()


def test_the_same_picture_asked_for_twice_is_measured_once(store: Store) -> None:
    meter = Gated()
    scoring = Scoring(store, KeepPictures.none, 2, lambda: meter)
    scoring.start()
    ((number, content),) = receive(store, b"one").items()
    futures = [scoring.take({number: content})[number] for _ in range(5)]
    meter.may_go.set()
    assert {future.result().status for future in futures} == {Status.no_face}
    scoring.close()
    assert meter.begun == [b"one"]


def test_an_exception_is_a_status_and_never_a_score(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    meter = Gated()
    meter.fails = True
    meter.may_go.set()
    scoring = Scoring(store, KeepPictures.thumbnail, 1, lambda: meter)
    scoring.start()
    ((number, future),) = scoring.take(receive(store, drawing(1))).items()
    evidence = future.result()
    scoring.close()
    assert evidence is not None
    assert (evidence.status, evidence.score, evidence.picture) == (Status.failed, None, number)
    assert evidence.message
    assert "on purpose" in caplog.text
    row = store.read_here(lambda conn: conn.execute("SELECT status, score FROM pictures").fetchone())
    assert tuple(row) == ("failed", None)
    key = ("demo", picture_key("https://x.example/0", None))
    assert store.read_here(lambda conn: picture_addresses.known_addresses(conn, [key]))[key].wanted


def test_results_that_could_not_be_stored_are_stored_later(
    store: Store, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for them meanwhile, and nothing is measured twice."""
    monkeypatch.setattr(measuring, "AGAIN_SECONDS", 0.02)
    monkeypatch.setattr(db, "BUSY_MS", 20)
    meter = Gated()
    scoring = Scoring(store, KeepPictures.none, 1, lambda: meter)
    scoring.start()
    pending = scoring.take(receive(store, b"one", b"two"))
    meter.has_begun.wait()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        meter.may_go.set()
        assert {future.result() for future in pending.values()} == {None}
        other.execute("ROLLBACK")
    while (
        store.read_here(
            lambda conn: conn.execute("SELECT count(*) FROM pictures WHERE status = 'no_face'").fetchone()[0]
        )
        < 2
    ):
        pass
    scoring.close()
    assert meter.begun == [b"one", b"two"]
    assert "could not be stored yet: database is locked" in caplog.text


def test_waits_for_a_lock_do_not_add_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "BUSY_MS", 400)
    waits: list[str] = []
    store._writer.set_trace_callback(lambda said: waits.append(said) if "busy_timeout" in said else None)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        tried = [store.submit(lambda conn: conn.execute("DELETE FROM cases")) for _ in range(5)]
        assert all(isinstance(each.exception(), sqlite3.OperationalError) for each in tried)
        other.execute("ROLLBACK")
    allowed = [int(said.rpartition("=")[2]) for said in waits if not said.endswith("= 0")]
    assert sum(allowed[:5]) < 2 * 400


def test_ending_lets_nobody_wait_and_loses_nothing(store: Store) -> None:
    meter = Gated()
    scoring = Scoring(store, KeepPictures.thumbnail, 1, lambda: meter)
    scoring.start()
    pending = scoring.take(receive(store, *[drawing(n) for n in range(10)]))
    meter.has_begun.wait()
    scoring.stop_waiting()
    assert {future.result() for future in pending.values()} == {None}
    meter.may_go.set()
    scoring.close()
    assert len(meter.begun) == 1
    assert len(store.submit(picture_results.waiting).result()) == 9


def test_measuring_that_cannot_begin_leaves_pictures_waiting(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Gated:
        raise ImportError("no MediaPipe here")

    scoring = Scoring(store, KeepPictures.thumbnail, 1, broken)
    scoring.start()
    pending = scoring.take(receive(store, drawing(1)))
    scoring.close()
    assert {future.result() for future in pending.values()} == {None}
    assert "no MediaPipe here" in caplog.text
    assert len(store.submit(picture_results.waiting).result()) == 1


def test_a_picture_that_ends_the_companion_is_tried_a_few_times_only(store: Store) -> None:
    (number,) = receive(store, b"deadly")
    tries = [store.submit(lambda conn: picture_results.take_up_again(conn, number, AT)).result() for _ in range(5)]
    assert tries == [b"deadly"] * picture_results.MAX_ATTEMPTS + [None] * (5 - picture_results.MAX_ATTEMPTS)
    row = store.read_here(lambda conn: conn.execute("SELECT status, message FROM pictures").fetchone())
    assert row["status"] == "abandoned"
    assert row["message"]


def test_a_picture_forgotten_meanwhile_stays_forgotten(store: Store) -> None:
    meter = Gated()
    scoring = Scoring(store, KeepPictures.thumbnail, 1, lambda: meter)
    scoring.start()
    pending = scoring.take(receive(store, drawing(1)))
    meter.has_begun.wait()
    store.submit(lambda conn: conn.execute("DELETE FROM picture_addresses")).result()
    store.submit(lambda conn: conn.execute("DELETE FROM pictures")).result()
    meter.may_go.set()
    for future in pending.values():
        assert future.result() is not None
    scoring.close()
    assert store.read_here(lambda conn: conn.execute("SELECT count(*) FROM thumbnails").fetchone()[0]) == 0
