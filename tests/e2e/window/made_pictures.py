"""Pictures that are made here and really measured, worn by accounts of the simulated case."""

from __future__ import annotations

import json
from typing import Any

from companion.vision.engines import open_engine
from companion.vision.meter import Meter
from tests.companion.vision.made import aligned, encoded, ordinary

from .conftest import TAG
from .window import Window


def wear(window: Window, each: int) -> None:
    """So many of the suspects' pictures are the aligned photograph now, and as many the ordinary one; some accounts
    wear the same."""
    with Meter(open_engine()) as meter:
        made = [encoded(aligned()), encoded(ordinary())]
        evidence = [meter.measure(jpeg).evidence.model_dump_json(exclude_none=True) for jpeg in made]

    def change(conn: Any) -> None:
        rows = conn.execute(
            "SELECT pictures.id, picture_addresses.id AS address FROM account_tags "
            "JOIN accounts ON accounts.id = account "
            "JOIN picture_addresses ON picture_addresses.id = accounts.picture_address "
            "JOIN pictures ON pictures.id = picture WHERE tag = ? GROUP BY pictures.id ORDER BY pictures.id LIMIT ?",
            (TAG, 2 * each),
        ).fetchall()
        for number, row in enumerate(rows):
            kind = number // each
            score = json.loads(evidence[kind])["score"] - number / 1000
            conn.execute(
                "UPDATE pictures SET evidence = ?, level = ?, status = 'scored', score = ? WHERE id = ?",
                (evidence[kind], json.loads(evidence[kind])["level"], score, row["id"]),
            )
            conn.execute("INSERT OR REPLACE INTO thumbnails (picture, jpeg) VALUES (?, ?)", (row["id"], made[kind]))

    window.companion.write(change)
