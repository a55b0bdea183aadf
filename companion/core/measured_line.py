"""A measured picture as one line of JSON, which is the same wherever it was measured."""

from __future__ import annotations

import json

from companion.core.models import Measured


def json_line(path: str, measured: Measured) -> str:
    """One JSON object without a line end; ``path`` comes first, as it was named."""
    found = measured.evidence.model_dump(mode="json", exclude={"picture"})
    size = {"width": measured.width, "height": measured.height, "format": measured.format}
    each_face = [alignment.model_dump(mode="json") for alignment in measured.alignments]
    return json.dumps({"path": path, **found, **size, "each_face": each_face}, ensure_ascii=False)
