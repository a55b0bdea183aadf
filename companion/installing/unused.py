"""What packages bring and Eyeline does not use, as their own tests: taken out of an environment that is Eyeline's own.

It is half of what they take on the disk. What stays is enough for every part of Eyeline, and for its own tests.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

TESTS = ("networkx", "numpy", "scipy")
"""Packages whose own ``tests`` go, wherever in them they are."""

KEPT: Mapping[str, tuple[str, ...]] = {
    # Two typefaces and the photograph for the demo; MediaPipe's import of it is met by stand_ins.py.
    "matplotlib": (
        "mpl-data/fonts/ttf/DejaVuSans.ttf",
        "mpl-data/fonts/ttf/DejaVuSans-Bold.ttf",
        "mpl-data/fonts/ttf/LICENSE_DEJAVU",
        "mpl-data/sample_data/grace_hopper.jpg",
    ),
    # One compiled module, which needs no other of it.
    "sknetwork": ("clustering/louvain_core.*.so", "clustering/louvain_core.*.pyd"),
}
"""Packages of which only these files stay."""

TAKEN_OUT: Mapping[str, tuple[str, ...]] = {
    # Models of hands, bodies and irises. Their code stays: MediaPipe imports it.
    "mediapipe": (
        "modules/hand_landmark/*.tflite",
        "modules/iris_landmark/*.tflite",
        "modules/palm_detection/*.tflite",
        "modules/pose_detection/*.tflite",
        "modules/pose_landmark/*.tflite",
        "modules/selfie_segmentation/*.tflite",
        "tasks/python/test",
    ),
    "mpl_toolkits": ("*",),
}

FOLDERS: Mapping[str, str] = {
    "babel": "babel",
    "matplotlib": "matplotlib",
    "mediapipe": "mediapipe",
    "mpl_toolkits": "matplotlib",
    "networkx": "networkx",
    "numpy": "numpy",
    "scipy": "scipy",
    "sknetwork": "scikit-network",
}
"""What a folder of ``site-packages`` is installed by."""
PACKAGES = tuple(sorted(set(FOLDERS.values())))
"""From which something is taken."""

LOCALES = "babel/locale-data"
EVERY_LANGUAGE = ("root", "und")
"""Locales that all others rest on."""


def take_out(site: Path, languages: Collection[str], packages: Collection[str] = PACKAGES) -> None:
    """Take what is not used of these packages out of ``site``, a ``site-packages``.

    ``languages`` are the tags of those that Eyeline speaks.
    """
    for path in list(_unused(site, languages, packages)):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    for name in KEPT:
        if FOLDERS[name] in packages:
            _without_empty_folders(site / name)


def rules(languages: Collection[str]) -> str:
    """A hash of what stays and what goes: what was taken out by other rules has to be installed again."""
    return hashlib.sha256(repr((TESTS, KEPT, TAKEN_OUT, EVERY_LANGUAGE, sorted(languages))).encode()).hexdigest()


def _unused(site: Path, languages: Collection[str], packages: Collection[str]) -> Iterator[Path]:
    def of(folders: Iterable[str]) -> Iterator[str]:
        return (folder for folder in folders if FOLDERS[folder] in packages)

    for name in of(TESTS):
        yield from (path for path in (site / name).rglob("tests") if path.is_dir())
    for name in of(KEPT):
        stays = {path for pattern in KEPT[name] for path in (site / name).glob(pattern)}
        yield from (path for path in (site / name).rglob("*") if path.is_file() and path not in stays)
    for name in of(TAKEN_OUT):
        yield from (path for pattern in TAKEN_OUT[name] for path in (site / name).glob(pattern))
    if "babel" in packages:
        spoken = {*EVERY_LANGUAGE, *(tag.partition("-")[0] for tag in languages)}
        locales = (site / LOCALES).glob("*.dat")
        yield from (path for path in locales if path.stem.partition("_")[0] not in spoken)


def _without_empty_folders(folder: Path) -> None:
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()
