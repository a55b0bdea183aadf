"""An index by which accounts are put in order by what their pictures show."""

from __future__ import annotations

from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run


@migrations()
def m008_scores(db: Database) -> None:
    """Each picture's score, which otherwise stands among its landmarks and its evidence."""
    run(
        db,
        """
CREATE INDEX pictures_score ON pictures(score);
""",
    )
