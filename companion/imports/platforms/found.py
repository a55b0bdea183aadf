"""What is found in an item: accounts, and what they did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from companion.core.account_names import NoName, as_name, why_no_name
from companion.core.wire.observations import (
    AccountSighting,
    Activity,
    ActivityKind,
    DisplayedCounts,
    ObjectKind,
    Role,
    TimePrecision,
)
from companion.imports.reading.event_times import SECONDS_FROM
from companion.imports.reading.gate import cut, name_in, optional_handle, optional_id
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.sites import Site
from companion.store.times import EPOCH

Item = Mapping[str, Any]
DEEPEST = 3
"""How many posts may stand within one another."""


@dataclass
class Found:
    """What one item shows. ``accounts`` come in the order in which they are found."""

    accounts: list[AccountSighting] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)

    def act(
        self,
        account: AccountSighting,
        kind: ActivityKind,
        address: str | None,
        *,
        text: str | None = None,
        time: datetime | None = None,
        object_kind: ObjectKind | None = None,
    ) -> None:
        """Note what an account did, and when to the second, where that is known."""
        self.activities.append(
            Activity(
                account=account.ref,
                kind=kind,
                object=cut(address, 4096),
                object_kind=object_kind,
                text=cut(text, 5000),
                time=time,
                precision=None if time is None else TimePrecision.second,
            )
        )


def person(  # noqa: PLR0913 - what the wire has
    site: Site,
    account_id: object,
    handle: object,
    *,
    name: object = None,
    bio: object = None,
    picture: object = None,
    counts: Mapping[str, object] | None = None,
    role: Role = Role.author,
) -> AccountSighting:
    """An account as an item has it. Raises :class:`UnreadableError` where neither its id nor its handle is a name."""
    named_id, named_handle = text_of(account_id), text_of(handle)
    known_id, known_handle = optional_id(named_id, of_table=False), optional_handle(site, named_handle)
    if named_handle is not None and why_no_name(named_handle) is NoName.long:
        name_in(named_handle)
    if known_id is None and known_handle is None:
        if (said := named_handle or named_id) is None:
            raise UnreadableError("imports.row.whose")
        known_handle = site.spelled(name_in(said))
    named = f"id:{known_id}" if known_id is not None else f"handle:{known_handle}"
    shown = {key: number(value) for key, value in (counts or {}).items()}
    return AccountSighting(
        ref=f"{site.platform}:{named}",
        platform=site.platform,
        account_id=known_id,
        handle=known_handle,
        display_name=cut(text_of(name), 500),
        address=None if known_handle is None or named_handle is None else site.home_of(as_name(named_handle)),
        bio=cut(text_of(bio), 5000),
        counts=DisplayedCounts(**shown) if any(value is not None for value in shown.values()) else None,
        picture=site.picture(text_of(picture)),
        role=role,
    )


def reader(post: Callable[[Found, Item], str | None], otherwise: str) -> Callable[[Item], Found]:
    """Reads items that are a post each: ``post`` notes it and gives its address, or None for what is none.

    What reads raises :class:`UnreadableError` for that, with the sentence of the key ``otherwise``.
    """

    def read(item: Item) -> Found:
        found = Found()
        if post(found, item) is None:
            raise UnreadableError(otherwise)
        return found

    return read


def text_of(value: object) -> str | None:
    """A text or a number as text; None for what is empty or something else."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return str(value) or None


def number(value: object) -> int | None:
    """A count of 0 or more, also as text."""
    try:
        count = int(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else -1
    except ValueError:
        return None
    return count if 0 <= count < 2**53 else None


def seconds(value: object) -> datetime | None:
    """The time of Unix seconds; None where there are none."""
    count = number(value)
    try:
        return EPOCH + timedelta(seconds=count) if count and count >= SECONDS_FROM else None
    except OverflowError:
        return None


def record(value: object) -> dict[str, Any]:
    """The object at a place of an item; an empty one where something else is."""
    return value if isinstance(value, dict) else {}


def records(value: object) -> Iterator[dict[str, Any]]:
    """The objects in a list at a place of an item."""
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())


def within(item: object, *path: str) -> dict[str, Any]:
    """The object at the end of this path, or an empty one."""
    for name in path:
        item = record(item).get(name)
    return record(item)
