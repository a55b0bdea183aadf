"""Indexes by which accounts are chosen and put in order by what their pictures show."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m008_levels(db: Database) -> None:
    """Each picture's level and score, which otherwise stand among its landmarks and its evidence."""
    run(
        db,
        """
CREATE INDEX pictures_level ON pictures(json_extract(evidence, '$.level'));
CREATE INDEX pictures_score ON pictures(score);
""",
    )
