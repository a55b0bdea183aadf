"""Hashes that a picture shares with its mirror image, and a second core for small faces."""

from __future__ import annotations

import numpy as np
from sqlite_utils import Database

from companion.store.migrations.registry import migrations, run

_SIDE = 16
_BITS = _SIDE * _SIDE


@migrations()
def m011_hashes_by_sign(db: Database) -> None:
    """Hashes whose halves are the even and the odd horizontal frequencies, so that none is of the mirror image.

    The bits were the same, by rows: whether a frequency is above the median of all, which is near nought. So they are
    put into their new order here, and made again, where the picture or its thumbnail is there, in the background.
    """
    db.conn.create_function("reordered_hashes", 1, _reordered, deterministic=True)
    for table in ("picture_views", "known_pictures"):
        run(
            db,
            f"""
UPDATE {table} SET whole_hash = reordered_hashes(whole_hash), core_hash = reordered_hashes(core_hash),
    part_hashes = reordered_hashes(part_hashes);
ALTER TABLE {table} DROP COLUMN whole_mirrored;
ALTER TABLE {table} DROP COLUMN core_mirrored;
ALTER TABLE {table} DROP COLUMN part_mirrored;
ALTER TABLE {table} ADD COLUMN wide_hash BLOB;
ALTER TABLE {table} ADD COLUMN wide_jpeg BLOB;
""",
        )
    run(
        db,
        """
ALTER TABLE picture_views ADD COLUMN earlier INTEGER NOT NULL DEFAULT 0;
UPDATE picture_views SET earlier = 1;
CREATE INDEX picture_views_earlier ON picture_views(picture) WHERE earlier;
""",
    )


def _reordered(hashes: bytes | None) -> bytes | None:
    if not hashes or len(hashes) * 8 % _BITS:
        return hashes
    bits = np.unpackbits(np.frombuffer(hashes, np.uint8)).reshape(-1, _SIDE, _SIDE)
    halves = bits[:, :, 0::2].reshape(-1, _BITS // 2), bits[:, :, 1::2].reshape(-1, _BITS // 2)
    return np.packbits(np.concatenate(halves, axis=1), axis=1).tobytes()
