"""The landmark engine for a MediaPipe that carries no models: Tasks FaceLandmarker, with its model file."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from companion.core.models import Face, FloatArray
from companion.errors import EngineError
from companion.stand_ins import without_matplotlib
from companion.vision.landmarks import (
    FAR_SIDE,
    MAX_FACES,
    MIN_CONFIDENCE,
    faces_at_once,
    faces_in_part,
    faces_in_whole,
    scaled,
)

PART = 0.6
"""The side of the parts that small faces are looked for in, as a share of the picture's: each overlaps the next."""


class FaceLandmarker:
    """MediaPipe Tasks FaceLandmarker for single pictures (``RunningMode.IMAGE``).

    Its model file holds the short-range detector only. Where that finds nothing in the picture, nor with a ground
    around it, small faces are looked for in the picture's overlapping quarters.
    """

    name = "mediapipe-face-landmarker-1"

    def __init__(self, model: bytes) -> None:
        """``model`` is what the model file holds. Raises EngineError where MediaPipe cannot run here."""
        try:
            with without_matplotlib():
                import mediapipe  # noqa: PLC0415 - takes a second
                from mediapipe.tasks.python import BaseOptions, vision  # noqa: PLC0415

            options = vision.FaceLandmarkerOptions(
                base_options=BaseOptions(model_asset_buffer=model),
                running_mode=vision.RunningMode.IMAGE,
                num_faces=MAX_FACES,
                min_face_detection_confidence=MIN_CONFIDENCE,
            )
            self._landmarker = vision.FaceLandmarker.create_from_options(options)
        except OSError as error:  # its library could not be loaded
            raise EngineError("engine.no_mediapipe", reason=str(error), advice=_advice(error)) from error
        self._image, self._srgb = mediapipe.Image, mediapipe.ImageFormat.SRGB

    def faces(self, rgb: NDArray[np.uint8]) -> list[Face]:
        picture = scaled(rgb)
        found = faces_in_whole(self._find, picture)
        return found if found or max(rgb.shape) < FAR_SIDE else self._small_faces(picture)

    def glance(self, rgb: NDArray[np.uint8]) -> list[Face]:
        return faces_at_once(self._find, scaled(rgb))

    def close(self) -> None:
        self._landmarker.close()

    def _find(self, rgb: NDArray[np.uint8]) -> list[FloatArray]:
        found = self._landmarker.detect(self._image(image_format=self._srgb, data=rgb)).face_landmarks
        return [np.array([(point.x, point.y) for point in face]) for face in found]

    def _small_faces(self, picture: NDArray[np.uint8]) -> list[Face]:
        height, width = picture.shape[:2]
        wide, high = round(PART * width), round(PART * height)
        for left in (0, width - wide):
            for top in (0, height - high):
                if faces := faces_in_part(self._find, picture, left, top, left + wide, top + high):
                    return faces
        return []


def _advice(error: OSError) -> EngineError:
    graphics = "libEGL" in str(error) or "libGLES" in str(error)
    return EngineError("engine.advice.graphics" if graphics else "engine.advice.packages")
