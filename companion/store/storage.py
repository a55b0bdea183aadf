"""How much the data takes, by what it is."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from pathlib import Path

from companion.core.models import StoredFingerprints
from companion.core.wire.settings import KnownSetRow, Storage, StoragePart
from companion.store.folder import DATABASE
from companion.store.known_pictures import known_sets

_VIEWS = " + ".join(f"coalesce(length({field.name}), 0)" for field in fields(StoredFingerprints))
SIZES = {
    "originals": "SELECT total(length(bytes)) FROM picture_bytes",
    "thumbnails": "SELECT total(length(jpeg)) FROM thumbnails",
    "views": f"SELECT total({_VIEWS}) FROM picture_views",
    "known_pictures": f"SELECT total({_VIEWS} + coalesce(length(jpeg), 0)) FROM known_pictures",
}


def storage(conn: sqlite3.Connection, folder: Path) -> Storage:
    """The data folder's size in bytes: the database's by part, its journal, and all other files in the folder."""
    size, free = (
        conn.execute(f"SELECT {count} * page_size FROM pragma_{count}, pragma_page_size").fetchone()[0]
        for count in ("page_count", "freelist_count")
    )
    parts = {name: int(conn.execute(query).fetchone()[0]) for name, query in SIZES.items()}
    parts["free"] = free
    database = folder / DATABASE
    files = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    journal = sum(files.get(database.with_name(f"{DATABASE}{suffix}"), 0) for suffix in ("-wal", "-shm"))
    facts = max(0, size - sum(parts.values()))
    other = sum(each for path, each in files.items() if not path.name.startswith(DATABASE))
    named = {"facts": facts, **parts, "journal": journal, "other": other}
    return Storage(
        folder=str(folder),
        size=sum(named.values()),
        parts=[StoragePart(part=name, size=each) for name, each in named.items()],
        known_sets=[
            KnownSetRow.model_validate(
                {"name": each.name, "added_at": each.added_at, "pictures": each.pictures, "matches": each.matches}
            )
            for each in known_sets(conn)
        ],
    )
