"""Which files were imported, and what of the database came from each."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from companion.core.wire.files import ImportedFile
from companion.errors import NotFoundError
from companion.store.times import text_of

FOLDER = "imports"
"""Where in the data folder it is kept what could not be read."""
COUNTED = ("accounts", "edges", "captures", "activities")


def when(conn: sqlite3.Connection, sha256: str) -> str | None:
    """When a file with these bytes was imported; None where none was."""
    row = conn.execute("SELECT imported_at FROM imports WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else str(row["imported_at"])


def begin(conn: sqlite3.Connection, sha256: str, file: str, kind: str, at: datetime) -> int:
    """The number of a new import; ``file`` is its name alone, ``kind`` the format's."""
    row = conn.execute(
        "INSERT INTO imports (sha256, file, format, imported_at, rows_read, rows_left_out) "
        "VALUES (?, ?, ?, ?, 0, 0) RETURNING id",
        (sha256, file, kind, text_of(at)),
    ).fetchone()
    return int(row["id"])


def note_batch(conn: sqlite3.Connection, number: int, batch: int) -> None:
    conn.execute("INSERT OR IGNORE INTO import_batches (import, batch) VALUES (?, ?)", (number, batch))


def finish(conn: sqlite3.Connection, number: int, rows_read: int, rows_left_out: int) -> None:
    conn.execute("UPDATE imports SET rows_read = ?, rows_left_out = ? WHERE id = ?", (rows_read, rows_left_out, number))


def every(conn: sqlite3.Connection) -> list[ImportedFile]:
    """The files that were imported, the newest first."""
    rows = conn.execute(
        "SELECT id AS imported, file, format, imported_at, rows_read, rows_left_out, "
        "(SELECT count(*) FROM import_batches WHERE import = imports.id) AS batches FROM imports ORDER BY id DESC"
    )
    return [ImportedFile.model_validate(dict(row)) for row in rows]


def number_of(conn: sqlite3.Connection, name: str) -> int:
    """The newest import of a file of this name, or of these first digits of its SHA-256; raises NotFoundError."""
    row = conn.execute(
        "SELECT id FROM imports WHERE file = :name OR (length(:name) >= 8 AND sha256 LIKE :name || '%') "
        "ORDER BY id DESC LIMIT 1",
        {"name": name},
    ).fetchone()
    if row is None:
        raise NotFoundError("imports.no_such_import")
    return int(row["id"])


def side_file(data: Path, file: str, sha256: str) -> Path:
    """Where it is kept what could not be read of the file with this name and these bytes."""
    return data / FOLDER / f"{file}{_ending(sha256)}"


def drop_side_files(conn: sqlite3.Connection, data: Path) -> None:
    """Delete what could not be read of files of which nothing is left. Run as a write, so that none is being read."""
    endings = tuple(_ending(row["sha256"]) for row in conn.execute("SELECT sha256 FROM imports"))
    for path in list((data / FOLDER).glob("*")):
        if not path.name.endswith(endings):
            path.unlink()


def _ending(sha256: str) -> str:
    # By the bytes, as an import is: two files may have one name, and a merge may change an import's.
    return f".{sha256[:8]}.left-out.ndjson"


def counts(conn: sqlite3.Connection) -> dict[str, int]:
    return {table: int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in COUNTED}
