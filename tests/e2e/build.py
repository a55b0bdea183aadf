"""The extension and the pages as the sources are now."""

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
