"""The extension as the sources are now."""

from __future__ import annotations

import shutil
from pathlib import Path

from scripts.environment import node_packages
from scripts.environment.command import ROOT, run


def built_extensions(folder: Path) -> Path:
    """Build it, and put a copy for each browser, ``chrome`` and ``firefox``, below ``folder``: a later build of the
    same checkout does not change what a browser has open. Raises SetupError."""
    node = node_packages.find()
    run([node.node, ROOT / "scripts" / "build.mjs"], "Building the extension", node.environment)
    return Path(shutil.copytree(ROOT / "dist", folder / "extensions"))
