"""Write what is generated and committed, or with ``--check`` compare it: types, colours, what imports know of sites."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.generation.colours import colours
from scripts.generation.route_types import route_types
from scripts.generation.wire_types import said_by, wire_types

GENERATED: dict[str, Callable[[], str]] = {
    "shared/wire/types.gen.ts": lambda: wire_types() + route_types(),
    "companion/window/components/community-colours.gen.ts": colours,
    "companion/imports/reading/sites.gen.json": partial(said_by, "sites.mjs"),
}


def main() -> int:
    stale = []
    for name, make in GENERATED.items():
        path, made = ROOT / name, make()
        if path.exists() and path.read_text(encoding="utf-8") == made:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(made, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"Not what they are made from gives: {', '.join(stale)}. Run python scripts/generate.py")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
