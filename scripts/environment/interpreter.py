"""Which Python runs the project: 64-bit CPython, 3.10 to 3.12 before any newer one.

MediaPipe's last release that carries its models has wheels for those only; under a newer Python they have to be
fetched. Any Python from 3.6 on must be able to run this file (so no newer syntax here), find one that fits, and
otherwise say what to install.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .handover import hand_over

LOWEST, BEST = (3, 10), (3, 12)
BEST_VERSIONS = [f"3.{minor}" for minor in range(BEST[1], LOWEST[1] - 1, -1)]
NEWER_VERSIONS = [f"3.{minor}" for minor in range(BEST[1] + 1, BEST[1] + 8)]
WHAT_TO_INSTALL = (
    "Eyeline needs Python 3.10 or newer (64-bit, best 3.12), and none was found: install one, "
    "or install uv, which brings one, and run this command again."
)

# Answers with the interpreter's own path, so that a launcher or a shim is looked through.
_QUESTION = (
    "import sys; v = sys.version_info[:2]; "
    "fits = {} and sys.maxsize > 2**32 and sys.implementation.name == 'cpython'; print(sys.executable if fits else '')"
)
_IS_BEST = _QUESTION.format(f"{LOWEST} <= v <= {BEST}")
_IS_NEWER = _QUESTION.format(f"v > {BEST}")


def this_one_is_best() -> bool:
    """Whether the Python that runs this is one that the bundled models install for."""
    return this_one_fits() and sys.version_info[:2] <= BEST


def this_one_fits() -> bool:
    """Whether the Python that runs this can run the project."""
    return sys.version_info[:2] >= LOWEST and sys.maxsize > 2**32 and sys.implementation.name == "cpython"


def start_again_under_a_better_one(arguments: "list[str]") -> None:
    """Go on as the same script under a better Python; come back where there is none and this one fits.

    Where this one does not fit and none is found, the program ends with a sentence.
    """
    running = "{}.{}".format(*sys.version_info)
    if this_one_fits():
        better = _best_here()
        if better:
            print(f"Using {better}: it needs nothing fetched later.", file=sys.stderr, flush=True)
            hand_over([better, *arguments])
        return
    found = find()
    if found is None:
        sys.exit(f"This is Python {running}. {WHAT_TO_INSTALL}")
    print(f"Python {running} cannot run Eyeline; using {found}.", file=sys.stderr, flush=True)
    hand_over([found, *arguments])


def find() -> "str | None":
    """The path of a fitting interpreter on this machine, the best first, else of one that uv brings, else None."""
    return _best_here() or newer_here() or _brought_by_uv()


def newer_here() -> "str | None":
    """The path of an interpreter on this machine that is newer than the best ones, or None."""
    return _first(_commands(NEWER_VERSIONS), _IS_NEWER)


def _best_here() -> "str | None":
    return _first(_commands(BEST_VERSIONS), _IS_BEST) or _known_to_uv()


def _first(commands: "list[list[str]]", question: str) -> "str | None":
    for command in commands:
        path = _ask([*command, "-c", question])
        if path:
            return path
    return None


def _commands(versions: "list[str]") -> "list[list[str]]":
    """Ways to start a Python of one of these versions, in their order."""
    windows = sys.platform == "win32"
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    folders += [Path("/usr/local/bin"), Path("/opt/homebrew/bin")]
    folders += [Path("/Library/Frameworks/Python.framework/Versions") / version / "bin" for version in versions]
    names = ["python" + version for version in versions] + ["python3", "python"]
    paths = [folder / (name + (".exe" if windows else "")) for name in names for folder in folders]
    paths += _pyenv_interpreters(versions)
    commands = [[str(path)] for path in dict.fromkeys(paths) if path.is_file()]
    launcher = shutil.which("py") if windows else None
    if launcher:
        commands += [[launcher, "-" + version] for version in versions]
    return commands


def _pyenv_interpreters(versions: "list[str]") -> "list[Path]":
    windows = sys.platform == "win32"
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    folder = root / "pyenv-win" / "versions" if windows else root / "versions"
    inside = "python.exe" if windows else "bin/python3"
    return [path / inside for version in versions for path in sorted(folder.glob(version + ".*"), reverse=True)]


def _known_to_uv() -> "str | None":
    uv = shutil.which("uv")
    bounds = ">={}.{},<{}.{}".format(*LOWEST, BEST[0], BEST[1] + 1)
    return _ask([uv, "python", "find", "--no-python-downloads", bounds]) if uv else None


def _brought_by_uv() -> "str | None":
    uv = shutil.which("uv")
    if uv is None:
        return None
    print(f"Bringing Python {BEST_VERSIONS[0]} with uv ...", file=sys.stderr, flush=True)
    subprocess.run([uv, "python", "install", BEST_VERSIONS[0]], stdout=sys.stderr, check=False)
    return _known_to_uv()


def _ask(command: "list[str]") -> "str | None":
    """What the command prints, or None where it cannot be run or prints nothing."""
    try:
        answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    text = os.fsdecode(answer.stdout).strip()
    return text if answer.returncode == 0 and text else None
