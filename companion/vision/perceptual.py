"""A picture → its fingerprints: small grey cuts with their perceptual hashes; and how well two cuts agree.

The hash is ImageHash's pHash with 256 bits (the lowest 16 × 16 frequencies of a 64 × 64 picture, each above or below
their median). It keeps through recompression, resizing and filters, but not through crops: a tenth off one side turns
half of its bits. So beside the *whole* there is the *core*, which is cut by the face itself and so shows the same in
any crop that leaves the face in. Of a picture without a face there are hashes of *parts* instead, each what a crop by a
twentieth or a tenth would leave.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from companion.core.alignment import central_square, in_square, residual
from companion.core.models import Face

SIDE = 64
CORE_OF_FACE = 0.7
"""The core's share of the FFHQ square's side: brows to chin, which even a close crop leaves in the picture."""
PARTS = tuple(
    (share, x * (1 - share) / 2, y * (1 - share) / 2) for share in (0.95, 0.9) for y in (-1, 0, 1) for x in (-1, 0, 1)
)
"""A part's share of the picture's side, and where its middle is, in sides from the picture's middle."""
LEAST_DETAIL = 3.0
"""Grey levels of fine detail: with less, a cut is plain."""

Grey = NDArray[np.uint8]
Hash = NDArray[np.uint8]

# Agreement is measured on detail between these two scales, as standard deviations in pixels of the cut: what is
# coarser all aligned faces share, and what is finer does not outlive a recompression.
_FINE, _COARSE = 0.7, 2.5
_LEAST_OVERLAP = 0.5
_MOST_ZOOM = 1.35
_ECC_STOP = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 40, 1e-4)
_ECC_BLUR = 3
_EVERYWHERE = np.ones((SIDE, SIDE), np.uint8)


@dataclass(frozen=True, eq=False)
class Fingerprint:
    """``grey`` is (64, 64), or None where it was not kept; the hashes are (32,), of it and of its mirror image."""

    grey: Grey | None
    hash: Hash
    mirrored: Hash

    @classmethod
    def of(cls, grey: Grey) -> Fingerprint:
        return cls(grey, _hash(grey), _hash(grey[:, ::-1]))


@dataclass(frozen=True, eq=False)
class Fingerprints:
    """``whole`` and ``core`` are None where they are plain: of one colour or a soft gradient, as any other that is.

    Only a picture with a face has a core. Only one without has parts: their hashes, and those of the parts' mirror
    images, in the order of PARTS, (18, 32) each.
    """

    whole: Fingerprint | None
    core: Fingerprint | None
    parts: tuple[Hash, Hash] | None = None


def fingerprints_of(rgb: NDArray[np.uint8], face: Face | None) -> Fingerprints:
    """The fingerprints of an (h, w, 3) picture, of which ``face`` is the main face. Taken of its central square."""
    height, width = rgb.shape[:2]
    left, top, side = (round(number) for number in central_square(width, height))
    square = cv2.cvtColor(rgb[top : top + side, left : left + side], cv2.COLOR_RGB2GRAY).astype(np.uint8)
    whole = _unless_plain(_cut(square, side / 2, side / 2, side, 0.0))
    if face is not None:
        found = residual(in_square(face, width, height))
        size = CORE_OF_FACE * float(np.exp(found.log_scale)) * side
        core = _cut(square, (found.shift_x + 0.5) * side, (found.shift_y + 0.5) * side, size, found.roll)
        return Fingerprints(whole, _unless_plain(core))
    if whole is None:
        return Fingerprints(None, None)
    cut = [Fingerprint.of(_cut(square, (0.5 + x) * side, (0.5 + y) * side, share * side, 0.0)) for share, x, y in PARTS]
    return Fingerprints(whole, None, (np.array([part.hash for part in cut]), np.array([part.mirrored for part in cut])))


def _unless_plain(grey: Grey) -> Fingerprint | None:
    return Fingerprint.of(grey) if float(_band(grey).std()) >= LEAST_DETAIL else None


def agreement(first: Grey, second: Grey, part: int | None = None) -> float:
    """How well two cuts agree, -1..1, once the second is laid on the first by the affine map that fits best.

    The map is found by ECC maximisation (Evangelidis and Psarakis 2008), from where the second shows all of the first,
    or the given one of its PARTS; 0 where there is none that keeps most of the picture, and about its size.
    """
    warp = np.eye(2, 3, dtype=np.float32)
    if part is not None:
        middle = (SIDE - 1) / 2
        share, *shifts = PARTS[part]
        warp[:, :2] /= share
        warp[:, 2] = [middle - (middle + SIDE * shift) / share for shift in shifts]
    try:
        _, found = cv2.findTransformECC(
            first.astype(np.float32),
            second.astype(np.float32),
            warp,
            cv2.MOTION_AFFINE,
            _ECC_STOP,
            _EVERYWHERE,
            _ECC_BLUR,
        )
    except cv2.error:  # it did not converge: nothing of the one is in the other
        return 0.0
    zooms = np.linalg.svd(found[:, :2], compute_uv=False)
    if zooms.min() < 1 / _MOST_ZOOM or zooms.max() > _MOST_ZOOM or np.linalg.det(found[:, :2]) < 0:
        return 0.0
    backwards = cv2.WARP_INVERSE_MAP
    laid = cv2.warpAffine(second, found, (SIDE, SIDE), flags=cv2.INTER_CUBIC | backwards)
    covered = cv2.warpAffine(np.ones_like(second), found, (SIDE, SIDE), flags=cv2.INTER_NEAREST | backwards)
    both = cv2.erode(covered, np.ones((3, 3), np.uint8)) > 0
    if both.mean() < _LEAST_OVERLAP:
        return 0.0
    a, b = _band(first)[both], _band(np.asarray(laid, np.uint8))[both]
    if not a.std() or not b.std():
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def packed(grey: Grey) -> bytes:
    """A cut as a small JPEG, for keeping."""
    return cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()


def unpacked(content: bytes) -> Grey:
    """Raises ValueError where this is no such JPEG."""
    grey = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE) if content else None
    if grey is None or grey.shape != (SIDE, SIDE):
        raise ValueError("a fingerprint is kept as a JPEG of 64 × 64")
    return np.asarray(grey, np.uint8)


def _hash(grey: Grey) -> Hash:
    return np.packbits(imagehash.phash(Image.fromarray(grey), hash_size=16).hash.ravel())


def _cut(square: Grey, x: float, y: float, size: float, roll: float) -> Grey:
    """The turned square of this centre and side; what lies outside the picture repeats its edge."""
    if size > SIDE:  # so that no detail finer than the cut's pixel falsifies it
        square = cv2.GaussianBlur(square, (0, 0), 0.5 * size / SIDE).astype(np.uint8)
    along, across = np.cos(roll) * size / SIDE, np.sin(roll) * size / SIDE
    middle = (SIDE - 1) / 2
    to_picture = np.array(
        [
            [along, -across, x - 0.5 - (along - across) * middle],
            [across, along, y - 0.5 - (across + along) * middle],
        ]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    cut = cv2.warpAffine(square, to_picture, (SIDE, SIDE), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def _band(grey: Grey) -> NDArray[np.float32]:
    level = grey.astype(np.float32)
    fine, coarse = cv2.GaussianBlur(level, (0, 0), _FINE), cv2.GaussianBlur(level, (0, 0), _COARSE)
    return np.asarray(fine - coarse, np.float32)
