"""The mark that Chinese law demands of made pictures (GB 45438-2025): ``AIGC``, whose ``Label`` says how sure it is."""

from __future__ import annotations

import re

from companion.core.wire.evidence import ProvenanceClaim

KEY = "AIGC"
LABEL = "Label"
"""Where the mark is kept as a structure, its fields are properties of the same namespace."""

_NAMESPACE = re.compile(r"https?://www\.tc260\.org\.cn/ns/AIGC/1\.0/?")
_LABEL = re.compile(r"\bLabel\\?[\"']?\s*[:=]\s*\\?[\"']?0?([123])\b", re.IGNORECASE)
_MARK = re.compile(r"\W*AIGC\\?[\"']?\s*[:=]", re.IGNORECASE)
_CLAIMS = {"1": ProvenanceClaim.machine_made}
"""2 is "perhaps made" and 3 "suspected": the file's own words say so, and no claim of ours."""


def claim_of_mark(text: str) -> ProvenanceClaim | None:
    """What a mark amounts to; None where it has no label."""
    found = _LABEL.search(text)
    return None if found is None else _CLAIMS.get(found[1], ProvenanceClaim.other)


def is_mark(text: str) -> bool:
    """Whether a free text is one: in EXIF it is an object with one key."""
    return _MARK.match(text) is not None and claim_of_mark(text) is not None


def is_namespace(namespace: str) -> bool:
    """Whether properties of this XMP namespace are the mark's."""
    return _NAMESPACE.fullmatch(namespace) is not None
