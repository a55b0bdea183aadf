"""The extension learns what of its own is on the disk; nobody else learns anything."""

from __future__ import annotations

from tests.companion.conftest import Running
from tests.companion.wire_samples import batch

STORED = "X-Eyeline-Stored"


async def mark_of(paired: Running) -> tuple[str, int, int]:
    async with paired.http.get("/api/v1/badges", headers=paired.headers) as answer:
        run, committed, synced = answer.headers[STORED].split()
        return run, int(committed), int(synced)


async def test_an_answer_says_how_far_it_is_stored(paired: Running) -> None:
    async with paired.http.post("/api/v1/observations", json=batch(), headers=paired.headers) as answer:
        assert answer.status == 200
        run, committed, _ = answer.headers[STORED].split()
    while (mark := await mark_of(paired))[2] < int(committed):
        assert mark[0] == run
    assert mark[1] >= int(committed)


async def test_whoever_is_not_paired_is_not_told(companion: Running) -> None:
    for path in ("/", "/api/v1/hello", "/api/v1/badges", "/no/such"):
        async with companion.http.get(path) as answer:
            assert STORED not in answer.headers
