"""Measure how fast something is: ``python scripts/bench.py NAME …`` runs ``scripts/benches/NAME.py``."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts import benches


def main(arguments: list[str]) -> int:
    names = sorted(module.name for module in pkgutil.iter_modules(benches.__path__))
    if not arguments or arguments[0] not in names:
        print("usage: bench.py NAME [options]; NAME --help says more. There are:")
        for name in names:
            first_line = (importlib.import_module(f"scripts.benches.{name}").__doc__ or "").partition("\n")[0]
            print(f"  {name:<12} {first_line}")
        return 0 if not arguments else 2
    run = importlib.import_module(f"scripts.benches.{arguments[0]}").main
    return int(run(arguments[1:]))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
