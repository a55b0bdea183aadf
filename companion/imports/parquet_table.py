"""One Parquet file: a table as any other, of ties, accounts or posts."""

from __future__ import annotations

from companion.imports.csv import FORMAT as CSV
from companion.imports.csv import take_table
from companion.imports.format import Format
from companion.imports.reading.layouts import laid_out
from companion.imports.reading.reading import Reading
from companion.installing.late import PARQUET


def _read(reading: Reading) -> None:
    from companion.imports.reading.parquet_rows import table_of  # noqa: PLC0415 - it may have come just before

    with table_of(reading) as read:
        take_table(reading, *laid_out(reading.path.name, read, reading.asked))


FORMAT = Format(
    "parquet_table",
    "One Parquet file: a table of ties, accounts or posts.",
    _read,
    CSV.accepted_options,
    needs=PARQUET,
    recognises=lambda start: start.data.startswith(b"PAR1"),
)
