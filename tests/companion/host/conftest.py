"""A person's home of their own, so that no browser of who runs the tests is told of anything."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With the settings of Chrome and Firefox on Linux in it, and no browser on PATH."""
    for variable in ("HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("shutil.which", lambda name: None)
    for used in (".config/google-chrome", ".mozilla/firefox"):
        (tmp_path / used).mkdir(parents=True)
    return tmp_path
