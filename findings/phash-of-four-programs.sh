#!/usr/bin/env bash
# One would guess: the 64-bit pHash of a picture is the same number in every program, or nearly, as PDQ's is; so hashes
# that one program stored are looked up by another, at the usual distance of at most 10.
# What happens: ImageHash, OpenCV (`img_hash`) and sharp-phash (Node) agree on the same file no better than on two
# pictures that have nothing in common: about half of the 64 bits differ. Each shrinks otherwise, takes other frequencies (with
# or without the first row and column), another threshold, and another order of bits. No name in a file of hashes says
# which it was. Only perception is near ImageHash, as it is built upon it, and differs by a few.
# Seen on 2026-12-01 with ImageHash 4.3.2, opencv-contrib-python-headless 4.14.0.94,
# perception 0.9.3, sharp-phash 2.2.0, sharp 0.35.5, Python 3.11.7, Node 20.20.2:
#   ImageHash, two other pictures: [34, 22] of 64 bits differ
#   ImageHash and perception, the same file: [2, 2, 0]
#   ImageHash and OpenCV, the same file: [33, 35, 30]
#   ImageHash and sharp-phash, the same file: [39, 31, 36]
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "ImageHash==4.3.2" "perception==0.9.3" "numpy==2.4.6" \
    "opencv-contrib-python-headless==4.14.0.94" "pillow==13.0.0" 2>log || { cat log; exit 1; }
npm install --silent --no-audit --no-fund sharp@0.35.5 sharp-phash@2.2.0 >log 2>&1 || { cat log; exit 1; }
cat >sharp.js <<'JAVASCRIPT'
const phash = require("sharp-phash");
Promise.all([1, 2, 3].map((at) => phash(`picture${at}.png`))).then((hashes) => console.log(hashes.join(" ")));
JAVASCRIPT
venv/bin/python -W ignore - <<'PYTHON'
import subprocess

import cv2
import imagehash
import numpy as np
from perception.hashers import PHash
from PIL import Image

NAMES = ("ImageHash", "perception", "OpenCV", "sharp-phash")
files = [f"picture{at}.png" for at in (1, 2, 3)]
for at, file in enumerate(files):
    blobs = np.random.default_rng(at).integers(0, 256, (6, 6, 3), np.uint8)
    Image.fromarray(blobs).resize((400, 400), Image.Resampling.BICUBIC).save(file)
of_sharp = subprocess.run(["node", "sharp.js"], capture_output=True, text=True, check=True).stdout.split()


def hashes(at: int) -> list[np.ndarray]:
    told = [str(imagehash.phash(Image.open(files[at]))), PHash().compute(files[at], hash_format="hex")]
    told.append(cv2.img_hash.PHash_create().compute(cv2.imread(files[at])).tobytes().hex())
    return [np.array(list(bits)) for bits in (*(f"{int(text, 16):064b}" for text in told), of_sharp[at])]


all_three = [hashes(at) for at in range(3)]
other = [int((all_three[0][0] != all_three[at][0]).sum()) for at in (1, 2)]
print("ImageHash, two other pictures:", other, "of 64 bits differ")
apart = {name: [int((of[0] != of[at]).sum()) for of in all_three] for at, name in enumerate(NAMES) if at}
for name, bits in apart.items():
    print(f"ImageHash and {name}, the same file:", bits)
raise SystemExit(0 if max(apart["perception"]) < 10 and min(apart["OpenCV"] + apart["sharp-phash"]) > 20 else 1)
PYTHON
