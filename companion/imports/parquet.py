"""Parquet: the folder that ``eyeline export parquet`` wrote, or one file, which is a table as any other."""

from __future__ import annotations

from companion.imports.csv import take_table
from companion.imports.format import OF_TABLES, Format
from companion.imports.reading.layouts import laid_out
from companion.imports.reading.reading import Reading
from companion.installing.late import PARQUET


def _read(reading: Reading) -> None:
    from companion.imports.reading import parquet_rows  # noqa: PLC0415 - it may have come just before

    if reading.path.is_dir():
        parquet_rows.read_rows(reading)
        return
    with parquet_rows.table_of(reading) as read:
        take_table(reading, *laid_out(reading.path.name, read, reading.asked))


FORMAT = Format(
    "parquet",
    "The folder that `eyeline export parquet` wrote; or one file, a table as csv reads it.",
    _read,
    OF_TABLES,
    is_folder=True,
    may_be_file=True,
    needs=PARQUET,
    recognises=lambda start: "accounts.parquet" in start.files or start.data.startswith(b"PAR1"),
)
