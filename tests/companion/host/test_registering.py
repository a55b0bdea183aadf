"""Which browsers are told of the host, by which command, and how that is taken back."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from companion.cli.commands import serve
from companion.cli.commands.serve import _register
from companion.errors import CompanionError
from companion.host import registering
from companion.host.identity import FIREFOX_ID, chromium_origin
from companion.settings import Settings, default_data_folder
from tests.companion.cli.commands.process import run_here

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at the places on Linux")

CHROME = ".config/google-chrome/NativeMessagingHosts/eyeline.companion.json"
FIREFOX = ".mozilla/native-messaging-hosts/eyeline.companion.json"


def test_the_browsers_that_are_here_are_told_and_only_they(home: Path) -> None:
    data = home / "a folder's data"
    assert registering.register(data, 47811) == ["Chrome", "Firefox"]
    assert registering.registered() == ["Chrome", "Firefox"]
    chrome, firefox = (json.loads((home / path).read_bytes()) for path in (CHROME, FIREFOX))
    launcher = data / registering.LAUNCHER
    assert chrome["allowed_origins"] == [f"{chromium_origin()}/"]
    assert firefox["allowed_extensions"] == [FIREFOX_ID]
    assert chrome["path"] == firefox["path"] == str(launcher)
    assert stat.S_IMODE(launcher.stat().st_mode) == 0o700
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert len(list(home.rglob("eyeline.companion.json"))) == 2

    assert registering.unregister(data) == ["Chrome", "Firefox"]
    assert registering.registered() == []
    assert list(home.rglob("eyeline*")) == []
    assert registering.unregister(data) == []


def test_what_windows_starts_is_read_whatever_letters_its_paths_have() -> None:
    command = ["C:\\Users\\Zoë\\100% mine\\python.exe", "-m", "companion.host"]
    lines = registering.batch(Path("C:/Users/Zoë/50%"), command).decode("utf-8").split("\r\n")
    assert lines[:2] == ["@echo off", "chcp 65001 >nul"]  # before any letter that a code page reads otherwise
    assert "Zoë" in lines[2]
    assert "50%%" in lines[2]
    assert lines[3] == '"C:\\Users\\Zoë\\100%% mine\\python.exe" -m companion.host %*'


def test_what_a_shell_starts_is_started_whatever_letters_its_paths_have(tmp_path: Path) -> None:
    folder = tmp_path / 'Zoë\'s 100% $HOME `x` "folder"'
    folder.mkdir()
    launcher = tmp_path / "launcher"
    launcher.write_bytes(
        registering.script(folder, [sys.executable, "-c", "import os, sys; print(os.getcwd(), sys.argv)"])
    )
    launcher.chmod(0o700)
    said = subprocess.run([launcher, "a b"], capture_output=True, text=True, check=True).stdout
    assert said == f"{folder} ['-c', 'a b']\n"


def test_the_command_says_in_one_sentence_who_was_told(home: Path) -> None:
    options = ("--data", str(home / "data"))
    assert run_here("extension", "--register", *options).stdout == (
        "Eyeline's extension in Chrome and Firefox may start Eyeline and pair by itself; "
        "eyeline extension --unregister takes it back.\n"
    )
    assert "starts Eyeline and pairs by itself" in run_here("extension").stdout
    said = run_here("extension", "--unregister", *options).stdout
    assert said == "Chrome and Firefox can no longer start Eyeline. Browsers that are paired stay so.\n"
    assert run_here("extension", "--unregister", *options).stdout == "No browser had been told of Eyeline.\n"


def test_where_no_browser_is_here_nothing_is_written(home: Path) -> None:
    for used in (".config/google-chrome", ".mozilla/firefox"):
        (home / used).rmdir()
    assert "none was told" in run_here("extension", "--register", "--data", str(home / "data")).stdout
    assert not (home / "data").exists()


def test_the_start_says_it_once_and_a_browser_that_came_later(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings.of({"data": default_data_folder()})
    for said in ("Chrome and Firefox may start Eyeline", ""):
        _register(settings)
        assert said in (told := capsys.readouterr().err)
        assert bool(told) == bool(said)
    (home / ".config/BraveSoftware/Brave-Browser").mkdir(parents=True)
    _register(settings)
    assert "Chrome, Brave and Firefox" in capsys.readouterr().err


def test_eyeline_start_tells_them_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_further(data: Path) -> None:
        raise CompanionError("running.slow", file=data)

    monkeypatch.setattr(serve, "make_engine_ready", no_further)
    options = ("--data", str(default_data_folder()))
    assert "Chrome and Firefox may start Eyeline" not in run_here("serve", *options).stderr
    assert "Chrome and Firefox may start Eyeline" in run_here("start", "--no-window", *options).stderr
    assert registering.registered() == ["Chrome", "Firefox"]


def test_the_start_goes_on_where_nothing_can_be_written(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / ".mozilla/native-messaging-hosts").touch()
    _register(Settings.of({"data": home / "data"}))
    assert "No browser could be told how to start Eyeline" in capsys.readouterr().err
