"""What a report asks the analyses: figures and sections show parts of the same findings, each worked out once."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from companion.analyses.analysis import run
from companion.core.progress import Progress
from companion.core.wire.selection import Selection
from companion.store.moment import at_once, told

ASKED: dict[str, dict[str, Any]] = {
    "bios": {"most": 10_000, "examples": 10_000},
    "communities": {"most": 100, "members": 10_000},
    "coshare": {"most_edges": 200, "most_groups": 10_000, "examples": 1},
    "followed": {"most": 2000, "examples": 1000},
    "follows": {"most_pairs": 12},
    "groups": {"most": 100, "members": 10_000},
    "suspects": {"most": 1000, "reasons": 3},
    "synchrony": {"most": 1000, "examples": 10_000, "accounts": True},
    "activity": {"accounts": True},
}
"""Options of each analysis by which its finding has what every figure and section shows of it."""


def finding(
    conn: sqlite3.Connection, analysis: str, selection: Selection, progress: Progress, language: str, **options: Any
) -> Any:
    """What the analysis finds in the selection; ``options`` beside those above. At one moment it is run once."""
    every = {**ASKED.get(analysis, {}), **options}
    known = {name: value for name, value in every.items() if value is not None}
    asked = ("finding", analysis, told(selection), json.dumps(known, sort_keys=True, default=str), language)
    return at_once(conn, asked, lambda: run(conn, analysis, selection, known, progress, language))
