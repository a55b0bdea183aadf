"""Which browser stands in for the window, and where the page lies that it is to read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from companion.cli.commands import doctor
from companion.desktop import browser as default_browser
from companion.desktop import entrance
from companion.desktop.backends import GTK
from companion.store.db import Store

URL = "http://127.0.0.1:47811"
SNAP = "firefox_firefox.desktop"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's home, on a system whose snaps lie elsewhere than this machine's."""
    for name in ("home", "bin", "snaps"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.setattr(default_browser, "SNAP_ENTRIES", tmp_path / "snaps")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("BROWSER", raising=False)
    return tmp_path / "home"


def default_is(home: Path, entry: str, *, snap: bool = False) -> None:
    settings = home.parent / "bin" / "xdg-settings"
    settings.write_text(f"#!/bin/sh\necho {entry}\n")
    settings.chmod(0o755)
    if snap:
        (home.parent / "snaps" / entry).touch()


def data_at(folder: Path) -> Path:
    with Store(folder):
        return folder


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there are no desktop entries")
def test_the_default_is_asked_of_the_system(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_browser.name() is None
    default_is(home, "chromium.desktop")
    assert default_browser.name() == "chromium.desktop"
    assert not default_browser.is_snap("chromium.desktop")
    monkeypatch.setenv("BROWSER", "/snap/bin/firefox %s:other")
    assert default_browser.name() == "/snap/bin/firefox"


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there are no snaps")
def test_the_launch_page_lies_where_a_snap_can_read_it_and_goes(home: Path) -> None:
    data = data_at(home / ".local" / "eyeline")
    default_is(home, SNAP)
    path = entrance.launch_page(data, entrance.page(URL, data, entrance.SET_UP))
    assert path.parent == data
    default_is(home, SNAP, snap=True)
    moved = entrance.launch_page(data, entrance.page(URL, data, entrance.SET_UP))
    assert not path.exists()
    assert moved.parent == home
    assert moved.stat().st_mode & 0o077 == 0
    (home / "Downloads").mkdir()
    again = entrance.launch_page(data, entrance.page(URL, data, entrance.SET_UP))
    assert (again.parent, moved.exists()) == (home / "Downloads", False)
    entrance.remove_launch_page(data)
    entrance.remove_launch_page(data)
    assert not again.exists()
    assert default_browser.visible_folder(home / "eyeline") == home / "eyeline"  # it may read this one


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there are no snaps")
def test_the_doctor_says_what_stands_in_for_the_window(home: Path) -> None:
    default_is(home, "chromium.desktop")
    plain = doctor.browser_finding(home / ".data")
    assert (plain.well, plain.sentence) == (True, "chromium.desktop opens where there is no window.")
    default_is(home, SNAP, snap=True)
    confined = doctor.browser_finding(home / ".data")
    assert f"so the page that lets it in lies for a moment in {home}" in confined.sentence
    assert "--code" in confined.sentence


def test_the_doctor_says_what_the_window_is_shown_by(monkeypatch: pytest.MonkeyPatch) -> None:
    display = {"DISPLAY": ":0"}
    assert doctor.window_finding(display, "linux", GTK).sentence == "It uses GTK's WebKit."
    assert "There is no display" in doctor.window_finding({}, "linux", GTK).sentence
    for there, said in ((True, "of another version than this one"), (False, "apt install python3-gi")):
        monkeypatch.setattr(doctor, "system_has_gtk", lambda there=there: there)
        lacking = doctor.window_finding(display, "linux", None)
        assert not lacking.well
        assert not lacking.necessary
        assert said in lacking.sentence
        assert "open in the default browser" in lacking.sentence
    assert doctor.window_finding({}, "darwin", "system").well
