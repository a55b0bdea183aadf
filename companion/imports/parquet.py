"""Eyeline's own Parquet files, as ``eyeline export parquet`` writes them: a folder with a table each."""

from __future__ import annotations

from companion.imports.format import Format
from companion.imports.reading.reading import Reading
from companion.installing.late import PARQUET


def _read(reading: Reading) -> None:
    from companion.imports.reading.parquet_rows import read_rows  # noqa: PLC0415 - it may have come just before

    read_rows(reading)


FORMAT = Format(
    "parquet",
    "The folder that `eyeline export parquet` wrote.",
    _read,
    (),
    is_folder=True,
    needs=PARQUET,
    recognises=lambda start: "accounts.parquet" in start.files,
)
