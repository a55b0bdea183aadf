"""Choosing from a lock, counting what comes, and saying why nothing does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from companion.installing.causes import cause_of
from companion.installing.fetched import Fetched
from companion.installing.late import ENGINE, LATE
from companion.installing.lock import only, without
from scripts.environment import python_packages

LOCK = """\
babel==2.19.0 \\
    --hash=sha256:aa
numpy==1.26.4 ; python_full_version < '3.13' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
numpy==2.5.5 ; python_full_version >= '3.13' \\
    --hash=sha256:dd
"""


def test_blocks_are_chosen_whole_with_all_their_versions() -> None:
    assert only(LOCK, ["babel"]) == LOCK[: LOCK.index("numpy")]
    assert without(LOCK, ["babel"]) == LOCK[LOCK.index("numpy") :] == only(LOCK, ["numpy"])
    with pytest.raises(KeyError, match="scipy"):
        only(LOCK, ["babel", "scipy"])


def test_the_lock_has_all_that_comes_late(root: Path) -> None:
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    late = [name for part in LATE for name in part.packages]
    assert sorted(late) == sorted(python_packages.LATE)
    assert only(lock, [*late, *ENGINE.packages]).count("--hash=") > len(late)


def test_how_much_is_fetched_is_counted_from_what_pip_or_uv_prints() -> None:
    fetched = Fetched()
    for line in (
        "Collecting babel==2.19.0",
        "  Downloading babel-2.19.0-py3-none-any.whl.metadata (2.2 kB)",
        "  Downloading babel-2.19.0-py3-none-any.whl (11.0 MB)",
        "Using cached idna-3.10-py3-none-any.whl (70 kB)",
    ):
        fetched.heed(line)
    assert (fetched.megabytes, fetched.file) == (pytest.approx(11.0722), "idna")
    assert fetched.heed("Installing collected packages: babel, idna")
    assert fetched.file == ""
    by_uv = Fetched()
    by_uv.heed("Downloading mediapipe (34.0MiB)")
    assert by_uv.megabytes == pytest.approx(35.65, abs=0.01)


@pytest.mark.parametrize(
    ("printed", "cause"),
    [
        (
            "Temporary failure in name resolution\nNo matching distribution found",
            "network",
        ),
        ("error: Failed to fetch: error sending request for url", "network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "other_hash"),
        ("OSError: [Errno 28] No space left on device", "disk_full"),
        ("error: externally-managed-environment", "not_own"),
        ("something else", None),
    ],
)
def test_the_cause_is_found_in_what_was_printed(root: Path, printed: str, cause: str | None) -> None:
    assert cause_of(printed) == cause
    texts = json.loads((root / "companion" / "texts" / "en" / "companion.json").read_text(encoding="utf-8"))
    assert cause is None or texts["errors"]["packages"]["cause"][cause]
