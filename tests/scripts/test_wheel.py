"""The wheel: built, installed into an environment of its own, and used without Node; with --soak as it is locked."""

from __future__ import annotations

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import sysconfig
import tarfile
import time
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.host.identity import HOST
from companion.packaged import matplotlib_file
from companion.store.folder import LOCK, serving
from scripts.environment.python_packages import PACKAGES
from tests.scripts.wheel import build, programs_of, run, where_models_are

UV_PIP = (sys.executable, "-m", "uv", "pip")
MUST_CARRY = (
    "eyeline/companion/extension_dist/chrome/manifest.json",
    "eyeline/companion/extension_dist/firefox/manifest.json",
    "eyeline/companion/host/identity.json",
    "eyeline/companion/window/dist/setup.html",
    "eyeline/companion/window/look.css",
    "eyeline/companion/vision/calibration.json",
    "eyeline/companion/vision/calibration_tasks.json",
    "eyeline/companion/requirements.lock",
)


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("built")
    build(root, folder)
    return folder


WITH_THESE, AS_LOCKED = "with these packages", pytest.param("as locked", marks=pytest.mark.soak)


@pytest.fixture(scope="module", params=[WITH_THESE, AS_LOCKED])
def installed(request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the programs of an environment with the wheel, and either the packages of the one that runs this,
    or the locked ones and nothing else."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, symlinks=sys.platform != "win32")
    programs = programs_of(home)
    install = (*UV_PIP, "install", "--python", programs / "python", "--quiet", "--no-deps")
    if request.param == WITH_THESE:
        own = sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)})
        (Path(own) / "these.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    else:
        run(*install, "--require-hashes", "-r", PACKAGES)
    run(*install, *built.glob("*.whl"))
    yield programs
    shutil.rmtree(home)  # several hundred megabytes


def eyeline(programs: Path, *arguments: str | Path) -> str:
    """What the installed command prints, far from the checkout and with no other program on PATH."""
    return run(programs / "eyeline", *arguments, PATH=str(programs), PYTHONSAFEPATH="1")


def test_both_carry_what_node_built_and_the_wheel_no_sources_of_it(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert [path for path in MUST_CARRY if path not in names] == []
    assert [name for name in names if name.endswith((".ts", ".tsx"))] == []
    window = "eyeline/companion/window/"
    assert {name.split("/")[3] for name in names if name.startswith(window)} == {"dist", "look.css"}
    (info,) = {name.split("/")[0] for name in names} - {"eyeline"}
    assert info.endswith(".dist-info"), "no other name is installed"
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        packed = {name.partition("/")[2] for name in source.getnames()}
    assert {"dist/chrome/manifest.json", "dist/firefox/manifest.json", "companion/window/dist/setup.html"} <= packed
    assert {"README.md", "LICENSE", "extension/manifest.mjs", "scripts/start.py", PACKAGES.name} <= packed
    assert not any("node_modules" in name or ".venv" in name or name.endswith(".pyc") for name in packed)


def test_says_where_its_extension_lies(installed: Path) -> None:
    assert "score" in eyeline(installed, "--help")
    for browser in ("chrome", "firefox"):
        folder = Path(eyeline(installed, "extension", browser).strip())
        assert installed.parent in folder.parents
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["manifest_version"] == 3
        for script in manifest["content_scripts"]:
            assert all((folder / name).is_file() for name in script["js"])


def test_measures_a_picture(installed: Path) -> None:
    """The photograph that matplotlib brings: one face."""
    picture = matplotlib_file("sample_data/grace_hopper.jpg")
    (line,) = eyeline(installed, "score", "--jsonl", picture).splitlines()
    measured = json.loads(line)
    assert (measured["path"], measured["status"], measured["faces"]) == (str(picture), "scored", 1)
    assert isinstance(measured["score"], float)


@pytest.mark.soak
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at the places on Linux")
def test_a_browser_starts_it_by_its_launcher(installed: Path, tmp_path: Path) -> None:
    settings, data = tmp_path / ".config", tmp_path / "data"
    (settings / "chromium").mkdir(parents=True)
    told = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(settings), "PATH": str(installed), "PYTHONSAFEPATH": "1"}
    said = run(installed / "eyeline", "extension", "--register", "--port", "0", "--data", data, **told)
    assert "Chromium" in said
    manifest = json.loads((settings / "chromium" / "NativeMessagingHosts" / f"{HOST}.json").read_bytes())
    asked = json.dumps({"start": "yes", "pair": None, "language": "en"}).encode()
    answered = subprocess.run(
        [manifest["path"], *manifest["allowed_origins"]],
        input=struct.pack("=I", len(asked)) + asked,
        env={"PATH": os.defpath, "HOME": str(tmp_path), **where_models_are()},
        capture_output=True,
        check=True,
    ).stdout
    assert json.loads(answered[4:])["origin"] == serving(data)
    assert serving(data) is not None
    os.kill(json.loads((data / LOCK).read_bytes())["pid"], signal.SIGTERM)
    while serving(data) is not None:
        time.sleep(0.05)


@pytest.mark.parametrize("installed", [AS_LOCKED], indirect=True)
def test_has_the_packages_it_was_locked_with_and_no_other(installed: Path) -> None:
    listed = run(*UV_PIP, "list", "--python", installed / "python", "--format", "freeze")
    names = {line.partition("==")[0].lower().replace("_", "-") for line in listed.splitlines()}
    assert "eyeline" in names
    locked = {line.partition("==")[0] for line in PACKAGES.read_text(encoding="utf-8").splitlines() if "==" in line}
    only_for_tests = {"pytest", "ruff", "mypy", "hatchling", "uv"}
    assert names - {"eyeline", "setuptools", "wheel"} <= locked
    assert only_for_tests & names == set()
