"""Make a release: ``.venv/bin/python scripts/release.py --dry-run``; without ``--dry-run`` it is tagged, too.

Into ``dist/release``: the wheel, the source archive, both extensions as the stores take them, a bill of materials, the
notes from the changelog, and SHA-256 sums of all. The same commit gives the same bytes: all times are the commit's, or
that of ``SOURCE_DATE_EPOCH``.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from companion import __version__
from scripts.environment import node_packages
from scripts.environment.command import ROOT
from scripts.releasing.materials import bill_of_materials

FOLDER = ROOT / "dist" / "release"
PACKAGES = ROOT / "dist" / "packages"
SUMS = "SHA256SUMS"


def make(folder: Path = FOLDER, epoch: int | None = None) -> list[Path]:
    """Fill the folder, which is made anew, and give its files. ``epoch`` in seconds since 1970, else the commit's."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    at = epoch if epoch is not None else int(os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct"))
    node = node_packages.find()
    _run([node.node, "scripts/package.mjs"], node.environment)
    for browser in ("chrome", "firefox"):
        name = f"eyeline-{__version__}-{browser}.zip"
        _pack_again(PACKAGES / name, folder / name, at)
    _run([sys.executable, "-m", "hatchling", "build", "-d", folder], node.environment | {"SOURCE_DATE_EPOCH": str(at)})
    (folder / f"eyeline-{__version__}.cdx.json").write_text(bill_of_materials(ROOT, __version__, at), encoding="utf-8")
    (folder / "NOTES.md").write_text(notes()[1], encoding="utf-8")
    made = sorted(folder.iterdir())
    sums = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made)
    (folder / SUMS).write_text(sums, encoding="utf-8")
    return [*made, folder / SUMS]


def notes() -> tuple[str, str]:
    """The heading of the changelog's topmost section, and what stands in it."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(r"^## (?P<heading>[^\n]+)\n(?P<body>.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None:
        sys.exit("CHANGELOG.md has no section.")
    return found["heading"], found["body"].strip() + "\n"


def _pack_again(source: Path, target: Path, at: int) -> None:
    """The same files in one order, with one time and no trace of the machine."""
    moment = time.gmtime(at)[:6]
    with zipfile.ZipFile(source) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(name for name in packed.namelist() if not name.endswith("/")):
            info = zipfile.ZipInfo(name, moment)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            out.writestr(info, packed.read(name))


def _run(command: list[str | Path], environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="release.py", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="make everything, and set no tag")
    options = parser.parse_args(arguments)
    if not options.dry_run:
        if changed := _git("status", "--porcelain"):
            sys.exit(f"What is released must be committed:\n{changed}")
        if not notes()[0].startswith(f"[{__version__}]"):
            sys.exit(f"The topmost section of CHANGELOG.md is {notes()[0]}; it should be [{__version__}].")
    for path in make():
        print(f"{path.stat().st_size / 1e6:8.2f} MB  {path.relative_to(ROOT)}")
    if not options.dry_run:
        _git("tag", f"v{__version__}")
        print(f"Tagged v{__version__}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
