"""The project's own ``.venv``: made, filled with the locked packages, and given the ``eyeline`` command."""

from __future__ import annotations

import ast
import importlib.util
import os
import shlex
import shutil
import sys
from pathlib import Path

from companion.installing import unused
from companion.installing.fetched import Fetched
from companion.installing.installers import installer, locked
from companion.installing.lock import without

from . import stamp
from .command import ROOT, SetupError, answer, run, say, say_in_place
from .interpreter import LOWEST

VENV = ROOT / ".venv"
_FOLDER = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = _FOLDER / ("python.exe" if os.name == "nt" else "python")
EYELINE = _FOLDER / ("eyeline-script.py" if os.name == "nt" else "eyeline")

PACKAGES = ROOT / "requirements.lock"
PACKAGES_FOR_TESTS = ROOT / "requirements-dev.lock"
NODE = ROOT / "requirements-node.lock"

MEGABYTES, MEGABYTES_FOR_TESTS = 190, 480
"""About what the packages of each lock take to fetch."""
LATE = ("faiss-cpu", "pyarrow")
"""Packages that are fetched when a person first asks for what they do; tests have them from the start."""


def make_ready(for_tests: bool) -> None:
    """Leave a working ``.venv`` with the locked packages and the ``eyeline`` command. Raises SetupError."""
    version = venv_version() or _make_venv()
    _install_packages(for_tests, version)
    install_command(version)


def install_node() -> None:
    """Put the Node that the package registry offers into the ``.venv``. Raises SetupError."""
    made_from = stamp.digest([NODE])
    if stamp.read(_mark(NODE)) != made_from:
        say("No Node 20.19 or newer here; installing one into .venv (about 60 MB to fetch) ...")
        _pip_install(NODE, "Installing Node", of=60)
        stamp.write(_mark(NODE), made_from)


def ask(code: str) -> str | None:
    """What a piece of Python prints in the ``.venv``, or None where it fails."""
    return answer([PYTHON, "-c", code])


def venv_version() -> str | None:
    """The Python version (3.11) of a ``.venv`` that can be used, else None."""
    found = ask("import sys; print('%d %d' % sys.version_info[:2])")
    if found is None:
        return None
    major, minor = map(int, found.split())
    return f"{major}.{minor}" if (major, minor) >= LOWEST else None


def _make_venv() -> str:
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        say("The folder .venv is broken or half made; making it anew.")
        shutil.rmtree(VENV)
    say("Making a Python environment in .venv ...")
    run(_venv_command(), "Making the Python environment")
    version = venv_version()
    if version is None:
        raise SetupError(f"The Python environment in {VENV} does not start; remove that folder and run this again.")
    return version


def _venv_command() -> list[str]:
    """Debian's Python comes without the modules that make one."""
    if importlib.util.find_spec("ensurepip") is not None and importlib.util.find_spec("venv") is not None:
        return [sys.executable, "-m", "venv", "--without-pip", str(VENV)]
    if uv := shutil.which("uv"):
        return [uv, "venv", "--no-project", "--python", sys.executable, str(VENV)]
    if importlib.util.find_spec("virtualenv") is not None:
        return [sys.executable, "-m", "virtualenv", str(VENV)]
    if virtualenv := shutil.which("virtualenv"):
        return [virtualenv, "--python", sys.executable, str(VENV)]
    raise SetupError(
        f"This Python ({sys.executable}) cannot make virtual environments: "
        "install the package python3-venv (Debian, Ubuntu: apt install python3-venv) and run this again."
    )


def _install_packages(for_tests: bool, version: str) -> None:
    """The lock for tests holds all of the other one, at the same versions."""
    lock = PACKAGES_FOR_TESTS if for_tests else PACKAGES
    satisfied = (PACKAGES, PACKAGES_FOR_TESTS) if for_tests else (PACKAGES,)
    rules = unused.rules(_languages())
    if stamp.read(_mark(lock)) == stamp.digest([lock], version, rules):
        return
    for outdated in (PACKAGES, PACKAGES_FOR_TESTS):
        _mark(outdated).unlink(missing_ok=True)
    megabytes = MEGABYTES_FOR_TESTS if for_tests else MEGABYTES
    say(f"Installing the Python packages (the first time about {megabytes} MB to fetch; a minute or two) ...")
    _without_unused(rules, lock if for_tests else _without_late(), megabytes)
    for each in satisfied:
        stamp.write(_mark(each), stamp.digest([each], version, rules))


def _without_unused(rules: str, lock: Path, megabytes: int) -> None:
    """Install, and take out what is not used; what was taken out by other rules comes back before."""
    site = _site_packages()
    taken = VENV / ".unused.stamp"
    if stamp.read(taken) not in (None, rules):
        for name in (*unused.PACKAGES, *(package.replace("-", "_") for package in unused.PACKAGES)):
            for info in site.glob(f"{name}-*.dist-info"):
                shutil.rmtree(info)
    _pip_install(lock, "Installing the Python packages", of=megabytes)
    unused.take_out(site, _languages())
    stamp.write(taken, rules)


def _without_late() -> Path:
    path = ROOT / "build" / PACKAGES.name
    path.parent.mkdir(exist_ok=True)
    path.write_text(without(PACKAGES.read_text(encoding="utf-8"), LATE), encoding="utf-8")
    return path


def _languages() -> list[str]:
    """The tags of those that Eyeline speaks."""
    return [path.parent.name for path in (ROOT / "companion" / "texts").glob("*/companion.json")]


def _pip_install(lock: Path, purpose: str, of: int) -> None:
    """``of``: about so many megabytes come in all. Raises SetupError."""
    command = installer(PYTHON)
    if command is None:
        raise SetupError(f"{purpose} failed: this Python has no pip; install pip or uv and run this again.")
    fetched = Fetched()

    def heed(line: str) -> None:
        if fetched.heed(line):
            coming = f"  {fetched.megabytes:.0f} MB of about {of} MB: {fetched.file}"
            say_in_place(coming if fetched.file else "  All is fetched; putting it in place ...")

    run([*command, *locked(lock)], purpose, heed=heed)
    say_in_place("")


def _mark(lock: Path) -> Path:
    return VENV / f".{lock.stem}.stamp"


def install_command(version: str) -> None:
    """Let this ``.venv`` import the checkout from any folder, and start it as ``eyeline``.

    Two small files do what an editable install does, without a build backend to fetch.
    """
    mark = VENV / ".eyeline.stamp"
    made_from = stamp.digest([Path(__file__)], str(ROOT), version)
    if stamp.read(mark) == made_from and EYELINE.exists():
        return
    # A line that begins with import is run: in ASCII, since each system reads this file in its own encoding.
    pth = _site_packages() / "eyeline.pth"
    pth.write_text(f"import sys; sys.path.append({str(ROOT)!a})\n", encoding="ascii")
    EYELINE.write_text(_command_text(), encoding="utf-8")
    if os.name == "nt":
        (_FOLDER / "eyeline.cmd").write_text('@"%~dp0python.exe" "%~dp0eyeline-script.py" %*\n', encoding="ascii")
    EYELINE.chmod(0o755)
    stamp.write(mark, made_from)


def _site_packages() -> Path:
    packages = ask("import sysconfig; print(ascii(sysconfig.get_path('purelib')))")
    if packages is None:
        raise SetupError(f"The Python environment in {VENV} does not start; remove that folder and run this again.")
    return Path(ast.literal_eval(packages))


def _command_text() -> str:
    """A script that shells and Python both read, so that its interpreter's path may be long or hold spaces."""
    return (
        "#!/bin/sh\n"
        f"'''exec' {shlex.quote(str(PYTHON))} \"$0\" \"$@\"\n"
        "' '''\n"
        "from companion.cli.main import main\n\n"
        "main()\n"
    )
