#!/usr/bin/env bash
# One would guess: MediaPipe's face landmarks are shares of the picture's width, from its left edge (0) to its right (1),
# as its drawing code takes them; so in the mirrored picture a point at x stands at 1 - x, up to noise of either sign.
# What happens: the two add up to 1 - 1/width. Each point lies half a pixel *of the given picture* too far left (and up),
# as if x counted from the middle of the first pixel: 0.8 % of the side at 64 px, the same way for all pictures, so that
# no average takes it away.
# Seen on 2026-11-30 with mediapipe 0.10.21, opencv 4.11.0, Python 3.11.7, on matplotlib's portrait made small:
#   the two add up to the width and -0.98 pixels at 128 px, -0.98 at 96, -0.96 at 64, -1.01 at 48
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "mediapipe==0.10.21" "matplotlib==3.10.7"
"$folder/venv/bin/python" - 2>"$folder/log" <<'PYTHON' || { cat "$folder/log"; exit 1; }
import sys

import cv2
import mediapipe
import numpy as np
from matplotlib.cbook import get_sample_data

mesh = mediapipe.solutions.face_mesh.FaceMesh(static_image_mode=True, refine_landmarks=True)


def middle(picture: np.ndarray) -> float:
    """The mean of all points' x, as a share of the width."""
    [face] = mesh.process(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)).multi_face_landmarks
    return float(np.mean([point.x for point in face.landmark]))


portrait = cv2.imread(str(get_sample_data("grace_hopper.jpg", asfileobj=False)))[:512, :512]
off = []
for side in (128, 96, 64, 48):
    small = cv2.resize(portrait, (side, side), interpolation=cv2.INTER_AREA)
    off.append((middle(small) + middle(cv2.flip(small, 1)) - 1) * side)
    print(f"{side} px: x and its mirror image add up to the width and {off[-1]:+.2f} pixels")
sys.exit(0 if all(-1.3 < each < -0.7 for each in off) else 1)
PYTHON
