#!/usr/bin/env bash
# One would guess: fastparquet, which pandas and Dask can be told to read Parquet by, gives a column of fixed-length bytes as
# it was written, which is what picture hashes are kept as; and what it cannot read it says, as it does of a record
# ("not available").
# What happens: zero bytes at the end are cut off, as NumPy's `S` type does, so that of hashes of 8 bytes one in 256 comes out
# shorter than the others. To join it with another table, to XOR it with another or to look it up finds nothing or
# raises, for this one in 256 only. Of the same bytes in a column of any length none is cut. And a list of records (who wore
# the picture, and when) is there by its name, and None in every row. pyarrow, polars and DuckDB give all as written.
# Seen on 2026-11-30 with fastparquet 2026.9.0, pandas 3.1.1, pyarrow 26.0.1, polars 2.1.0, Python 3.11.7; 10,000 hashes:
#   written: 0 shortened, 10,000 lists of records
#   pyarrow: 0 shortened, 10,000 lists of records
#   polars: 0 shortened, 10,000 lists of records
#   fastparquet: 35 shortened, 0 lists of records; of bytes of any length 0 shortened
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "fastparquet==2026.9.0" "pandas==3.1.1" "pyarrow==26.0.1" \
  "polars==2.1.0" "numpy==2.4.6" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import fastparquet
import numpy as np
import polars
import pyarrow as pa
from pyarrow import parquet

hashes = [row.tobytes() for row in np.random.default_rng(0).integers(0, 256, (10_000, 8), dtype=np.uint8)]
worn = [[{"account": "ada", "times": 2}]] * len(hashes)
columns = {"hash": pa.array(hashes, pa.binary(8)), "any_length": pa.array(hashes, pa.binary()), "worn": pa.array(worn)}
parquet.write_table(pa.table(columns), "pictures.parquet")
by_fastparquet = fastparquet.ParquetFile("pictures.parquet").to_pandas()


def tell(name: str, hashes: list[bytes], worn: list[object]) -> tuple[int, int]:
    """How many hashes are too short, and how many rows have their list."""
    short, lists = sum(len(each) < 8 for each in hashes), sum(each is not None for each in worn)
    print(f"{name}: {short} shortened, {lists:,} lists of records")
    return short, lists


whole = [
    tell("written", hashes, worn),
    tell("pyarrow", *(parquet.read_table("pictures.parquet")[name].to_pylist() for name in ("hash", "worn"))),
    tell("polars", *(polars.read_parquet("pictures.parquet")[name].to_list() for name in ("hash", "worn"))),
]
short, lists = tell("fastparquet", *(by_fastparquet[name].tolist() for name in ("hash", "worn")))
print("of bytes of any length:", other := sum(len(each) < 8 for each in by_fastparquet["any_length"]))
raise SystemExit(0 if whole == [(0, 10_000)] * 3 and short == 35 and lists == other == 0 else 1)
PYTHON
