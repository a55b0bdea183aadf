#!/usr/bin/env bash
# One would guess: `min_detection_confidence` of MediaPipe's face mesh only decides whether a face is found: where it is,
# by each of several thresholds, its points are the same, as its score is.
# What happens: the points move with the threshold, by up to 2 pixels of a face 186 pixels wide, and the eyes by 2 % of
# their distance, as far as JPEG of quality 75 moves them; though with one threshold one picture gives the same points to
# the last bit however often it is asked. Where the face is cut out follows from all guesses above the threshold, not
# from the best. So who lowers it, to find more faces, measures those that were found before otherwise, and a scale that
# was calibrated with another threshold no longer fits.
# Seen on 2026-11-30 with mediapipe 0.10.21, opencv 4.11.0, Python 3.11.7, on matplotlib's portrait:
#   0.5 again: moved by 0.00 pixels at most, of a face 186 pixels wide
#   0.1: moved by 1.68 pixels at most, eyes 125.7 pixels apart
#   0.3: moved by 1.07 pixels at most, eyes 125.6 pixels apart
#   0.5: moved by 0.00 pixels at most, eyes 124.9 pixels apart
#   0.7: moved by 2.09 pixels at most, eyes 125.8 pixels apart
#   0.85: moved by 2.07 pixels at most, eyes 123.3 pixels apart
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "numpy==1.26.4" "opencv-python-headless==4.11.0.86" "protobuf==4.25.9" \
  "absl-py==2.5.1" "attrs==26.1.0" "flatbuffers==25.12.19" "matplotlib==3.10.9" 2>log || { cat log; exit 1; }
venv/bin/pip install --quiet --no-compile --disable-pip-version-check --no-deps "mediapipe==0.10.21" 2>log || { cat log; exit 1; }
venv/bin/python - 2>log <<'PYTHON' || { cat log; exit 1; }
import cv2
import mediapipe
import numpy as np
from matplotlib.cbook import get_sample_data

LEFT, RIGHT = 33, 263  # the eyes' outer corners
portrait = cv2.cvtColor(cv2.imread(str(get_sample_data("grace_hopper.jpg", asfileobj=False)))[:512, :512], cv2.COLOR_BGR2RGB)


def points(confidence: float) -> np.ndarray:
    """In pixels, of a fresh face mesh."""
    mesh = mediapipe.solutions.face_mesh.FaceMesh(static_image_mode=True, min_detection_confidence=confidence)
    [face] = mesh.process(portrait).multi_face_landmarks
    return np.array([(point.x, point.y) for point in face.landmark]) * 512


usual = points(0.5)
again = float(np.abs(points(0.5) - usual).max())
print(f"0.5 again: moved by {again:.2f} pixels at most, of a face {np.ptp(usual[:, 0]):.0f} pixels wide")
moved, eyes = [], []
for confidence in (0.1, 0.3, 0.5, 0.7, 0.85):
    found = points(confidence)
    moved.append(float(np.abs(found - usual).max()))
    eyes.append(float(np.hypot(*(found[LEFT] - found[RIGHT]))))
    print(f"{confidence}: moved by {moved[-1]:.2f} pixels at most, eyes {eyes[-1]:.1f} pixels apart")
raise SystemExit(0 if again == 0 and max(moved) > 1.5 and max(eyes) / min(eyes) > 1.01 else 1)
PYTHON
