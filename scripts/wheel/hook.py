"""Hatch calls this before it builds: a wheel or source archive must carry the built extension and pages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = ("dist/chrome/manifest.json", "dist/firefox/manifest.json", "companion/window/dist")


class BuiltExtension(BuildHookInterface[Any]):
    """Builds them where Node and its packages are at hand, and otherwise takes what was built before."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """End with a sentence where there is nothing to carry; an editable install carries nothing."""
        if version == "editable":
            return
        root = Path(self.root)
        node = shutil.which("node")
        if node is not None and (root / "node_modules" / "esbuild").is_dir():
            subprocess.run([node, "scripts/build.mjs"], cwd=root, stdout=sys.stderr, check=True)
        if not all((root / path).exists() for path in BUILT):
            sys.exit("The extension is not built: run python3 scripts/start.py once, then build again.")
