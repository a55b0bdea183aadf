"""The rows of Eyeline's own Parquet files. Only where pyarrow is can this be imported."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pyarrow as pa
from pyarrow import parquet as pq

from companion.core.facts import TABLES
from companion.errors import BadRequestError
from companion.imports.reading.own_rows import own_rows
from companion.imports.reading.reading import REPORT_EVERY, Reading
from companion.store.times import text_of

ROWS_AT_ONCE = 5_000


def read_rows(reading: Reading) -> None:
    """Raises :class:`BadRequestError` where a file is missing or is no Parquet file."""
    files = {table: reading.path / f"{table}.parquet" for table in TABLES}
    if missing := [path.name for path in files.values() if not path.is_file()]:
        raise BadRequestError("imports.export_without", file=reading.path.name, missing=", ".join(missing))
    try:
        with own_rows(reading) as rows:
            for place, (table, path) in enumerate(files.items()):
                with pq.ParquetFile(path) as opened:
                    read = 0
                    for part in opened.iter_batches(ROWS_AT_ONCE):
                        for row in part.to_pylist():
                            with reading.reasons(row):
                                rows.take(table, _as_text(row))
                            read += 1
                            if read % REPORT_EVERY == 0:
                                done = read / max(1, opened.metadata.num_rows)
                                reading.further(0.3 * (place + done) / len(files))
    except (pa.ArrowException, OSError) as error:
        raise BadRequestError("imports.no_parquet", file=reading.path.name, reason=str(error)[:200]) from None


def _as_text(value: Any) -> Any:
    """Times as the other formats have them."""
    if isinstance(value, datetime):
        return text_of(value)
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    if isinstance(value, dict):
        return {name: _as_text(each) for name, each in value.items()}
    return value
