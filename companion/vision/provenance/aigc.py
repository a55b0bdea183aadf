"""The mark that Chinese law demands of made pictures (GB 45438-2025): ``AIGC``, whose ``Label`` says how sure it is."""

from __future__ import annotations

import re

from companion.core.wire.evidence import ProvenanceClaim

NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/"
KEY = "AIGC"

_LABEL = re.compile(r"\bLabel\"?\s*[:=]\s*[\"']?([123])\b")
_CLAIMS = {"1": ProvenanceClaim.machine_made}
"""2 is "perhaps made" and 3 "suspected": the file's own words say so, and no claim of ours."""


def claim_of_mark(text: str) -> ProvenanceClaim | None:
    """What a mark amounts to; None where it has no label."""
    found = _LABEL.search(text)
    return None if found is None else _CLAIMS.get(found[1], ProvenanceClaim.other)


def is_mark(text: str) -> bool:
    """Whether a free text is one: in EXIF it is an object with one key."""
    return f'"{KEY}"' in text[:200] and claim_of_mark(text) is not None
