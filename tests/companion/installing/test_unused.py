"""What is taken out of an environment: what the rules name, and nothing beside it."""

from __future__ import annotations

from pathlib import Path

from companion.installing import unused

FILES = (
    "babel/core.py",
    "babel/locale-data/de.dat",
    "babel/locale-data/pt_BR.dat",
    "babel/locale-data/root.dat",
    "matplotlib/__init__.py",
    "matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf",
    "matplotlib/mpl-data/fonts/ttf/cmex10.ttf",
    "mediapipe/modules/face_landmark/face_landmark.tflite",
    "mediapipe/modules/hand_landmark/hand_landmark_full.tflite",
    "numpy/core/tests/test_umath.py",
    "numpy/core/umath.py",
    "other/tests/test_other.py",
    "sknetwork/__init__.py",
    "sknetwork/clustering/louvain_core.cpython-311-x86_64-linux-gnu.so",
    "sknetwork/linalg/push.cpython-311-x86_64-linux-gnu.so",
)
STAY = {
    "babel/core.py",
    "babel/locale-data/pt_BR.dat",
    "babel/locale-data/root.dat",
    "matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf",
    "mediapipe/modules/face_landmark/face_landmark.tflite",
    "numpy/core/umath.py",
    "other/tests/test_other.py",
    "sknetwork/clustering/louvain_core.cpython-311-x86_64-linux-gnu.so",
}


def site(folder: Path) -> Path:
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def left(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_the_rules_name_goes_and_nothing_beside_it(tmp_path: Path) -> None:
    packages = site(tmp_path)
    unused.take_out(packages, ["en", "pt-BR"])
    assert left(packages) == STAY
    assert not (packages / "sknetwork" / "linalg").exists()
    unused.take_out(packages, ["en", "pt-BR"])
    assert left(packages) == STAY


def test_other_packages_than_those_asked_for_are_left_alone(tmp_path: Path) -> None:
    packages = site(tmp_path)
    unused.take_out(packages, ["en"], ["mediapipe"])
    assert set(FILES) - left(packages) == {"mediapipe/modules/hand_landmark/hand_landmark_full.tflite"}


def test_a_new_language_makes_other_rules() -> None:
    assert unused.rules(["en", "es"]) == unused.rules(["es", "en"]) != unused.rules(["de", "en", "es"])
