"""Either landmark engine, by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from companion.vision.landmarks import FaceMesh, LandmarkEngine
from companion.vision.landmarks_tasks import FaceLandmarker
from companion.vision.model_file import FACE_LANDMARKER

ENGINES: Mapping[str, str] = {"facemesh": FaceMesh.name, "tasks": FaceLandmarker.name}
"""What each is called on the command line."""


def engines(name: str, shared: Path) -> Callable[[], LandmarkEngine]:
    """Opens engines of this name."""
    if name == FaceMesh.name:
        return FaceMesh
    model = FACE_LANDMARKER.read(shared / "models")
    return lambda: FaceLandmarker(model)
