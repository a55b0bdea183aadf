"""Made-up batches and pictures, as the extension sends them."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from PIL import Image, ImageDraw

from companion.packaged import matplotlib_file

Json = dict[str, Any]

OBSERVED_AT = "2026-03-01T12:00:00Z"


def account(handle: str | None = "ana", account_id: str | None = None, **more: Any) -> Json:
    """One sighting; its ref is by the id where there is one."""
    name = f"id:{account_id}" if account_id is not None else f"handle:{handle}"
    seen = {"ref": f"demo:{name}", "platform": "demo", "handle": handle, "account_id": account_id, "role": "row"}
    return seen | more


def picture(name: str, **more: Any) -> Json:
    return {"address": f"https://pictures.example/{name}.jpg?signature={uuid4().hex}"} | more


def batch(*accounts: Json, **more: Any) -> Json:
    made = {
        "key": str(uuid4()),
        "session": str(uuid4()),
        "tool_version": "0.1.0",
        "observed_at": OBSERVED_AT,
        "page": {"platform": "demo", "kind": "list", "address": "https://demo.example/ana/friends"},
        "accounts": list(accounts),
    }
    return made | more


def capture(owner: str | None, members: Sequence[str], **more: Any) -> Json:
    made = {
        "capture": str(uuid4()),
        "kind": "friends",
        "owner": owner,
        "displayed_count": 60,
        "seen_count": len(members),
        "complete": False,
        "members": list(members),
    }
    return made | more


def framed(pictures: Sequence[tuple[Json, bytes]], deadline_ms: int = 10_000) -> bytes:
    """The body of ``POST pictures`` for wanted pictures and their bytes."""
    items = [{**wanted, "size": len(content)} for wanted, content in pictures]
    header = json.dumps({"deadline_ms": deadline_ms, "pictures": items}).encode()
    return struct.pack(">I", len(header)) + header + b"".join(content for _, content in pictures)


def photograph(side: int = 320) -> bytes:
    """A JPEG of the one photograph that matplotlib ships, cut to a square around the face."""
    path = matplotlib_file("sample_data/grace_hopper.jpg")
    with Image.open(path) as image:
        return _jpeg(image.crop((96, 0, 416, 320)).resize((side, side)))


def drawing(number: int) -> bytes:
    """A JPEG with no face, another for each number."""
    image = Image.new("RGB", (96, 96), (40, 90, 140))
    draw = ImageDraw.Draw(image)
    for bit in range(16):
        if number >> bit & 1:
            draw.rectangle((bit % 4 * 24, bit // 4 * 24, bit % 4 * 24 + 20, bit // 4 * 24 + 20), (230, 180, 40))
    return _jpeg(image)


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95)
    return out.getvalue()
