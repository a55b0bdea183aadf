"""The same picture again: how fast it is found among a million, after what, and how often two others pass for it.

--write puts the tables into docs/reuse.md. Pictures are those of ../shared: the method was built on some sources, and
is measured on the others (--building: on the same). PDQ is beside it where ``pdqhash`` is installed, which has to be
compiled.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from companion.core.models import Face
from companion.vision.decode import decode
from companion.vision.fingerprints import Fingerprint, Fingerprints, fingerprints_of
from companion.vision.landmarks import MAX_SIDE, FaceMesh
from companion.vision.likeness import likenesses
from companion.vision.stored_fingerprints import stored
from companion.workers.reuse import FingerprintIndexes
from scripts.research.measuring.documents import SHARED, Part
from scripts.research.measuring.other_hashes import Bits, OtherHash, both_ways, other_hashes, pairs_within
from scripts.research.measuring.reuse_chance import Sample, rows
from scripts.research.measuring.reuse_changes import CHANGES, Picture

BUILT_ON = ("37416233", "9b5f4ee6", "ace5e6dd", "9916a5fb")
"""On whose pictures the method was built: the first 8 hex digits of the SHA-256 of each source's owner."""
NOSE_TIP = 1
"""Its number among the landmarks."""
MILLION = 1_000_000
AT_ONCE = 50_000
MIXED_FACES = 10_000
FLIPPED = 0.1
TURNED_BYTES = 3_000_000
SEED = 1


@dataclass(frozen=True, eq=False)
class Shown:
    """``origin`` is the same for one picture that two sources hold under the same name; ``nose`` in pixels."""

    picture: Picture
    fingerprints: Fingerprints
    nose: tuple[float, float]
    label: str
    origin: str
    built_on: bool


def main_face(picture: Picture, mesh: FaceMesh) -> Face | None:
    return max(mesh.faces(np.array(picture)), key=lambda face: float(np.ptp(face.points, axis=0).prod()), default=None)


def fingerprinted(picture: Picture, mesh: FaceMesh) -> Fingerprints:
    return fingerprints_of(np.array(picture), main_face(picture, mesh))


def shared_pictures(shared: Path, mesh: FaceMesh) -> Iterator[Shown]:
    with (shared / "faces" / "manifest.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            picture = Image.fromarray(decode((shared / "faces" / row["path"]).read_bytes(), MAX_SIDE).rgb)
            stem = Path(row["source"]).stem.replace("-", "_")
            # Only a name of letters is one: numbers repeat between sources.
            origin = stem if stem.replace("_", "").isalpha() else row["path"]
            face = main_face(picture, mesh)
            x, y = (0.5, 0.5) if face is None else face.points[NOSE_TIP]
            yield Shown(
                picture,
                fingerprints_of(np.array(picture), face),
                (x * picture.width, y * picture.height),
                row["label"],
                origin,
                sha256(row["source"].partition("/")[0].encode()).hexdigest()[:8] in BUILT_ON,
            )


def is_same(first: Fingerprints, second: Fingerprints) -> bool:
    return any(found.same for found in likenesses(0, first, 1, second))


def recall(pictures: Sequence[Shown], mesh: FaceMesh) -> Iterator[str]:
    with_face = [each for each in pictures if each.fingerprints.core and each.fingerprints.parts is None]
    without = [picture for picture in pictures if picture.fingerprints.parts is not None]
    others = other_hashes()
    known = {other.name: {id(each): both_ways(other.of, each.picture) for each in with_face} for other in others}
    heads = [f"found again: {len(with_face):,} with a face", *(other.name for other in others)]
    yield f"| what was done to it | {' | '.join(heads)} | {len(without)} without |"
    yield f"|---|{'---:|' * (len(heads) + 1)}"
    for name, change in CHANGES.items():
        changed = [change(each.picture, each.nose) for each in with_face]
        found = [
            is_same(each.fingerprints, fingerprinted(made, mesh)) for each, made in zip(with_face, changed, strict=True)
        ]
        cells = [found]
        for other in others:
            pairs = zip(with_face, changed, strict=True)
            cells.append([finds(other, known[other.name][id(each)], made) for each, made in pairs])
        cells.append(
            [is_same(each.fingerprints, fingerprinted(change(each.picture, each.nose), mesh)) for each in without]
        )
        yield f"| {name} | {' | '.join(f'{np.mean(cell):.1%}' if cell else '' for cell in cells)} |"


def finds(other: OtherHash, known: Bits, made: Picture) -> bool:
    return bool((known != other.of(made)).sum(axis=1).min() <= other.near)


def mixed_faces(pictures: Sequence[Shown], count: int) -> Sample:
    """Each mixed from three StyleGAN faces, whose eyes and mouths lie on each other: they all resemble each other."""
    rng = np.random.default_rng(SEED)
    gan = [each for each in pictures if each.label == "gan" and each.fingerprints.parts is None]
    parents = [
        (each, whole, core) for each in gan if (whole := each.fingerprints.whole) and (core := each.fingerprints.core)
    ]
    wholes = np.array([whole.grey for _, whole, _ in parents], np.float32)
    cores = np.array([core.grey for _, _, core in parents], np.float32)
    fingerprints, origins = [], []
    for _ in range(count):
        chosen = rng.choice(len(parents), 3, replace=False)
        weights = rng.dirichlet((1, 1, 1)).astype(np.float32)[:, None, None]
        mixed = ((weights * greys[chosen]).sum(axis=0).astype(np.uint8) for greys in (wholes, cores))
        of_whole, of_core = map(Fingerprint.of, mixed)
        fingerprints.append(Fingerprints(of_whole, of_core))
        origins.append(frozenset(parents[parent][0].origin for parent in chosen))
    return Sample(f"{count:,} mixed from three StyleGAN faces each, without a parent in common", fingerprints, origins)


def mistakes(tested: Sequence[Shown], pictures: Sequence[Shown], mixed: int) -> Iterator[str]:
    def sample(name: str, some: Sequence[Shown], label: str | None = None) -> Sample:
        chosen = [each for each in some if label in (None, each.label) and each.fingerprints.whole]
        text = f"{len(chosen):,} {name}"
        return Sample(text, [each.fingerprints for each in chosen], [frozenset((each.origin,)) for each in chosen])

    yield from rows(
        [
            sample("of the sources measured on", tested),
            sample("of all sources", pictures),
            sample("StyleGAN faces (`gan`)", pictures, "gan"),
            sample("ordinary photographs (`real`)", pictures, "real"),
            sample("photographs aligned as StyleGAN's (`aligned_real`)", pictures, "aligned_real"),
            mixed_faces(pictures, mixed),
        ]
    )
    everything = sample("", pictures)
    shown = [each for each in pictures if each.fingerprints.whole]
    different = everything.different()
    told = []
    for other in other_hashes():
        hashes = [both_ways(other.of, each.picture) for each in shown]
        told.append(f"{other.name} takes {pairs_within(hashes, other.near, different):,} for the same")
    yield ""
    yield f"Of the same {int(np.triu(different, 1).sum()):,} pairs of all sources, {'; '.join(told)}."


def speed(pictures: Sequence[Shown]) -> Iterator[str]:
    rng = np.random.default_rng(SEED)
    held = [stored(each.fingerprints, keep_greys=False) for each in pictures if each.built_on]
    asked = [each.fingerprints for each in pictures if not each.built_on]

    turned = np.packbits(rng.random(8 * TURNED_BYTES) < FLIPPED)

    def altered(content: bytes | None) -> bytes | None:
        if content is None:
            return None
        start = rng.integers(len(turned) - len(content))
        return bytes(np.frombuffer(content, np.uint8) ^ turned[start : start + len(content)])

    indexes = FingerprintIndexes()
    for start in range(0, MILLION, AT_ONCE):
        some: list[dict[str, Any]] = []
        for number in range(start, start + AT_ONCE):
            of = held[number % len(held)]
            hashes = {"whole_hash": of.whole_hash, "core_hash": of.core_hash, "wide_hash": of.wide_hash}
            hashes["part_hashes"] = of.part_hashes
            some.append({"id": number + 1, **{name: altered(content) for name, content in hashes.items()}})
        indexes.add(some)
    walls, processors = [], []
    for number in rng.permutation(len(asked))[:100]:
        wall, processor = time.perf_counter(), time.process_time()
        indexes.near(asked[number], MILLION)
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    yield (
        f"One picture in all its regions, straight and mirrored, against {MILLION:,}: {1000 * np.median(walls):.1f} ms "
        f"({1000 * np.median(processors):.1f} ms of processor), median of {len(walls)}; 9 of 10 take at most "
        f"{1000 * np.quantile(processors, 0.9):.1f} ms of processor. The million are the hashes of {len(held)} "
        f"pictures, each time with a tenth of the bits turned; asked is with pictures of other sources."
    )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py reuse", description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--mixed", type=int, default=MIXED_FACES)
    parser.add_argument("--only", choices=("speed", "recall", "mistakes"))
    parser.add_argument("--building", action="store_true", help="measure on the pictures the method was built on")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/reuse.md")
    options = parser.parse_args(arguments)
    if options.building and options.write:
        parser.error("the document has what was measured on other pictures than those the method was built on")
    mesh = FaceMesh()
    pictures = list(shared_pictures(options.shared, mesh))
    tested = [each for each in pictures if each.built_on is options.building]
    parts: dict[str, Callable[[], Iterator[str]]] = {
        "speed": lambda: speed(pictures),
        "recall": lambda: recall(tested, mesh),
        "mistakes": lambda: mistakes(tested, pictures, options.mixed),
    }
    for name, part in parts.items():
        if options.only in (None, name):
            Part("reuse.md", f"scripts/bench.py reuse --only {name} --write").show(part(), options.write)
    mesh.close()
    return 0
