"""A damaged database: what can be read of it takes its place, and it is set aside whole."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from companion.operations.restore import set_aside, sync
from companion.store.folder import DATABASE, FolderLock, make_folder
from companion.store.salvage import Recovered, recover


def repair(folder: Path, at: datetime) -> tuple[list[Recovered], Path | None]:
    """What was recovered of each table, and where the damaged database lies now.

    Raises :class:`AlreadyRunningError` while a companion serves the folder, and as :func:`recover`; the folder is as it
    was then.
    """
    with (
        FolderLock(make_folder(folder)) as lock,
        tempfile.TemporaryDirectory(prefix="repaired-", dir=folder, ignore_cleanup_errors=True) as place,
    ):
        recovered = Path(place) / DATABASE
        found = recover(folder, recovered)
        sync(recovered)
        aside = set_aside(folder, at)
        recovered.replace(folder / DATABASE)
        sync(folder)
        lock.is_sound = True
        return found, aside
