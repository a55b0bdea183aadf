"""NDJSON: one JSON object a line, with everything that is known, for programs and for reading back in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from companion.exports.format import Format, Rows

ROW_OF = {"accounts": "account", "edges": "edge", "captures": "capture", "activities": "activity"}


def _write(rows: Rows, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write(_line({"row": "export", **rows.manifest}))
        for table, kind in ROW_OF.items():
            out.writelines(_line({"row": kind, **row}) for row in rows.of(table))


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


FORMAT = Format(
    "ndjson",
    "One JSON object a line: accounts, edges, captures and activities, for programs.",
    tuple(ROW_OF),
    _write,
    (".ndjson", ".jsonl"),
)
