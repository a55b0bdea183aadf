"""Which landmark engine this machine has: the one that carries its models wherever it installs, else the other."""

from __future__ import annotations

import importlib.util
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from companion.errors import EngineError
from companion.installing.late import ENGINE
from companion.settings import default_data_folder

if TYPE_CHECKING:
    from companion.vision.landmarks import LandmarkEngine

BUNDLED_MODEL = Path("modules") / "face_landmark" / "face_landmark_with_attention.tflite"
NEWEST_SILENT = (0, 10, 33)
"""The newest MediaPipe that cannot open a connection; later ones tell their maker when they are used."""


@cache
def carries_models() -> bool:
    """Whether the installed MediaPipe holds the models of the bundled engine. Does not import it."""
    found = importlib.util.find_spec("mediapipe")
    return found is not None and found.origin is not None and (Path(found.origin).parent / BUNDLED_MODEL).is_file()


def open_engine(data: Path | None = None) -> LandmarkEngine:
    """This machine's engine. ``data`` is the data folder, which holds the model file where one is needed.

    Raises EngineError.
    """
    if not ENGINE.is_here():
        raise EngineError("engine.not_here")
    if carries_models():
        from companion.vision.landmarks import FaceMesh  # noqa: PLC0415 - a command should not wait for both

        return FaceMesh()
    from companion.vision.landmarks_tasks import FaceLandmarker  # noqa: PLC0415
    from companion.vision.model_file import FACE_LANDMARKER  # noqa: PLC0415

    return FaceLandmarker(FACE_LANDMARKER.read(data or default_data_folder()))


def is_silent() -> bool:
    """Whether the installed MediaPipe is one that cannot tell its maker anything."""
    return tuple(int(part) for part in version("mediapipe").split(".")[:3]) <= NEWEST_SILENT
