"""What comes when it is first asked for: from a folder of packages here, into an environment of its own."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.installing import installers

ROOT = Path(__file__).resolve().parents[3]
FETCH = """
import sys
from pathlib import Path
from companion.installing import late
late.lock_file = lambda: Path(sys.argv[1])
part = late.LatePart("Nothing", "nothing_much", ("nothing-much",), 3, "nothing")
told = []
assert not part.is_here()
try:
    late.need(part, lambda came, of: told.append((came, of)))
except late.PackagesError as error:
    sys.exit(error.message)
import nothing_much
print(nothing_much.SAID, told[0], told[-1], (Path(nothing_much.__file__).parent / "tests").exists())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package that pip and uv can install."""
    path = tmp_path_factory.mktemp("registry") / "nothing_much-1.0-py3-none-any.whl"
    files = {
        "nothing_much/__init__.py": b"SAID = 'here'\n",
        "nothing_much-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: nothing-much\nVersion: 1.0\n",
        "nothing_much-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b'=').decode()},{len(content)}\n"
        for name, content in files.items()
    )
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
        packed.writestr("nothing_much-1.0.dist-info/RECORD", record)
    return path


Fetch = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def fetch(tmp_path: Path, wheel: Path) -> Fetch:
    """Asks for the part in a new environment, whose packages come from a folder, held to a hash; no network is used."""
    home = tmp_path / "environment"
    venv.create(home, symlinks=sys.platform != "win32")
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    site = next(home.glob("lib/python*/site-packages"), home / "Lib" / "site-packages")
    here = next(path for path in sys.path if path.endswith("site-packages"))
    # What the companion itself imports, but not its pip.
    (site / "these.pth").write_text(f"{here}\n{ROOT}\n", encoding="utf-8")
    true_hash = hashlib.sha256(wheel.read_bytes()).hexdigest()

    def run(digest: str = true_hash, folder: Path = wheel.parent) -> subprocess.CompletedProcess[str]:
        lock = tmp_path / "some.lock"
        lock.write_text(f"nothing-much==1.0 \\\n    --hash=sha256:{digest}\n", encoding="utf-8")
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder), "UV_NO_INDEX": "1", "UV_FIND_LINKS": str(folder)}
        return subprocess.run(
            [python, "-c", FETCH, lock], env={**os.environ, **offline}, capture_output=True, text=True, check=False
        )

    return run


def test_comes_once_by_the_pip_that_python_carries(fetch: Fetch) -> None:
    done = fetch()
    assert (done.stdout, done.returncode) == ("here (0, 3) (3, 3) False\n", 0), done.stderr


def test_what_is_not_what_was_locked_is_not_used(fetch: Fetch) -> None:
    done = fetch("0" * 64)
    assert done.returncode == 1
    assert "What came is not what was locked, so it was not used." in done.stderr
    assert fetch().returncode == 0, "and it can be had afterwards"


def test_what_cannot_be_had_is_said_in_one_sentence(fetch: Fetch, tmp_path: Path) -> None:
    done = fetch(folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("Nothing (about 3 MB) is fetched when it is first needed, and that failed. ")


def test_without_pip_there_is_uv_and_without_both_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installers.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("UV", "/somewhere/uv")
    assert (installers.installer() or [])[:3] == ["/somewhere/uv", "pip", "install"]
    monkeypatch.delenv("UV")
    monkeypatch.setenv("PATH", "")
    assert installers.installer() is None
