"""Parquet for DuckDB, Spark and pandas: a folder with a table each, and a manifest with counts and SHA-256."""

from __future__ import annotations

from pathlib import Path

from companion.core.facts import TABLES
from companion.exports.format import MANIFEST, Format, Rows
from companion.installing.late import PARQUET


def _write(rows: Rows, target: Path) -> None:
    from companion.exports.arrow.tables import write_tables  # noqa: PLC0415 - it may have come just before

    write_tables(rows, target)


FORMAT = Format(
    "parquet",
    "A folder of Parquet files for DuckDB, Spark and pandas, with a manifest.",
    tuple(TABLES),
    _write,
    needs=PARQUET,
    files=(*(f"{name}.parquet" for name in TABLES), MANIFEST),
)
