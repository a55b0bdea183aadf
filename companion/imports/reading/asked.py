"""What a person may ask of an import beside the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from companion.core.wire.observations import ObjectKind

OTHER_PLATFORM = "imported"
"""The platform of accounts of which nobody said where they are."""


@dataclass(frozen=True)
class Asked:
    """Each is heeded where the file itself does not say it.

    ``platform``: where the accounts are. ``by_id``: plain names are stable ids, and else handles. ``kind``: what an
    edge is, ``follows``, ``friend`` or ``member``. ``seen``: when it was collected; None is now. ``objects``: what is
    shared.
    """

    platform: str | None = None
    by_id: bool = False
    kind: str | None = None
    seen: datetime | None = None
    objects: ObjectKind = ObjectKind.post
