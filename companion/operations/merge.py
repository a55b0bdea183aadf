"""Joining another database into this one, and comparing the pictures that came with it."""

from __future__ import annotations

from pathlib import Path

from companion.core.progress import Progress, unobserved
from companion.core.wire.files import MergeResult
from companion.store.db import Store, interruptible
from companion.store.merging.merge import merge as merge_databases


def merge(store: Store, other: Path, *, dry_run: bool, progress: Progress = unobserved) -> MergeResult:
    """Join the database ``other`` (a file, or a data folder) while nothing else writes; a dry run takes it back.

    Raises as :func:`companion.store.merging.merge.merge` does.
    """
    merged = interruptible(
        lambda watched: store.alone(lambda: merge_databases(store.path, other, dry_run=dry_run, progress=watched)),
        progress,
    )
    if not dry_run:
        from companion.workers.reuse import Reuse  # what compares pictures is heavy

        Reuse(store).catch_up()
    return merged
