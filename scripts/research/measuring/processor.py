"""What a process took of the processor."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

QUIET_SECONDS = 0.4
QUIET_SHARE = 0.05


def processor_seconds(pid: int) -> float | None:
    """Seconds of all cores up to now; None where the system has no ``/proc`` to read them from."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return None
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def until_quiet(pid: int) -> None:
    """Wait until the process has nothing more to do."""
    before = processor_seconds(pid)
    while before is not None:
        await asyncio.sleep(QUIET_SECONDS)
        now = processor_seconds(pid)
        if now is None or now - before < QUIET_SHARE * QUIET_SECONDS:
            return
        before = now
