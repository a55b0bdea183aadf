"""Where the faces of ordinary profile pictures sit, as it ships with this version."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from companion.core.background import Background
from companion.core.roll import UprightNull


def bundled_background() -> Background:
    """The background made by ``scripts/research/calibrate_together.py``."""
    return Background.from_json(_document())


def bundled_upright_null() -> UprightNull:
    """How many heads stand upright in ordinary sources, made by the same script."""
    return UprightNull.from_json(_document()["upright"])


def _document() -> Any:
    return json.loads(resources.files(__package__).joinpath("background.json").read_bytes())
