"""IPTC's terms for where a picture comes from, and what each amounts to."""

from __future__ import annotations

import re

from companion.core.wire.evidence import ProvenanceClaim

# IPTC NewsCodes "digitalsourcetype" and C2PA's own; what is not here (screenCapture, digitalCreation …) is `other`.
_CLAIMS = {
    term.lower(): claim
    for claim, terms in {
        ProvenanceClaim.machine_made: ("trainedAlgorithmicMedia", "algorithmicMedia", "trainedAlgorithmicData"),
        ProvenanceClaim.machine_edited: ("compositeWithTrainedAlgorithmicMedia", "algorithmicallyEnhanced"),
        ProvenanceClaim.machine_part: ("compositeSynthetic",),
        ProvenanceClaim.camera: (
            *("digitalCapture", "computationalCapture", "multiFrameComputationalCapture", "compositeCapture"),
            *("negativeFilm", "positiveFilm", "print"),
        ),
    }.items()
    for term in terms
}
_BEFORE = re.compile(r"^.*[/#:](?=.)", re.DOTALL)


def term_of(declared: str) -> str:
    """The term alone, of the address or the short form that names it."""
    return _BEFORE.sub("", declared.partition("?")[0].strip().rstrip("/"))


def claim_of(declared: str) -> ProvenanceClaim:
    """What a term, its name in words, or the address that names it, amounts to."""
    return _CLAIMS.get(re.sub(r"[\s_-]", "", term_of(declared)).lower(), ProvenanceClaim.other)
