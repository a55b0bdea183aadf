"""The rows of Parquet files, Eyeline's own and others. Only where pyarrow is can this be imported."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pyarrow as pa
from pyarrow import parquet as pq

from companion.core.facts import TABLES
from companion.core.file_text import cell
from companion.imports.reading.own_rows import own_rows
from companion.imports.reading.reading import REPORT_EVERY, Reading
from companion.imports.reading.tables import SAMPLED, Table
from companion.store.times import text_of

ROWS_AT_ONCE = 5_000


def read_rows(reading: Reading) -> None:
    """Eyeline's four tables. Raises :class:`BadRequestError` where a file is missing or is no Parquet file."""
    files = {table: reading.path / f"{table}.parquet" for table in TABLES}
    if missing := [path.name for path in files.values() if not path.is_file()]:
        raise reading.refusal("imports.export_without", missing=", ".join(missing))
    with _understood(reading), own_rows(reading) as rows:
        for place, (table, path) in enumerate(files.items()):
            with pq.ParquetFile(path) as opened:
                for row in _rows(reading, opened, 0.3 * place / len(files), 0.3 / len(files)):
                    with reading.reasons(row):
                        rows.take(table, row)


@contextmanager
def table_of(reading: Reading) -> Iterator[Table]:
    """The file as a table. Raises :class:`BadRequestError` where it is no Parquet file."""
    with _understood(reading), pq.ParquetFile(reading.path) as opened:
        header = [str(name) for name in opened.schema_arrow.names]
        rows = ([cell(row.get(name)) for name in header] for row in _rows(reading, opened, 0, 0.3))
        sample = [*itertools.islice(rows, SAMPLED)]
        yield Table(header, sample, itertools.chain(sample, rows), is_named=True)


def _rows(reading: Reading, opened: pq.ParquetFile, begins: float, share: float) -> Iterator[dict[str, Any]]:
    """Each row, its times as the other formats have them. ``begins``: how much of the work is done before."""
    read = 0
    for part in opened.iter_batches(ROWS_AT_ONCE):
        for row in part.to_pylist():
            yield {name: _as_text(value) for name, value in row.items()}
            read += 1
            if read % REPORT_EVERY == 0:
                reading.further(begins + share * read / max(1, opened.metadata.num_rows))


@contextmanager
def _understood(reading: Reading) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise reading.refusal("imports.no_parquet", reason=str(error)[:200]) from None


def _as_text(value: Any) -> Any:
    if isinstance(value, datetime):
        return text_of(value)
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    if isinstance(value, dict):
        return {name: _as_text(each) for name, each in value.items()}
    return value
