"""The locks of the Python packages: they agree, hold what pyproject.toml asks for, and name no registry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")
REQUIREMENT = re.compile(r"^([a-z0-9][a-z0-9.-]*==[^ \\]+(?: ; [^\\]+?)?) \\$", re.MULTILINE)


def pins(lock: Path) -> set[str]:
    """Each ``name==version``, with its marker."""
    return set(REQUIREMENT.findall(lock.read_text(encoding="utf-8")))


def test_the_lock_for_tests_holds_all_of_the_other(root: Path) -> None:
    """What a marker says may differ, as a package for tests may need one more widely; versions may not."""

    def versions(name: str) -> set[str]:
        return {pin.partition(" ; ")[0] for pin in pins(root / name)}

    assert len(versions("requirements.lock")) > 40
    assert versions("requirements.lock") - versions("requirements-dev.lock") == set()


@pytest.mark.parametrize("name", LOCKS)
def test_names_no_registry_and_no_place_of_its_own(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_hashes(root: Path, name: str) -> None:
    blocks = re.split(r"^(?=\S)", (root / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [block for block in blocks if block.strip() and "--hash=sha256:" not in block] == []


def test_what_mediapipe_declares_and_does_not_need_is_left_out(root: Path) -> None:
    names = {pin.partition("==")[0] for pin in pins(root / "requirements.lock")}
    assert names & {"jax", "jaxlib", "opencv-contrib-python", "sentencepiece", "sounddevice"} == set()
    assert {"mediapipe", "numpy", "opencv-python-headless", "aiohttp"} <= names
