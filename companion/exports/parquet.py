"""Parquet for DuckDB, Spark and pandas: a folder with a table each, and a manifest with counts and SHA-256."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet as pq

from companion.core.facts import TABLES, Column, Kind, Row
from companion.exports.format import MANIFEST, Format, Rows

ROWS_AT_ONCE = 20_000
TIMES = ("first_seen", "last_seen", "began_after", "gone_by")
"""Which fields of records are times."""


def _write(rows: Rows, target: Path) -> None:
    for name in TABLES:
        columns = rows.columns(name)
        schema = pa.schema([(column.name, _type(column)) for column in columns])
        with pq.ParquetWriter(target / f"{name}.parquet", schema, compression="zstd") as out:
            read = rows.of(name)
            while part := list(islice(read, ROWS_AT_ONCE)):
                out.write_batch(pa.RecordBatch.from_pydict(_columns(columns, part), schema))


def _columns(columns: Iterable[Column], rows: list[Row]) -> dict[str, list[Any]]:
    return {column.name: list(map(_value(column), (row[column.name] for row in rows))) for column in columns}


def _type(column: Column) -> Any:
    moment = pa.timestamp("ms", tz="UTC")
    if column.kind is Kind.records:
        return pa.list_(pa.struct([(name, moment if name in TIMES else pa.string()) for name in column.fields]))
    return {
        Kind.text: pa.string(),
        Kind.integer: pa.int64(),
        Kind.number: pa.float64(),
        Kind.flag: pa.bool_(),
        Kind.time: moment,
        Kind.texts: pa.list_(pa.string()),
    }[column.kind]


def _value(column: Column) -> Callable[[Any], Any]:
    """What makes the column's values those that Arrow takes."""
    if column.kind is Kind.time:
        return _moment
    if column.kind is Kind.records:
        return lambda records: [
            {name: _moment(value) if name in TIMES else value for name, value in record.items()} for record in records
        ]
    return lambda value: value


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text.replace("Z", "+00:00"))


FORMAT = Format(
    "parquet",
    "A folder of Parquet files for DuckDB, Spark and pandas, with a manifest.",
    tuple(TABLES),
    _write,
    files=(*(f"{name}.parquet" for name in TABLES), MANIFEST),
)
