"""IPTC's terms for where a picture comes from, and what each amounts to."""

from __future__ import annotations

from companion.core.wire.evidence import ProvenanceClaim

# IPTC NewsCodes "digitalsourcetype"; what is not here (screenCapture, digitalCreation …) is `other`.
_CLAIMS = {
    "trainedAlgorithmicMedia": ProvenanceClaim.machine_made,
    "algorithmicMedia": ProvenanceClaim.machine_made,
    "compositeWithTrainedAlgorithmicMedia": ProvenanceClaim.machine_edited,
    "algorithmicallyEnhanced": ProvenanceClaim.machine_edited,
    "compositeSynthetic": ProvenanceClaim.machine_part,
    "digitalCapture": ProvenanceClaim.camera,
    "computationalCapture": ProvenanceClaim.camera,
    "negativeFilm": ProvenanceClaim.camera,
    "positiveFilm": ProvenanceClaim.camera,
    "print": ProvenanceClaim.camera,
}


def term_of(declared: str) -> str:
    """The term alone, of the address that names it."""
    return declared.rstrip("/").rsplit("/", 1)[-1].strip()


def claim_of(declared: str) -> ProvenanceClaim:
    """What a term, or the address that names it, amounts to."""
    return _CLAIMS.get(term_of(declared), ProvenanceClaim.other)
