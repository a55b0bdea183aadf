"""What a picture is compared by, between the database's bytes and the arrays that are compared.

It imports little: each process that opens pictures has it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from companion.core.models import Face, StoredFingerprints
from companion.errors import PictureError
from companion.vision.decode import decode
from companion.vision.fingerprints import Fingerprint, Fingerprints, Grey, Hash, fingerprints_of, packed, unpacked
from companion.vision.landmarks import MAX_SIDE


def stored_fingerprints(content: bytes, landmarks: NDArray[np.float32], *, keep_greys: bool) -> StoredFingerprints:
    """What a measured picture is compared by; ``landmarks``: (faces, 478, 2). Nothing where it cannot be decoded."""
    face = Face(landmarks[0].astype(float)) if len(landmarks) else None
    try:
        return stored(fingerprints_of(decode(content, MAX_SIDE).rgb, face), keep_greys=keep_greys)
    except PictureError:
        return StoredFingerprints()


def landmarks_of(content: bytes | None) -> NDArray[np.float32]:
    """The landmarks as the database keeps them → (faces, 478, 2)."""
    return np.frombuffer(content or b"", "<f4").reshape(-1, 478, 2)


def stored(fingerprints: Fingerprints, *, keep_greys: bool) -> StoredFingerprints:
    """The fingerprints as the database keeps them."""

    def of(fingerprint: Fingerprint | None) -> tuple[bytes | None, bytes | None]:
        if fingerprint is None:
            return None, None
        grey = fingerprint.grey if keep_greys else None
        return fingerprint.hash.tobytes(), None if grey is None else packed(grey)

    parts = None if fingerprints.parts is None else fingerprints.parts.tobytes()
    return StoredFingerprints(*of(fingerprints.whole), *of(fingerprints.core), *of(fingerprints.wide), parts)


def loaded(fingerprints: StoredFingerprints) -> Fingerprints:
    """The fingerprints as vision compares them."""

    def fingerprint(content: bytes | None, jpeg: bytes | None) -> Fingerprint | None:
        return None if content is None else Fingerprint(_grey(jpeg), np.frombuffer(content, np.uint8))

    return Fingerprints(
        fingerprint(fingerprints.whole_hash, fingerprints.whole_jpeg),
        fingerprint(fingerprints.core_hash, fingerprints.core_jpeg),
        fingerprint(fingerprints.wide_hash, fingerprints.wide_jpeg),
        hashes_of(fingerprints.part_hashes) if fingerprints.part_hashes else None,
    )


def _grey(jpeg: bytes | None) -> Grey | None:
    try:
        return unpacked(jpeg) if jpeg else None
    except ValueError:  # a damaged row must not hold up all that come after it
        return None


def hashes_of(content: bytes) -> Hash:
    """Hashes one after the other, as the database keeps them → (hashes, 32)."""
    return np.frombuffer(content, np.uint8).reshape(-1, 32)
