"""Who the host is and for whom it is there: facts that the extension's manifest is made of, too."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path

_FACTS = json.loads((Path(__file__).parent / "identity.json").read_bytes())

HOST: str = _FACTS["host"]
"""The name by which an extension asks its browser for the host."""

FIREFOX_ID: str = _FACTS["firefox_id"]

_FIREFOX_ORIGIN = re.compile(r"moz-extension://[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def chromium_origin() -> str:
    """The extension's origin in every Chromium: its id is made of the public key in its manifest."""
    digits = hashlib.sha256(base64.b64decode(_FACTS["chromium_key"])).hexdigest()[:32]
    return "chrome-extension://" + "".join(chr(ord("a") + int(digit, 16)) for digit in digits)


def is_called_by_ours(arguments: Sequence[str]) -> bool:
    """Whether the browser says that our extension calls.

    Chromium's first argument is the caller's origin; Firefox's are the host's manifest and the caller's id.
    """
    return arguments[:1] == [f"{chromium_origin()}/"] or arguments[1:2] == [FIREFOX_ID]


def is_origin_of_ours(origin: str) -> bool:
    """Whether the extension's requests may have this origin; Firefox makes one for each profile."""
    return origin == chromium_origin() or _FIREFOX_ORIGIN.fullmatch(origin) is not None
