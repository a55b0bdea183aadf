"""The TypeScript type of every wire model, and of every analysis' options."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from companion.analyses.analysis import ANALYSES
from companion.core.wire.base import REFERENCE, wire_schemas


def wire_types() -> str:
    """One exported type for each schema, made by json-schema-to-typescript."""
    return said_by("wire-types.mjs", json.dumps({"components": {"schemas": {**_options(), **wire_schemas()}}}))


def options_name(analysis: str) -> str:
    """What the type of an analysis' options is called."""
    return f"{analysis.capitalize()}Options"


def _options() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in ANALYSES.every():
        schema = each.options.model_json_schema(ref_template=REFERENCE)
        found |= {**schema.pop("$defs", {}), options_name(each.name): schema}
    return found


HERE = Path(__file__).resolve().parent


def said_by(script: str, asked: str = "") -> str:
    """What a script of this folder writes to standard output for this standard input.

    Raises :class:`subprocess.CalledProcessError` where it ends with an error.
    """
    return subprocess.run(
        ["node", str(HERE / script)], input=asked, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True
    ).stdout
