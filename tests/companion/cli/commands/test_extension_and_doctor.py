"""``eyeline extension`` and ``eyeline doctor``, on what is built and what is not."""

from __future__ import annotations

import json
import socket
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from companion import __version__, packaged
from companion.cli.commands import doctor
from companion.cli.main import eyeline
from companion.core.wire import base
from companion.core.wire.observations import Batch
from companion.errors import NotFoundError
from companion.host import registering
from companion.settings import Settings
from companion.store.connection import connect
from companion.store.folder import DATABASE
from companion.store.observations import add_batch
from tests.companion.blank import blank_database
from tests.companion.cli.commands.process import run_here, served
from tests.companion.wire_samples import OBSERVED_AT, batch


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package's folder, in which nothing is built yet."""
    folder = tmp_path / "companion"
    folder.mkdir()
    monkeypatch.setattr(packaged, "_PACKAGE", folder)
    return folder


def build(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    return folder


def test_says_the_folder_and_the_steps_for_each_browser(package: Path) -> None:
    folders = [build(package.parent / "dist" / browser) for browser in ("chrome", "firefox")]
    said = CliRunner().invoke(eyeline, ["extension"]).output
    for folder in folders:
        assert str(folder) in said
    assert "chrome://extensions" in said
    assert "about:debugging" in said
    assert CliRunner().invoke(eyeline, ["extension", "firefox"]).output == f"{folders[1]}\n"


def test_the_wheels_own_goes_before_a_folder_that_happens_to_be_called_dist(package: Path) -> None:
    build(package.parent / "dist" / "chrome")
    assert packaged.extension_folder("chrome") == package.parent / "dist" / "chrome"
    carried = build(package / "extension_dist" / "chrome")
    assert packaged.extension_folder("chrome") == carried


def test_says_what_to_do_where_it_is_not_built(package: Path) -> None:
    (package.parent / "dist" / "chrome").mkdir(parents=True)  # empty: the build was interrupted
    result = CliRunner().invoke(eyeline, ["extension"])
    assert isinstance(result.exception, NotFoundError)
    assert "scripts/start.py" in result.exception.message
    assert packaged.ui_folder() is None


def findings(**values: object) -> dict[str, doctor.Finding]:
    return {finding.subject: finding for finding in doctor.examine(Settings.of(values))}


def test_the_doctor_measures_and_changes_nothing(package: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    found = findings(data=data, port=0)
    assert found["Python"].well
    assert found["Measuring"].well, found["Measuring"].sentence
    assert "finds 1 face" in found["Measuring"].sentence
    assert not found["Extension"].well
    assert "not made yet" in found["Data"].sentence
    assert not data.exists()


def test_the_doctor_sees_a_foreign_program_on_the_port_and_a_file_for_a_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.touch()
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = CliRunner().invoke(eyeline, ["doctor", "--data", str(tmp_path), "--port", str(port)])
        assert result.exit_code == 1
        assert f"Another program uses port {port}" in result.output
        found = findings(data=data, port=port)
    assert not found["Data"].well
    assert not found["Port"].well


def test_the_doctor_adds_up_the_data(tmp_path: Path) -> None:
    blank_database(tmp_path / "eyeline.db")
    (tmp_path / "more").write_bytes(bytes(2_500_000))
    sentence = findings(data=tmp_path, port=0)["Data"].sentence
    megabytes = (2_500_000 + (tmp_path / "eyeline.db").stat().st_size) / 1e6
    assert sentence == f"{tmp_path} holds {megabytes:.1f} MB. The database was looked through and is sound."


@pytest.mark.parametrize("content", [b"", bytes(2_500_000)])
def test_the_doctor_finds_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "eyeline.db").write_bytes(content)
    assert not findings(data=tmp_path, port=0)["Data"].well


def test_the_doctor_sees_the_companion_of_the_folder_at_whatever_port(tmp_path: Path) -> None:
    with served(tmp_path / "data") as companion:
        said = run_here("doctor", "--data", str(tmp_path / "data"), "--port", "1").stdout
        assert f"The companion of {tmp_path / 'data'} is running at {companion.url}." in " ".join(said.split())
        other = run_here("doctor", "--data", str(tmp_path / "other"), "--port", str(companion.port)).stdout
        assert f"A companion is running at {companion.url}, of another data folder" in " ".join(other.split())


@pytest.mark.parametrize(("by", "said"), [(1, "is older than this Eyeline"), (-1, "is newer than this Eyeline")])
def test_the_doctor_says_that_the_companion_is_of_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: int, said: str
) -> None:
    with served(tmp_path) as companion:
        settings = Settings.of({"data": tmp_path, "port": companion.port})
        found = doctor.version_finding(settings)
        assert found.well, found.sentence
        monkeypatch.setattr(base, "WIRE_VERSION", base.WIRE_VERSION + by)
        found = doctor.version_finding(settings)
    assert (found.well, found.necessary) == (False, True)
    assert said in found.sentence


def test_the_doctor_says_that_the_extension_was_not_built_anew(package: Path, tmp_path: Path) -> None:
    folder = build(package.parent / "dist" / "chrome")
    settings = Settings.of({"data": tmp_path / "data", "port": 0})
    for version, well in ((__version__, True), ("0.0.1", False)):
        (folder / "manifest.json").write_text(json.dumps({"version": version}))
        found = doctor.version_finding(settings)
        assert found.well is well
    assert f"The extension in {folder} is of version 0.0.1" in found.sentence
    assert "reload it in the browser" in found.sentence


def test_the_doctor_says_that_another_build_of_the_extension_is_loaded(package: Path, tmp_path: Path) -> None:
    folder = build(package.parent / "dist" / "chrome")
    with closing(connect(blank_database(tmp_path / DATABASE))) as conn:
        assert doctor.loaded_finding(tmp_path) is None
        (folder / "build.txt").write_text("0.1.0+0000abcd\n")
        assert doctor.loaded_finding(tmp_path) is None, "nothing was observed"
        for sent, well in (("0.1.0", False), ("0.1.0+0000abcd", True), ("simulated", True), ("0.1.0+1111abcd", False)):
            add_batch(conn, Batch.model_validate(batch(tool_version=sent)), OBSERVED_AT)
            found = doctor.loaded_finding(tmp_path)
            assert found is not None
            assert (found.well, found.necessary) == (well, False)
    assert "0.1.0+1111abcd, the one that lies here 0.1.0+0000abcd. Reload it" in found.sentence


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="where browsers keep what they were told is Linux'")
def test_the_doctor_says_which_browsers_may_start_it(home: Path) -> None:
    assert "eyeline extension --register" in doctor.starters_finding().sentence
    registering.register(home / "data", 0)
    found = doctor.starters_finding()
    assert (found.well, found.sentence) == (True, "The extension may start Eyeline in: Chrome, Firefox.")
    assert not found.necessary
