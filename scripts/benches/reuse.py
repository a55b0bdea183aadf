"""The same picture again: how fast it is found among a million, after what, and how often two others pass for it.

--write puts the tables into docs/reuse.md. Pictures are those of ../shared; the mixed ones are made here of them.
"""

from __future__ import annotations

import argparse
import csv
import io
import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageOps

from companion.core.reuse import NEAR, Likeness
from companion.vision.decode import decode
from companion.vision.landmarks import MAX_SIDE, FaceMesh
from companion.vision.likeness import likenesses
from companion.vision.perceptual import Fingerprint, Fingerprints, Hash, fingerprints_of
from companion.vision.similar import HashIndex

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = ROOT / "docs" / "reuse.md"
PART = "<!-- {}: scripts/bench.py reuse --write -->\n"
END = "<!-- end -->\n"
MILLION = 1_000_000
MIXED_FACES = 10_000
SEED = 1

Picture = Image.Image
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Shown:
    """``origin`` is the same for one picture that two sources hold under the same name."""

    picture: Picture
    fingerprints: Fingerprints
    label: str
    origin: str


def jpeg(picture: Picture, quality: int) -> Picture:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")


def resized(picture: Picture, side: int) -> Picture:
    factor = side / min(picture.size)
    size = (round(picture.width * factor), round(picture.height * factor))
    return jpeg(picture.resize(size, Image.Resampling.LANCZOS), 85)


def cropped(picture: Picture, left: float, top: float, right: float, bottom: float) -> Picture:
    width, height = picture.size
    return picture.crop(
        (round(left * width), round(top * height), round((1 - right) * width), round((1 - bottom) * height))
    )


def sepia(picture: Picture) -> Picture:
    tones = np.array([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]])
    return Image.fromarray((np.asarray(picture) @ tones.T).clip(0, 255).astype(np.uint8))


def as_if_stolen(picture: Picture) -> Picture:
    """What a careful thief does at once: mirror, crop, tint, shrink, recompress."""
    return jpeg(resized(sepia(ImageOps.mirror(cropped(picture, 0.03, 0.02, 0.03, 0.04))), 128), 60)


CHANGES: dict[str, Callable[[Picture], Picture]] = {
    "mirrored": ImageOps.mirror,
    "recompressed, JPEG quality 20": lambda picture: jpeg(picture, 20),
    "resized to 64 px": lambda picture: resized(picture, 64),
    "resized to 40 px": lambda picture: resized(picture, 40),
    "cropped, 2.5 % off each side": lambda picture: cropped(picture, 0.025, 0.025, 0.025, 0.025),
    "cropped, 5 % off each side": lambda picture: cropped(picture, 0.05, 0.05, 0.05, 0.05),
    "cropped, 10 % off the top": lambda picture: cropped(picture, 0, 0.1, 0, 0),
    "cropped, 10 % off the left": lambda picture: cropped(picture, 0.1, 0, 0, 0),
    "cropped, 10 % off two sides": lambda picture: cropped(picture, 0.1, 0, 0, 0.1),
    "cropped, 10 % off each side": lambda picture: cropped(picture, 0.1, 0.1, 0.1, 0.1),
    "grey": lambda picture: picture.convert("L").convert("RGB"),
    "sepia": sepia,
    "brighter by 30 %": lambda picture: ImageEnhance.Brightness(picture).enhance(1.3),
    "darker by 30 %": lambda picture: ImageEnhance.Brightness(picture).enhance(0.7),
    "contrast up by 40 %": lambda picture: ImageEnhance.Contrast(picture).enhance(1.4),
    "contrast down by 40 %": lambda picture: ImageEnhance.Contrast(picture).enhance(0.6),
    "mirrored, cropped, sepia, 128 px, JPEG 60": as_if_stolen,
}


def stored_fingerprints(picture: Picture, mesh: FaceMesh) -> Fingerprints:
    rgb = np.array(picture)
    largest = max(mesh.faces(rgb), key=lambda face: float(np.ptp(face.points, axis=0).prod()), default=None)
    return fingerprints_of(rgb, largest)


def shared_pictures(shared: Path, mesh: FaceMesh) -> Iterator[Shown]:
    with (shared / "faces" / "manifest.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            picture = Image.fromarray(decode((shared / "faces" / row["path"]).read_bytes(), MAX_SIDE).rgb)
            stem = Path(row["source"]).stem.replace("-", "_")
            # Only a name of letters is one: numbers repeat between sources.
            origin = stem if stem.replace("_", "").isalpha() else row["path"]
            yield Shown(picture, stored_fingerprints(picture, mesh), row["label"], origin)


def is_same(first: Fingerprints, second: Fingerprints) -> bool:
    return any(found.same for found in likenesses(0, first, 1, second))


def recall(pictures: Sequence[Shown], mesh: FaceMesh) -> Iterator[str]:
    with_face = [picture for picture in pictures if picture.fingerprints.core]
    without = [picture for picture in pictures if picture.fingerprints.parts]
    yield f"| what was done to it | found again: {len(with_face):,} with a face | {len(without)} without |\n"
    yield "|---|---:|---:|\n"
    for name, change in CHANGES.items():
        cells = []
        for some in (with_face, without):
            found = sum(is_same(each.fingerprints, stored_fingerprints(change(each.picture), mesh)) for each in some)
            cells.append(f"{found / len(some):.1%}")
        yield f"| {name} | {cells[0]} | {cells[1]} |\n"


def candidates(fingerprints: Sequence[Fingerprints]) -> Iterator[tuple[int, int]]:
    """The pairs of which some hashes come near, straight or mirrored."""
    whole = [(number, each.whole) for number, each in enumerate(fingerprints) if each.whole]
    core = [(number, each.core) for number, each in enumerate(fingerprints) if each.core]
    for some in (whole, core):
        index = index_of([number for number, _ in some], [fingerprint.hash for _, fingerprint in some])
        for asked in ([fingerprint.hash for _, fingerprint in some], [fingerprint.mirrored for _, fingerprint in some]):
            yield from pairs([number for number, _ in some], index.near(np.array(asked), NEAR))
    parts = [(number, part) for number, each in enumerate(fingerprints) if each.parts for part in each.parts[0]]
    index = index_of([number for number, _ in parts], [part for _, part in parts])
    for asked in ([fingerprint.hash for _, fingerprint in whole], [fingerprint.mirrored for _, fingerprint in whole]):
        yield from pairs([number for number, _ in whole], index.near(np.array(asked), NEAR))


def index_of(numbers: list[int], hashes: list[Hash]) -> HashIndex:
    index = HashIndex()
    if numbers:
        index.add(numbers, np.array(hashes))
    return index


def pairs(asked: list[int], found: list[list[tuple[int, int]]]) -> Iterator[tuple[int, int]]:
    for first, near in zip(asked, found, strict=True):
        yield from ((min(first, second), max(first, second)) for second, _ in near if first != second)


@dataclass(frozen=True, eq=False)
class Sample:
    """``origins`` of each: what it is made of. Two that share an origin are not two different pictures."""

    name: str
    fingerprints: list[Fingerprints]
    origins: list[frozenset[str]]

    def differ(self, first: int, second: int) -> bool:
        return not self.origins[first] & self.origins[second]


def mixed_faces(pictures: Sequence[Shown], count: int) -> Sample:
    """Each mixed from three StyleGAN faces, whose eyes and mouths lie on each other: they all resemble each other."""
    rng = np.random.default_rng(SEED)
    gan = [picture for picture in pictures if picture.label == "gan"]
    parents = [
        (each, whole, core) for each in gan if (whole := each.fingerprints.whole) and (core := each.fingerprints.core)
    ]
    wholes = np.array([whole.grey for _, whole, _ in parents], np.float32)
    cores = np.array([core.grey for _, _, core in parents], np.float32)
    fingerprints, origins = [], []
    for _ in range(count):
        chosen = rng.choice(len(parents), 3, replace=False)
        weights = rng.dirichlet((1, 1, 1)).astype(np.float32)[:, None, None]
        whole, core = ((weights * greys[chosen]).sum(axis=0).astype(np.uint8) for greys in (wholes, cores))
        fingerprints.append(Fingerprints(Fingerprint.of(whole), Fingerprint.of(core)))
        origins.append(frozenset(parents[parent][0].origin for parent in chosen))
    return Sample(f"{count:,} mixed from three StyleGAN faces each, without a parent in common", fingerprints, origins)


def taken_for_the_same(sample: Sample) -> tuple[int, int, list[Likeness]]:
    """Pairs of different pictures, those of them whose hashes come near, and those that pass for the same."""
    names: dict[str, int] = {}
    numbers = [np.array([names.setdefault(name, len(names)) for name in origin]) for origin in sample.origins]
    holders = np.zeros((len(sample.fingerprints), len(names)), np.float32)
    for row, held in enumerate(numbers):
        holders[row, held] = 1
    different = int(sum((holders[row + 1 :] @ holders[row] == 0).sum() for row in range(len(holders))))
    near = {pair for pair in candidates(sample.fingerprints) if sample.differ(*pair)}
    passed = []
    for first, second in sorted(near):
        same = [
            found
            for found in likenesses(first, sample.fingerprints[first], second, sample.fingerprints[second])
            if found.same
        ]
        passed.extend(same[:1])
    return different, len(near), passed


def mistakes(pictures: Sequence[Shown], mixed: int) -> Iterator[str]:
    yield "| pictures | pairs | near by hash | taken for the same |\n|---|---:|---:|---:|\n"
    real = [picture for picture in pictures if picture.fingerprints.whole]
    name = f"{len(real):,} of ../shared, without those of the same name"
    samples = (
        Sample(name, [each.fingerprints for each in real], [frozenset((each.origin,)) for each in real]),
        mixed_faces(real, mixed),
    )
    for sample in samples:
        pairs, near, passed = taken_for_the_same(sample)
        yield f"| {sample.name} | {pairs:,} | {near:,} | {len(passed)} |\n"
        for found in passed:
            print("   ", found)


def speed() -> Iterator[str]:
    rng = np.random.default_rng(SEED)
    indexes = []
    for _ in ("whole", "core"):
        indexes.append(HashIndex())
        indexes[-1].add(np.arange(MILLION), rng.integers(0, 256, (MILLION, 32), dtype=np.uint8))
    walls, processors = [], []
    for _ in range(50):
        asked = rng.integers(0, 256, (2, 32), dtype=np.uint8)  # a picture and its mirror image
        wall, processor = time.perf_counter(), time.process_time()
        for index in indexes:
            index.near(asked, NEAR)
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    yield (
        f"One picture and its mirror image, both fingerprints, against {MILLION:,} pictures: "
        f"{1000 * np.median(walls):.1f} ms ({1000 * np.median(processors):.1f} ms of processor), median of 50.\n"
    )


def put(part: str, text: str) -> None:
    """Put what was measured into its place in the document."""
    head, rest = DOCUMENT.read_text(encoding="utf-8").split(PART.format(part))
    after = rest.split(END, 1)[1]
    DOCUMENT.write_text(f"{head}{PART.format(part)}\n{text}{END}{after}", encoding="utf-8")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py reuse", description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--mixed", type=int, default=MIXED_FACES)
    parser.add_argument("--only", choices=("speed", "recall", "mistakes"))
    parser.add_argument("--write", action="store_true", help="put the tables into docs/reuse.md")
    options = parser.parse_args(arguments)
    mesh = FaceMesh()
    pictures: list[Shown] = []
    if options.only != "speed":
        pictures = list(shared_pictures(options.shared, mesh))
    parts: dict[str, Callable[[], Iterator[str]]] = {
        "speed": speed,
        "recall": lambda: recall(pictures, mesh),
        "mistakes": lambda: mistakes(pictures, options.mixed),
    }
    for name, part in parts.items():
        if options.only in (None, name):
            lines = []
            for line in itertools.chain(part(), ["\n"]):
                print(line, end="", flush=True)
                lines.append(line)
            if options.write:
                put(name, "".join(lines))
    mesh.close()
    return 0
