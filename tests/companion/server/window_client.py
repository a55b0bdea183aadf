"""A companion's window under test: calls with its token."""

from __future__ import annotations

import re
from contextlib import closing
from typing import Any

from companion.store import one_time_codes
from companion.store.connection import connect, in_transaction
from companion.store.times import uptime
from tests.companion.conftest import Running


def code_of(running: Running) -> str:
    """A code as whoever may read the data folder makes one."""
    with closing(connect(running.data / "eyeline.db")) as conn:
        return in_transaction(conn, lambda conn: one_time_codes.new_code(conn, uptime()))


async def entered(running: Running) -> dict[str, str]:
    """The headers of an open window."""
    form = {"code": code_of(running), "to": "#/"}
    async with running.http.post("/app/enter", data=form, headers={"Origin": "null"}) as answer:
        found = re.search(r'name="eyeline-token" content="([^"]+)"', await answer.text())
    assert found is not None
    return {"Authorization": f"Bearer {found[1]}", "Origin": running.url}


class Window:
    """Calls as the window makes them."""

    def __init__(self, running: Running, headers: dict[str, str]) -> None:
        self.running = running
        self.headers = headers

    @classmethod
    async def open(cls, running: Running) -> Window:
        return cls(running, await entered(running))

    async def get(self, path: str) -> Any:
        async with self.running.http.get(f"/api/v1/{path}", headers=self.headers) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        async with self.running.http.post(f"/api/v1/{path}", headers=self.headers, json=body) as answer:
            assert answer.status == status, await answer.text()
            return await answer.json()

    async def outcome(self, job: Any) -> Any:
        """The job once it has ended, with its result."""
        while True:
            found = await self.get(f"jobs/{job['job']}")
            if found["job"]["state"] not in ("waiting", "running"):
                return found
