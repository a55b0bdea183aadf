"""A folder with a Parquet file for each table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet as pq

from companion.core.columns import Column, Kind
from companion.core.fact_columns import Records, Values
from companion.core.facts import SPELL, TABLES
from companion.exports.format import Rows

ROWS_AT_ONCE = 20_000
MOMENT = pa.timestamp("ms", tz="UTC")
TIMES = SPELL
"""Which fields of records are times."""


def write_tables(rows: Rows, target: Path) -> None:
    """``target`` is a folder."""
    for name in TABLES:
        columns = rows.columns(name)
        schema = pa.schema([(column.name, _type(column)) for column in columns])
        with pq.ParquetWriter(target / f"{name}.parquet", schema, compression="zstd") as out:
            batches: list[Any] = []
            for part in rows.parts(name):
                arrays = [_array(column, part[column.name]) for column in columns]
                batches.append(pa.RecordBatch.from_arrays(arrays, schema=schema))
                if sum(batch.num_rows for batch in batches) >= ROWS_AT_ONCE:
                    out.write_table(pa.Table.from_batches(batches))
                    batches.clear()
            if batches:
                out.write_table(pa.Table.from_batches(batches))


def _array(column: Column, values: Values) -> Any:
    if isinstance(values, Records):
        fields = [
            _moments(values.fields[name]) if name in TIMES else pa.array(values.fields[name], pa.string())
            for name in column.fields
        ]
        records = pa.StructArray.from_arrays(fields, fields=list(_type(column).value_type))
        return pa.ListArray.from_arrays(pa.array([0, *values.ends], pa.int32()), records)
    return _moments(values) if column.kind is Kind.time else pa.array(values, _type(column))


def _moments(texts: Sequence[str | None]) -> Any:
    return pa.array(texts, pa.string()).cast(MOMENT)


def _type(column: Column) -> Any:
    if column.kind is Kind.records:
        return pa.list_(pa.struct([(name, MOMENT if name in TIMES else pa.string()) for name in column.fields]))
    return {
        Kind.text: pa.string(),
        Kind.integer: pa.int64(),
        Kind.number: pa.float64(),
        Kind.flag: pa.bool_(),
        Kind.time: MOMENT,
        Kind.texts: pa.list_(pa.string()),
    }[column.kind]
