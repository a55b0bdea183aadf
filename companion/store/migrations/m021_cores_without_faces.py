"""Pictures without a face have a core and one part more, and softer ones are compared than before."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m021_cores_without_faces(db: Database) -> None:
    """What they had is compared until the picture's or its thumbnail's are made, in the background."""
    run(db, "UPDATE picture_views SET earlier = 1 WHERE part_hashes IS NOT NULL OR whole_hash IS NULL;")
