"""What is asked of an import beside the file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from companion.core.kinds import ListKind
from companion.core.wire.observations import ObjectKind


@dataclass(frozen=True)
class Asked:
    """Each is heeded where the file itself does not say it.

    ``platform``: where the accounts are. ``by_id``: plain names are stable ids, and else handles. ``kind``: what an
    edge is, ``follows``, ``friend`` or ``member``. ``seen``: when it was collected; None is now. ``objects``: what is
    shared. ``source``, ``target``, ``account`` and ``time``: the column that is this, by its name or number from 1.
    ``owner`` and ``listed``: the accounts are this account's followers, friends …
    """

    platform: str | None = None
    by_id: bool = False
    kind: str | None = None
    seen: datetime | None = None
    objects: ObjectKind = ObjectKind.post
    source: str | None = None
    target: str | None = None
    account: str | None = None
    time: str | None = None
    owner: str | None = None
    listed: ListKind | None = None

    def named(self) -> dict[str, str]:
        """Each wish as a text; of those that came later only what was asked, so that keys made before stay the same."""
        said = asdict(self)
        return {name: str(value) for name, value in said.items() if value is not None or name in _FIRST}


_FIRST = ("platform", "by_id", "kind", "seen", "objects")
