"""Where the faces of ordinary profile pictures sit, as it ships with this version."""

from __future__ import annotations

import json
from importlib import resources

from companion.core.together import Background


def bundled_background() -> Background:
    """The background made by ``scripts/research/calibrate_together.py``."""
    return Background.from_json(json.loads(resources.files(__package__).joinpath("background.json").read_bytes()))
