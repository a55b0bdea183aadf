#!/usr/bin/env bash
# One would guess: `pdqhash.compute` takes a picture as NumPy shows it, whether its pixels were copied or are a view of others,
# as it does of a crop and of a mirrored picture; so that turning a picture by `np.rot90` and asking for its hash finds the
# one that was uploaded lying on its side, beside the eight that `compute_dihedral` gives.
# What happens: a picture that is turned or transposed as a view, as `rot90` gives it, has another's hash to the last bit: the
# original's or its mirror image's, as far from its own as any two pictures are (of 256 bits, 31 apart is alike, 128 is
# chance). A grey picture is made first, which NumPy lays out as the view lies in memory, and that is read from front to
# back. One that is not square comes out torn, and its `quality` is 100 all the same. `np.ascontiguousarray` mends it.
# Seen on 2026-11-30 with pdqhash 0.2.8, numpy 2.4.6, Python 3.11.7; bits between the hash of the view and that of its copy:
#   cropped 0, mirrored 0, upside down 0, turned 144, transposed 108, not square and turned 130
#   turned, to the mirror image of the original: 0; transposed, to the original: 0
#   quality of the torn one: 100
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "pdqhash==0.2.8" "numpy==2.4.6" "pillow==13.0.0" 2>log \
  || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import numpy as np
import pdqhash
from PIL import Image

coarse = Image.fromarray(np.random.default_rng(1).integers(0, 256, (8, 6, 3), dtype=np.uint8))
square, tall = (np.asarray(coarse.resize(size, Image.Resampling.BICUBIC)) for size in ((256, 256), (300, 400)))


def hashed(picture: np.ndarray) -> np.ndarray:
    return pdqhash.compute(picture)[0]


def apart(view: np.ndarray, other: np.ndarray) -> int:
    """Bits between the hash of a view and that of a picture, which is laid out anew."""
    return int((hashed(view) != hashed(np.ascontiguousarray(other))).sum())


views = {
    "cropped": square[10:200, 20:250],
    "mirrored": square[:, ::-1],
    "upside down": square[::-1, ::-1],
    "turned": np.rot90(square),
    "transposed": square.swapaxes(0, 1),
    "not square and turned": np.rot90(tall),
}
bits = {name: apart(view, view) for name, view in views.items()}
print(", ".join(f"{name} {far}" for name, far in bits.items()))
mirror, same = apart(views["turned"], square[:, ::-1]), apart(views["transposed"], square)
print(f"turned, to the mirror image of the original: {mirror}; transposed, to the original: {same}")
print("quality of the torn one:", quality := pdqhash.compute(views["not square and turned"])[1])
far = list(bits.values())
raise SystemExit(0 if far[:3] == [0, 0, 0] and min(far[3:]) > 90 and mirror == same == 0 and quality == 100 else 1)
PYTHON
