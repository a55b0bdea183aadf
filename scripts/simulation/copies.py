"""Small copies of the pictures that simulated accounts wear, so that there is something to look at.

Each is cut from the demo's photograph so that its face sits where the picture's evidence says, in a tint of its own;
a picture without a face is a plain tint.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np

from companion.core.graph import IntArray
from companion.demo.photograph import Photograph
from companion.vision.cells import Rgb

SIDE = 128
_QUALITY = 80
_WEAKEST = 0.55
"""The least that is left of a colour by a picture's tint."""


def add_copies(conn: sqlite3.Connection, accounts: IntArray) -> int:
    """Keep a copy of each picture that these accounts (k,) wear; gives how many there are."""
    worn = conn.execute(
        "SELECT DISTINCT pictures.id, json_extract(evidence, '$.alignment') AS alignment "
        "FROM json_each(?) AS wanted JOIN accounts ON accounts.id = wanted.value "
        "JOIN picture_addresses ON picture_addresses.id = accounts.picture_address "
        "JOIN pictures ON pictures.id = picture_addresses.picture",
        (json.dumps(accounts.tolist()),),
    ).fetchall()
    conn.executemany("INSERT OR REPLACE INTO thumbnails (picture, jpeg) VALUES (?, ?)", _copies(worn))
    return len(worn)


def _copies(worn: list[sqlite3.Row]) -> Iterator[tuple[int, bytes]]:
    photograph = Photograph()
    for row in worn:
        picture, alignment = row["id"], row["alignment"]
        found = None if alignment is None else json.loads(alignment)
        rgb = np.full((SIDE, SIDE, 3), 200, np.uint8) if found is None else _cut(photograph, found)
        tint = np.random.default_rng(picture).uniform(_WEAKEST, 1, 3)
        tinted = (rgb * tint).astype(np.uint8)
        yield picture, cv2.imencode(".jpg", tinted[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1].tobytes()


def _cut(photograph: Photograph, found: dict[str, float]) -> Rgb:
    """The photograph, so that its face's square lies in the picture as the alignment has it."""
    face = photograph.ffhq_square
    side = face.side / math.exp(found["log_scale"])
    turn = face.turn - math.radians(found["roll"])
    cos, sin = math.cos(turn), math.sin(turn)
    x, y = side * found["shift_x"], side * found["shift_y"]
    middle = replace(face, x=face.x - cos * x + sin * y, y=face.y - sin * x - cos * y, side=side, turn=turn)
    return photograph.cut(middle, SIDE)
