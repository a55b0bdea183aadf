"""``eyeline uninstall``: it says what it will remove, and removes that; what was collected only where that is asked."""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

import pytest

from companion.demo.portraits import Portraits
from companion.desktop import entrance, window
from companion.errors import AlreadyRunningError
from companion.host import registering, starting
from companion.operations import uninstalling
from companion.operations.restore import restore
from companion.settings import Settings
from companion.store import ended_unused, imported, transfers
from companion.store.backup import back_up
from companion.store.chosen_settings import CORRECTIONS
from companion.store.folder import DATABASE, FolderLock
from companion.store.times import now
from companion.vision.model_file import FACE_LANDMARKER
from tests.companion.blank import blank_store
from tests.companion.cli.commands.process import run_here


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout that was set up."""
    folder = tmp_path / "checkout"
    for name in (*uninstalling.MADE, "extension"):
        (folder / name).mkdir(parents=True)
    monkeypatch.setattr(uninstalling, "checkout_folder", lambda: folder)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a database."""
    folder = tmp_path / "data"
    blank_store(folder).close()
    return folder


def test_removes_what_it_said_and_keeps_what_was_collected(home: Path, checkout: Path, data: Path) -> None:
    assert registering.register(data, 1) == registering.registered() != []
    refused = run_here("uninstall", "--data", str(data), typed="n\n")
    assert refused.returncode == 1
    assert (checkout / ".venv").is_dir()
    assert registering.registered() != []
    done = run_here("uninstall", "--data", str(data), typed="y\n")
    assert done.returncode == 0, done.stderr
    assert "start Eyeline" in done.stdout
    assert all(str(checkout / name) in done.stdout for name in uninstalling.MADE)
    assert sorted(path.name for path in checkout.iterdir()) == ["companion", "extension"]
    assert registering.registered() == []
    assert (data / "eyeline.db").is_file()


def test_deletes_the_data_only_when_asked_twice_and_only_a_folder_of_its_own(
    home: Path, checkout: Path, data: Path, tmp_path: Path
) -> None:
    assert run_here("uninstall", "--data-too", "--data", str(data), typed="y\nn\n").returncode == 1
    assert (data / "eyeline.db").is_file()
    other = tmp_path / "photographs"
    other.mkdir()
    assert run_here("uninstall", "--data-too", "--yes", "--data", str(other)).returncode == 1
    assert other.is_dir()
    assert (checkout / ".venv").is_dir()
    assert run_here("uninstall", "--data-too", "--data", str(data), typed="y\ny\n").returncode == 0
    assert not data.exists()


def test_what_is_somebody_elses_in_the_data_folder_stays(home: Path, checkout: Path, data: Path) -> None:
    mine = [data / "thesis.txt", data / "imports" / "letters.csv", data / "demo" / "reel.mp4"]
    for file in mine:
        file.parent.mkdir(exist_ok=True)
        file.write_text("mine")
    done = run_here("uninstall", "--data-too", "--yes", "--data", str(data))
    assert done.returncode == 0, done.stderr
    assert "demo, imports, thesis.txt" in done.stdout
    assert sorted(path for path in data.rglob("*") if path.is_file()) == sorted(mine)


def test_all_that_eyeline_makes_in_a_data_folder_goes(home: Path, data: Path) -> None:
    registering.register(data, 1)
    back_up(data / DATABASE, data.parent / "backup.db")
    restore(data, data.parent / "backup.db", now())
    (data / "imports").mkdir()
    imported.side_file(data, "list.csv", "0" * 64).touch()
    (data / "imports" / ".0123456789abcdef").touch()  # of one that broke off
    transfers.reserve(data, "list.csv")[1].touch()
    ended_unused.leave(Settings.of({"data": data}))
    entrance.launch_page(data, "")
    Portraits(data / "demo", data)
    made = (starting.LOCK, starting.LOG, CORRECTIONS, FACE_LANDMARKER.name, entrance.CLOSE_WINDOW)
    of_the_window = (window.LOCK, window.PLACE, window.COME_FORWARD)
    for name in (*made, *of_the_window, *(registering._windows_manifest(kind) for kind in ("chromium", "firefox"))):
        (data / name).touch()
    (data / window.STORAGE / "storage").mkdir(parents=True)
    assert uninstalling.remove_data(data) == []
    assert not data.exists()


def test_nothing_goes_while_something_is_alone_with_the_data(data: Path) -> None:
    with FolderLock(data), pytest.raises(AlreadyRunningError):
        uninstalling.remove_data(data)
    assert (data / DATABASE).is_file()


@pytest.mark.parametrize("command", [("false",), ("no-such-program",)])
def test_a_package_that_could_not_be_removed_is_not_called_removed(
    home: Path, data: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(uninstalling, "checkout_folder", lambda: None)
    monkeypatch.setattr(uninstalling, "uninstaller", lambda: command)
    done = run_here("uninstall", "--yes", "--data", str(data))
    assert done.returncode == 1
    assert f"Remove it by: {command[0]}" in done.stderr
    assert "Done." not in done.stdout


def test_pip_is_not_asked_and_asks_nobody(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs in a Python of its own that has a package of this name."""
    venv.create(tmp_path / "environment", with_pip=True, symlinks=True)
    python = tmp_path / "environment" / "bin" / "python"
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    place = subprocess.check_output([python, "-c", asked], text=True)
    info = Path(place.strip()) / "eyeline-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: eyeline\nVersion: 0\n")
    (info / "RECORD").write_text("".join(f"eyeline-0.dist-info/{name},,\n" for name in ("METADATA", "RECORD")))
    monkeypatch.setattr(uninstalling, "checkout_folder", lambda: None)
    monkeypatch.setattr("sys.executable", str(python))
    assert uninstalling.run(uninstalling.installation().command)
    assert not info.exists()


def test_waits_for_nobody_who_uses_it(home: Path, checkout: Path, data: Path) -> None:
    with FolderLock(data) as lock:
        lock.tell("http://127.0.0.1:1")
        assert run_here("uninstall", "--yes", "--data", str(data)).returncode != 0
    assert (checkout / ".venv").is_dir()


@pytest.mark.parametrize(
    ("receipt", "command"), [("pipx_metadata.json", "pipx uninstall"), ("uv-receipt.toml", "uv tool uninstall")]
)
def test_what_another_program_installed_that_one_removes(
    home: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, receipt: str, command: str
) -> None:
    (tmp_path / receipt).touch()
    monkeypatch.setattr(uninstalling, "checkout_folder", lambda: None)
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    said = run_here("uninstall", "--data", str(data), typed="n\n").stdout
    assert f"the installed package, by: {command} eyeline" in said
