"""The extension's background and the companion are killed while pages are read, again and again: nobody is lost.

In the ordinary run each is killed once, in ``test_outbox.py``.
"""

from __future__ import annotations

import asyncio
import random

import pytest

from .patience import until
from .stage import Stage
from .test_outbox import KNOWN, TWICE, names, of, see

ROUNDS = 12
PEOPLE = 20  # numbers of them, from one page to the next


@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_whoever_was_seen_arrives_once(stage: Stage, record_property: pytest.RecordProperty) -> None:
    everybody: set[str] = set()
    for number in range(ROUNDS):
        chance = random.Random(number)
        _, people = await see(stage, 20_000 + PEOPLE * number)
        everybody |= names(people)
        await asyncio.sleep(chance.uniform(0, 1.5))
        if number % 3 != 1:
            await stage.browser.stop_worker()
        await asyncio.sleep(chance.uniform(0, 0.5))
        if number % 3 != 0:
            await stage.companion.kill()
            await stage.companion.start()
    await stage.popup()
    await until(lambda: of(stage, KNOWN), lambda known: everybody <= known, "everybody who was seen", 180)
    await until(stage.outbox, lambda counts: counts["batches"] + counts["pictures"] == 0, "an empty outbox", 180)
    assert stage.companion.rows(TWICE) == []
    record_property("kills", f"{ROUNDS} rounds, {len(everybody)} people seen, 0 lost")
