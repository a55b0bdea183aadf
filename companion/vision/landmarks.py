"""Landmark engines: an RGB array → the faces in it. The bundled one stands here, the other in ``landmarks_tasks``."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.core.models import Face, FloatArray

# One meter on every core is parallel enough; OpenCV's own threads would only wait for each other.
cv2.setNumThreads(1)

MAX_SIDE = 400
MIN_SIDE = 256
FAR_SIDE = 320
"""In smaller pictures, a face too small for the first look is too small to measure."""
MAX_FACES = 3
MIN_CONFIDENCE = 0.4
GROUND = (128, 128, 128)
HALF_PIXEL = 0.5

FindLandmarks = Callable[[NDArray[np.uint8]], list[FloatArray]]
"""(h, w, 3) → each face's landmarks (478, 2), as fractions of the width and the height."""


class LandmarkEngine(Protocol):
    """Finds faces. One engine belongs to one thread; ``name`` tells whose calibration its numbers need."""

    name: str

    def faces(self, rgb: NDArray[np.uint8]) -> list[Face]:
        """The faces of an (h, w, 3) uint8 picture, at most MAX_FACES, in no promised order."""

    def glance(self, rgb: NDArray[np.uint8]) -> list[Face]:
        """Those that one look shows."""

    def close(self) -> None: ...


class FaceMesh:
    """MediaPipe 0.10.21 FaceMesh (static, refined), whose wheel carries its models.

    Its own detector is the short-range one and wants to see a face's surroundings. Where it finds nothing, the picture
    is looked at again on a ground, for a face that fills it, and then by the full-range detector, for small faces.
    """

    name = "mediapipe-facemesh-0.10"

    def __init__(self) -> None:
        os.environ.setdefault("GLOG_minloglevel", "2")
        from companion.vision.quick_mesh import QuickMesh  # noqa: PLC0415 - takes a second

        self._mesh = QuickMesh(
            static_image_mode=True,
            max_num_faces=MAX_FACES,
            refine_landmarks=True,
            min_detection_confidence=MIN_CONFIDENCE,
        )
        self._far: Any = None

    def faces(self, rgb: NDArray[np.uint8]) -> list[Face]:
        picture = scaled(rgb)
        found = faces_in_whole(self._find, picture)
        return found if found or max(rgb.shape) < FAR_SIDE else self._small_faces(picture)

    def glance(self, rgb: NDArray[np.uint8]) -> list[Face]:
        return faces_at_once(self._find, scaled(rgb))

    def close(self) -> None:
        self._mesh.close()
        if self._far is not None:
            self._far.close()

    def _small_faces(self, picture: NDArray[np.uint8]) -> list[Face]:
        """Each face of the full-range detector, in a square of twice its side."""
        if self._far is None:
            from mediapipe.python.solutions.face_detection import FaceDetection  # noqa: PLC0415 - is seldom needed

            self._far = FaceDetection(min_detection_confidence=MIN_CONFIDENCE, model_selection=1)
        height, width = picture.shape[:2]
        faces = []
        for detection in (self._far.process(picture).detections or [])[:MAX_FACES]:
            box = detection.location_data.relative_bounding_box
            x, y = (box.xmin + box.width / 2) * width, (box.ymin + box.height / 2) * height
            reach = max(box.width * width, box.height * height)
            part = [round(edge) for edge in (x - reach, y - reach, x + reach, y + reach)]
            faces += faces_in_part(self._find, picture, *part)
        return faces

    def _find(self, rgb: NDArray[np.uint8]) -> list[FloatArray]:
        return [_points(face) for face in self._mesh.faces(rgb)]


def faces_in_whole(find: FindLandmarks, picture: NDArray[np.uint8]) -> list[Face]:
    """The faces in the picture, or where there are none, in the picture with a ground around it."""
    height, width = picture.shape[:2]
    around = max(width, height) // 4
    return faces_at_once(find, picture) or faces_in_part(
        find, picture, -around, -around, width + around, height + around
    )


def faces_at_once(find: FindLandmarks, picture: NDArray[np.uint8]) -> list[Face]:
    """The faces in the picture as it is."""
    height, width = picture.shape[:2]
    return faces_in_part(find, picture, 0, 0, width, height)


def faces_in_part(
    find: FindLandmarks, picture: NDArray[np.uint8], left: int, top: int, right: int, bottom: int
) -> list[Face]:
    """The faces in a part of the picture, which may reach over its edge, as fractions of the whole picture.

    What ``find`` gives counts from the middle of the first pixel; half a pixel makes it count from the picture's edge.
    """
    height, width = picture.shape[:2]
    inside = picture[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    if inside.size == 0:
        return []
    if inside.shape[:2] != (bottom - top, right - left):
        over = (max(0, -top), max(0, bottom - height), max(0, -left), max(0, right - width))
        inside = np.asarray(cv2.copyMakeBorder(inside, *over, cv2.BORDER_CONSTANT, value=GROUND), dtype=np.uint8)
    scale, shift = np.array([right - left, bottom - top]), np.array([left, top]) + HALF_PIXEL
    return [Face((points * scale + shift) / (width, height)) for points in find(np.ascontiguousarray(inside))]


_LANDMARK = np.dtype(
    [("field", "u1", 3), ("x", "<f4"), ("of_y", "u1"), ("y", "<f4"), ("of_z", "u1"), ("z", "<f4")], align=False
)
"""A landmark as it is sent: one length-delimited field 1 with the floats x, y and z as fields 1, 2 and 3."""


def _points(sent: bytes) -> FloatArray:
    """x and y of a NormalizedLandmarkList, (478, 2).

    Reading them one by one takes a tenth of the whole measurement. So they are read from the message as it is sent.
    """
    if len(sent) % _LANDMARK.itemsize == 0:
        each = np.frombuffer(sent, _LANDMARK)
        if (each["field"] == (0x0A, 15, 0x0D)).all() and (each["of_y"] == 0x15).all() and (each["of_z"] == 0x1D).all():
            return np.asarray(np.stack([each["x"], each["y"]], axis=-1), np.float64)
    from mediapipe.framework.formats.landmark_pb2 import NormalizedLandmarkList  # noqa: PLC0415 - was never needed

    return np.array([(point.x, point.y) for point in NormalizedLandmarkList.FromString(sent).landmark])


def scaled(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture with its longer side brought down to MAX_SIDE, or up to MIN_SIDE."""
    height, width = rgb.shape[:2]
    longer = max(width, height)
    if MIN_SIDE <= longer <= MAX_SIDE:
        return rgb
    factor = (MAX_SIDE if longer > MAX_SIDE else MIN_SIDE) / longer
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    # Cubic is sharper, but on pictures of 40 px its landmarks scatter half as much again as these.
    kind = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return np.ascontiguousarray(cv2.resize(rgb, size, interpolation=kind), dtype=np.uint8)
