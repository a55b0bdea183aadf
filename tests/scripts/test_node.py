"""Which Node will do, and whether the npm lock holds for every machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.environment import node_packages


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2", "v22.12.0", "v23.0.0", "v24.1.0", "v26.0.0"])
def test_new_enough(version: str) -> None:
    assert node_packages.new_enough(version)


@pytest.mark.parametrize("version", [None, "", "v18.20.4", "v20.18.9", "v21.7.3", "v22.11.0", "not found", "20.19"])
def test_too_old_or_none(version: str | None) -> None:
    assert not node_packages.new_enough(version)


def test_the_npm_lock_has_every_systems_packages(root: Path) -> None:
    """npm silently leaves out an optional package that a registry did not have when the lock was made."""
    packages = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {place.rpartition("node_modules/")[2] for place in packages}
    wanted = {name for package in packages.values() for name in package.get("optionalDependencies", {})}
    assert wanted - installed == set()


def test_the_npm_lock_names_no_registry_and_hashes_everything(root: Path) -> None:
    packages = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [place for place, package in packages.items() if "resolved" in package] == []
    assert [place for place, package in packages.items() if place and "integrity" not in package] == []
