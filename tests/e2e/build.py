"""The extension and the pages as the sources are now, and the extension as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

from scripts.environment import node_packages
from scripts.environment.command import ROOT, run


def build() -> Path:
    """Build them; the folder of the extension for each browser, ``chrome`` and ``firefox``. Raises SetupError."""
    node = node_packages.find()
    run([node.node, ROOT / "scripts" / "build.mjs"], "Building the extension", node.environment)
    return ROOT / "dist"


def built_extensions(folder: Path) -> Path:
    """Build them, and put a copy of the extension below ``folder``: a later build of the same checkout does not change
    what a browser has open. Raises SetupError."""
    return Path(shutil.copytree(build(), folder / "extensions"))


def former_extensions(commit: str, folder: Path) -> Path:
    """The extensions as they were at ``commit``, built below ``folder`` with the packages of now. Raises SetupError."""
    sources = folder / "former"
    run(["git", "worktree", "add", "--detach", sources, commit], f"Fetching {commit}")
    try:
        (sources / "node_modules").symlink_to(ROOT / "node_modules")
        node = node_packages.find()
        run([node.node, sources / "scripts" / "build.mjs"], f"Building {commit}", node.environment)
        return Path(shutil.copytree(sources / "dist", folder / "former-extensions"))
    finally:
        run(["git", "worktree", "remove", "--force", sources], f"Leaving {commit}")
