#!/usr/bin/env bash
# One would guess: polars, whose `strict` is on where nothing is said, either reads a query's numbers as they are or raises: a
# column of a data frame that begins with 0 and goes on with 0.002 is refused with a TypeError, and text after numbers is, too.
# What happens: given as rows, as `read_database` takes them from SQLite, the first hundred decide, and a number that
# comes later is cut to a whole one without a word: 0.998 becomes 0. So of scores that are sorted from below, or
# held at 0 or 1 by `max(score, 0)`, as SQLite gives whole numbers and others in one column, only 0, 1, 2 … are left, and
# ranks, means and thresholds are of these. `strict=True` does not help; `infer_schema_length=None` does, and Arrow's driver.
# Seen on 2026-11-30 with polars 2.1.0, adbc-driver-sqlite 1.13.0, pyarrow 26.0.1, Python 3.11.7; 2,000 scores, of which 500 are 0:
#   SQLite: sum 2251.5
#   polars.read_database: sum 1503, Int64
#   polars.DataFrame of the rows, strict: sum 1503, Int64
#   polars.DataFrame of dicts: sum 1503, Int64
#   polars.DataFrame of the column: TypeError
#   polars.read_database, infer_schema_length=None: sum 2251.5, Float64
#   adbc: sum 2251.5, double
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "polars==2.1.0" "adbc-driver-sqlite==1.13.0" \
  "pyarrow==26.0.1" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import sqlite3

import adbc_driver_sqlite.dbapi
import polars

QUERY = "SELECT id, max(score, 0) AS score FROM account ORDER BY score"
archive = sqlite3.connect("archive.db")
archive.execute("CREATE TABLE account (id INTEGER PRIMARY KEY, score REAL)")
archive.executemany("INSERT INTO account VALUES (?, ?)", [(id, id / 500 - 1) for id in range(1, 2001)])
archive.commit()
rows = archive.execute(QUERY).fetchall()
print("SQLite: sum", true := sum(score for _, score in rows))
seen = []
for name, read in (
    ("polars.read_database", lambda: polars.read_database(QUERY, archive)),
    ("polars.DataFrame of the rows, strict", lambda: polars.DataFrame(rows, orient="row", schema=["id", "score"], strict=True)),
    ("polars.DataFrame of dicts", lambda: polars.DataFrame([{"id": id, "score": score} for id, score in rows])),
    ("polars.DataFrame of the column", lambda: polars.DataFrame({"score": [score for _, score in rows]})),
    ("polars.read_database, infer_schema_length=None", lambda: polars.read_database(QUERY, archive, infer_schema_length=None)),
):
    try:
        score = read()["score"]
        seen.append(score.sum())
        print(f"{name}: sum {score.sum()}, {score.dtype}")
    except TypeError as error:
        seen.append(None)
        print(f"{name}: TypeError {str(error).splitlines()[0]}")
with adbc_driver_sqlite.dbapi.connect("archive.db") as driver, driver.cursor() as cursor:
    cursor.execute(QUERY)
    column = cursor.fetch_arrow_table()["score"]
    print("adbc: sum", by_driver := sum(column.to_pylist()), column.type, sep=" ")
raise SystemExit(0 if [*seen, by_driver] == [1503, 1503, 1503, None, true, true] else 1)
PYTHON
