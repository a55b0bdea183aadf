"""Write what is generated and committed: the wire types of extension and window. ``--check`` only compares."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from companion.core.wire.schemas import wire_schemas

ROOT = Path(__file__).resolve().parent.parent
TYPES = ROOT / "shared" / "wire" / "types.gen.ts"


def wire_types() -> str:
    """The TypeScript of every wire model, made by json-schema-to-typescript."""
    schemas = json.dumps({"components": {"schemas": wire_schemas()}})
    made = subprocess.run(
        ["node", str(ROOT / "scripts" / "wire-types.mjs")], input=schemas, capture_output=True, text=True, check=True
    )
    return made.stdout


def main() -> int:
    made = wire_types()
    if "--check" in sys.argv:
        if not TYPES.exists() or TYPES.read_text() != made:
            print(f"{TYPES.relative_to(ROOT)} is not what the wire models give: run python scripts/generate.py")
            return 1
        return 0
    TYPES.write_text(made)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
