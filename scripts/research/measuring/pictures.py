"""Labelled folders of pictures, what platforms and people do to pictures, and what is seen in them."""

from __future__ import annotations

import csv
import hashlib
import io
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from PIL import Image, ImageDraw, ImageOps

from companion.core.alignment import eye_distance, in_frame, residual
from companion.core.models import FloatArray
from companion.core.wire.evidence import Status
from companion.errors import PictureError
from companion.vision.decode import decode
from companion.vision.files import default_threads
from companion.vision.landmarks import MAX_SIDE, FaceMesh, LandmarkEngine
from companion.vision.landmarks_tasks import FaceLandmarker
from companion.vision.looks import see, see_again, see_upright
from companion.vision.model_file import FACE_LANDMARKER
from companion.vision.refinement import Refinement, bundled_refinement
from companion.vision.way_up import WayUp
from scripts.research.measuring.fit import Faces

JPEG_QUALITY = 85
REFINEMENT_FOLDS = 5

Change = Callable[[Image.Image], Image.Image]
Found = TypeVar("Found")


@dataclass(frozen=True)
class Labelled:
    """One picture of a manifest; ``source`` is whose it is (owner/repository where the column says so)."""

    path: Path
    label: str
    source: str


@dataclass(frozen=True, eq=False)
class Sight:
    """A picture's main face against its frame; ``points`` and ``residual`` are None where the status is not scored."""

    picture: Labelled
    status: Status
    points: FloatArray | None = None
    residual: FloatArray | None = None
    side: float = 0.0
    eye_distance: float = float("inf")


def read_manifest(manifest: Path, root: Path) -> list[Labelled]:
    """The columns ``path``, ``label`` and, where there is one, ``source``."""
    with manifest.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if missing := [column for column in ("path", "label") if rows and column not in rows[0]]:
        raise SystemExit(f"{manifest} has no column {' and no column '.join(missing)}.")
    return [
        Labelled(root / row["path"], row["label"], "/".join((row.get("source") or "").split("/")[:2])) for row in rows
    ]


def shared_faces(shared: Path, *labels: str) -> list[Labelled]:
    """The pictures of ``../shared/faces`` with these labels; all of them where none is named."""
    every = read_manifest(shared / "faces" / "manifest.csv", shared / "faces")
    return [picture for picture in every if not labels or picture.label in labels]


def hash_of(pictures: Sequence[Labelled]) -> str:
    """SHA-256 over the pictures' own SHA-256, in order of these."""
    own = sorted(hashlib.sha256(picture.path.read_bytes()).hexdigest() for picture in pictures)
    return hashlib.sha256("\n".join(own).encode()).hexdigest()


class Viewer:
    """Sees many pictures, on as many threads as there are cores. Use it in a ``with``."""

    def __init__(
        self,
        make_engine: Callable[[], LandmarkEngine] = FaceMesh,
        refinement: Refinement | None = None,
        way_up: WayUp | None = None,
    ) -> None:
        """``refinement`` is the bundled engine's unless another is given; with ``way_up``, pictures are turned."""
        self._make_engine = make_engine
        self._refinement = refinement or bundled_refinement()
        self._way_up = way_up
        self._own = threading.local()
        self._engines: list[LandmarkEngine] = []
        self._pool = ThreadPoolExecutor(default_threads(), initializer=self._start)

    def __enter__(self) -> Viewer:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()
        for engine in self._engines:
            engine.close()

    def _start(self) -> None:
        self._own.engine = self._make_engine()
        self._engines.append(self._own.engine)

    def see(
        self, pictures: Sequence[Labelled], change: Change | None = None, quality: int = JPEG_QUALITY
    ) -> list[Sight]:
        """Each picture's main face, as it is or as a JPEG after ``change``."""

        def one(engine: LandmarkEngine, picture: Labelled) -> Sight:
            data = picture.path.read_bytes()
            refinement = self._refinement.without(fold_of(data))
            shown = data if change is None else changed(data, change, quality)
            return sight(engine, refinement, picture, shown, self._way_up)

        return self.each(pictures, one)

    def each(self, pictures: Sequence[Labelled], find: Callable[[LandmarkEngine, Labelled], Found]) -> list[Found]:
        """What ``find`` gives for each picture, with an engine of its thread."""
        return list(self._pool.map(lambda picture: find(self._own.engine, picture), pictures))


def fold_of(data: bytes) -> int:
    """Which fold of the refinement a picture is in: that which was fitted without it judges it."""
    return hashlib.sha256(data).digest()[0] % REFINEMENT_FOLDS


def sight(
    engine: LandmarkEngine,
    refinement: Refinement,
    picture: Labelled,
    data: bytes,
    way_up: WayUp | None = None,
) -> Sight:
    """What is seen in these bytes; small pictures are looked at twice, whatever the first look says."""
    try:
        decoded = decode(data, MAX_SIDE)
        seen = see(engine, decoded)
        if way_up:
            decoded, seen, _ = see_upright(engine, way_up, decoded, seen)
        seen = see_again(engine, refinement, decoded, seen)
    except PictureError as error:
        return Sight(picture, Status(error.picture_status))
    if seen.main is None:
        return Sight(picture, Status.several_faces if seen.faces else Status.no_face)
    points = in_frame(seen.main, seen.width, seen.height, seen.frame)
    return Sight(picture, Status.scored, points, residual(points).vector(), seen.frame.side, eye_distance(points))


def faces_of(sights: Iterable[Sight]) -> Faces:
    """The scored ones."""
    scored = [s for s in sights if s.points is not None and s.residual is not None]
    return Faces(
        np.array([s.points for s in scored]).reshape(-1, 478, 2),
        np.array([s.residual for s in scored]).reshape(-1, 4),
        np.array([s.side for s in scored]),
    )


def changed(data: bytes, change: Change, quality: int = JPEG_QUALITY) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        change(ImageOps.exif_transpose(image).convert("RGB")).save(out, "JPEG", quality=quality)
    return out.getvalue()


def resized(image: Image.Image, side: int) -> Image.Image:
    """The shorter side brought down to ``side``; smaller pictures stay."""
    factor = side / min(image.size)
    size = round(image.width * factor), round(image.height * factor)
    return image if factor >= 1 else image.resize(size, Image.Resampling.LANCZOS)


def _square(image: Image.Image) -> Image.Image:
    return ImageOps.fit(image, (min(image.size),) * 2)


def _cropped(image: Image.Image, kept: float) -> Image.Image:
    return ImageOps.crop(square := _square(image), round(square.width * (1 - kept) / 2))


def _shifted(image: Image.Image, share: float) -> Image.Image:
    """Moved to the right by a share of the side; what leaves is lost, and as much is cut off the bottom."""
    square = _square(image)
    cut = round(square.width * share)
    return square.crop((cut, 0, square.width, square.height - cut))


def _rotated(image: Image.Image, degrees: float) -> Image.Image:
    """Turned around the centre; the corners are filled as editors do, by the picture's own edge."""
    square = _square(image)
    edge = square.width // 8
    wide = Image.fromarray(np.pad(np.asarray(square), ((edge, edge), (edge, edge), (0, 0)), mode="edge"))
    return ImageOps.crop(wide.rotate(degrees, Image.Resampling.BICUBIC), edge)


def _quartered(image: Image.Image, turn: Image.Transpose) -> Image.Image:
    return image.transpose(turn)


def _in_circle(image: Image.Image) -> Image.Image:
    square = _square(image)
    mask = Image.new("L", square.size, 0)
    ImageDraw.Draw(mask).ellipse((0, 0, square.width - 1, square.height - 1), fill=255)
    return Image.composite(square, Image.new("RGB", square.size, "white"), mask)


def _bordered(image: Image.Image, share: float, colour: str) -> Image.Image:
    square = _square(image)
    return ImageOps.expand(square, round(square.width * share), colour)


def _letterboxed(image: Image.Image) -> Image.Image:
    square = _square(image)
    return ImageOps.pad(square, (round(square.width * 1.5), square.height), color="black")


CHANGES: Mapping[str, tuple[Change, int]] = {
    "JPEG quality 20": (_square, 20),
    "mirrored": (lambda image: ImageOps.mirror(_square(image)), JPEG_QUALITY),
    "circle mask": (_in_circle, JPEG_QUALITY),
    "white border of 10 %": (partial(_bordered, share=0.1, colour="white"), JPEG_QUALITY),
    "black bars, 3 : 2": (_letterboxed, JPEG_QUALITY),
    "turned by 1°": (partial(_rotated, degrees=1), JPEG_QUALITY),
    "turned by 3°": (partial(_rotated, degrees=3), JPEG_QUALITY),
    "turned by 90°": (partial(_quartered, turn=Image.Transpose.ROTATE_90), JPEG_QUALITY),
    "turned by 180°": (partial(_quartered, turn=Image.Transpose.ROTATE_180), JPEG_QUALITY),
    "cut on two sides by 1 %": (partial(_shifted, share=0.01), JPEG_QUALITY),
    "cut on two sides by 3 %": (partial(_shifted, share=0.03), JPEG_QUALITY),
    "centre crop to 95 %": (partial(_cropped, kept=0.95), JPEG_QUALITY),
    "centre crop to 90 %": (partial(_cropped, kept=0.9), JPEG_QUALITY),
    "centre crop to 80 %": (partial(_cropped, kept=0.8), JPEG_QUALITY),
    "centre crop to 70 %": (partial(_cropped, kept=0.7), JPEG_QUALITY),
}
"""What a person or a platform does to a square picture, and the quality of the JPEG that comes of it."""


ENGINES: Mapping[str, str] = {"facemesh": FaceMesh.name, "tasks": FaceLandmarker.name}
"""What each is called on the command line."""


def engines(name: str, shared: Path) -> Callable[[], LandmarkEngine]:
    """Opens engines of this name."""
    if name == FaceMesh.name:
        return FaceMesh
    model = FACE_LANDMARKER.read(shared / "models")
    return lambda: FaceLandmarker(model)
