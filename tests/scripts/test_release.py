"""A release: everything that belongs to it, and the same bytes when it is made again."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from companion import __version__
from scripts import release

AT = 1_700_000_000


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_two_builds_have_the_same_bytes_and_all_that_belongs_to_a_release(tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in release.make(tmp_path / "first", AT)}
    second = {path.name: path.read_bytes() for path in release.make(tmp_path / "second", AT)}
    assert set(first) == {
        "NOTES.md",
        "SHA256SUMS",
        f"eyeline-{__version__}-chrome.zip",
        f"eyeline-{__version__}-firefox.zip",
        f"eyeline-{__version__}-py3-none-any.whl",
        f"eyeline-{__version__}.cdx.json",
        f"eyeline-{__version__}.tar.gz",
    }
    assert [name for name in first if first[name] != second[name]] == []
    sums = dict(reversed(line.split("  ")) for line in first.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in first.items()}
    with zipfile.ZipFile(tmp_path / "first" / f"eyeline-{__version__}-chrome.zip") as packed:
        assert json.loads(packed.read("manifest.json"))["version"] == __version__


def test_the_bill_of_materials_names_what_is_locked(root: Path) -> None:
    bill = json.loads(release.bill_of_materials(root, "1.2.3", AT))
    named = {component["purl"] for component in bill["components"]}
    assert len(named) == len(bill["components"]) > 60
    assert {purl.partition("@")[0] for purl in named} >= {"pkg:pypi/mediapipe", "pkg:pypi/pyarrow", "pkg:npm/preact"}
    assert not any("vitest" in purl for purl in named)
    assert bill["metadata"]["timestamp"] == "2023-11-14T22:13:20+00:00"


def test_the_notes_are_the_changelog_s_topmost_section() -> None:
    heading, body = release.notes()
    assert heading.startswith("[")
    assert body.startswith("### ")
    assert "\n## " not in body
