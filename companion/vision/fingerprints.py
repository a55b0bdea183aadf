"""A picture → its fingerprints: small grey cuts of it, and their perceptual hashes.

The hash is of pHash's kind: of the lowest 16 × 16 frequencies of a 64 × 64 picture, the sign of each. A mirror image
turns the signs of the odd horizontal ones and of no other; so these are the hash's second half, and the first is the
same for both. A hash keeps through recompression, resizing and filters, but not through crops: a tenth off one side
turns half of its bits. So beside the *whole* there is the *core*, which is cut by the face itself and so shows the same
in any crop that leaves the face in, and of a face that fills little of its picture there is also the *wide* core: the
smaller a face, the less exactly its place is known, and the more around it outlives a crop. Of a picture without a
face the core is its middle, which no caption, ring or sticker at the edge reaches, and there are hashes of *parts*,
each what a crop by a twentieth or a tenth would leave.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.core.alignment import central_square, in_square, residual
from companion.core.models import Face

SIDE = 64
CORE_OF_FACE = 0.7
"""The core's share of the FFHQ square's side: brows to chin, which even a close crop leaves in the picture."""
CORE_OF_PICTURE = 0.56
"""Without a face, the core's share of the picture's side: well within the disc that sites show of an avatar, and hardly
reached by what is put into a corner."""
SMALL_FACE = 0.625
"""The FFHQ square's share of the picture's side, below which a face has a wide core: what a crop by a tenth off each
side makes of half."""
WIDE_OF_FACE = 1 / SMALL_FACE
"""The wide core's share of the FFHQ square's side: of the largest small faces it is as large as the picture."""
PARTS = (
    *(
        (share, x * (1 - share) / 2, y * (1 - share) / 2)
        for share in (0.95, 0.9, 0.8)
        for y in (-1, 0, 1)
        for x in (-1, 0, 1)
    ),
    (0.85, 0.0, 0.0),
)
"""A part's share of the picture's side, and where its middle is, in sides from the picture's middle."""
LEAST_DETAIL = 2.0
"""Grey levels of fine detail: with less, a cut is plain."""

Grey = NDArray[np.uint8]
Hash = NDArray[np.uint8]

_FREQUENCIES = 16


@dataclass(frozen=True, eq=False)
class Fingerprint:
    """``grey`` is (64, 64), or None where it was not kept; ``hash`` is (32,)."""

    grey: Grey | None
    hash: Hash

    @classmethod
    def of(cls, grey: Grey) -> Fingerprint:
        return cls(grey, hash_of(grey))


@dataclass(frozen=True, eq=False)
class Fingerprints:
    """Those are None that are plain: of one colour or a soft gradient, as any other is.

    Only a picture with a small face has a wide core, and only one without a face ``parts``: their hashes, in the order
    of PARTS, (28, 32), or the first 27 of what an earlier version kept.
    """

    whole: Fingerprint | None
    core: Fingerprint | None
    wide: Fingerprint | None = None
    parts: Hash | None = None


def fingerprints_of(rgb: NDArray[np.uint8], face: Face | None) -> Fingerprints:
    """The fingerprints of an (h, w, 3) picture, of which ``face`` is the main face. Taken of its central square."""
    height, width = rgb.shape[:2]
    left, top, side = (round(number) for number in central_square(width, height))
    square = cv2.cvtColor(rgb[top : top + side, left : left + side], cv2.COLOR_RGB2GRAY).astype(np.uint8)
    whole = _unless_plain(_cut(_smoothed(square, side), side / 2, side / 2, side, 0.0))
    if face is not None:
        found = residual(in_square(face, width, height))
        share = float(np.exp(found.log_scale))

        def around_face(of_face: float) -> Fingerprint | None:
            x, y = (found.shift_x + 0.5) * side, (found.shift_y + 0.5) * side
            size = of_face * share * side
            return _unless_plain(_cut(_smoothed(square, size), x, y, size, found.roll))

        return Fingerprints(whole, around_face(CORE_OF_FACE), around_face(WIDE_OF_FACE) if share < SMALL_FACE else None)
    if whole is None:
        return Fingerprints(None, None)
    core_side = CORE_OF_PICTURE * side
    core = _unless_plain(_cut(_smoothed(square, core_side), side / 2, side / 2, core_side, 0.0))
    smooth = {share: _smoothed(square, share * side) for share, _, _ in PARTS}
    cut = [_cut(smooth[share], (0.5 + x) * side, (0.5 + y) * side, share * side, 0.0) for share, x, y in PARTS]
    return Fingerprints(whole, core, parts=np.array([hash_of(part) for part in cut]))


def _unless_plain(grey: Grey) -> Fingerprint | None:
    return Fingerprint.of(grey) if float(fine_detail(grey).std()) >= LEAST_DETAIL else None


def hash_of(grey: Grey) -> Hash:
    """The hash (32,) of a cut (64, 64)."""
    signs = cv2.dct(grey.astype(np.float32))[:_FREQUENCIES, :_FREQUENCIES] > 0
    return np.packbits(np.concatenate([signs[:, 0::2].ravel(), signs[:, 1::2].ravel()]))


def fine_detail(grey: Grey) -> NDArray[np.float32]:
    """What lies between two scales: what is coarser all aligned faces share, what is finer no recompression leaves."""
    level = grey.astype(np.float32)
    fine, coarse = (cv2.GaussianBlur(level, (0, 0), pixels) for pixels in (0.7, 2.5))
    return np.asarray(fine - coarse, np.float32)


def packed(grey: Grey) -> bytes:
    """A cut as a small JPEG, for keeping."""
    return cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()


def unpacked(content: bytes) -> Grey:
    """Raises ValueError where this is no such JPEG."""
    grey = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE) if content else None
    if grey is None or grey.shape != (SIDE, SIDE):
        raise ValueError("a fingerprint is kept as a JPEG of 64 × 64")
    return np.asarray(grey, np.uint8)


def _smoothed(square: Grey, size: float) -> Grey:
    """Without the detail finer than a pixel of a cut of this side, which would falsify it."""
    return cv2.GaussianBlur(square, (0, 0), 0.5 * size / SIDE).astype(np.uint8) if size > SIDE else square


def _cut(square: Grey, x: float, y: float, size: float, roll: float) -> Grey:
    """The turned square of this centre and side; what lies outside the picture repeats its edge."""
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
