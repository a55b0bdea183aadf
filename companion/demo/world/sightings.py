"""The visits as batches of observations: as the extension sends them, and as rows for writing very many at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from companion.core.wire.observations import (
    AccountSighting,
    Activity,
    Batch,
    CaptureSighting,
    DisplayedCounts,
    Page,
    PageKind,
    PictureSighting,
    Role,
)
from companion.demo.world.browsing import LISTS, Visits
from companion.demo.world.doings import KINDS, OBJECTS
from companion.demo.world.ties import Ints
from companion.demo.world.world import PLATFORMS, World
from companion.store.times import EPOCH

TOOL = "simulated"
ROWS_A_BATCH = 400
SECONDS_A_BATCH = 2


@dataclass(frozen=True, eq=False)
class Sightings:
    """``visit`` and ``chunk`` (b,) of each batch: chunk 0 is the owner's profile, and the list begins with chunk 1.

    ``batch``, ``account`` and ``on_profile`` (r,) are one row a sighting, in the order of arrival: the owner, then the
    members of the chunk.
    """

    world: World
    visits: Visits
    visit: Ints
    chunk: Ints
    batch: Ints
    account: Ints
    on_profile: NDArray[np.bool_]
    degrees: tuple[Ints, Ints, Ints]

    def time(self, batch: int) -> datetime:
        visit, chunk = self.visit[batch], self.chunk[batch]
        return time_of(int(self.visits.time[visit])) + timedelta(seconds=SECONDS_A_BATCH * int(chunk))

    def page(self, batch: int) -> Page:
        owner = int(self.visits.owner[self.visit[batch]])
        platform, handle = PLATFORMS[self.world.platform[owner]], self.world.handles[owner]
        address = f"https://{platform}.example/{handle}"
        if self.chunk[batch] == 0:
            return Page(platform=platform, kind=PageKind.profile, address=address, title=self.world.names[owner])
        which = LISTS[self.visits.list[self.visit[batch]]].value
        return Page(platform=platform, kind=PageKind.list, address=f"{address}/{which}", title=self.world.names[owner])

    def key(self, batch: int) -> UUID:
        return UUID(int=1 << 96 | batch)

    def session(self, batch: int) -> UUID:
        """A day's browsing is one session."""
        return UUID(int=2 << 96 | int(self.visits.time[self.visit[batch]]) // 86_400)

    def capture(self, visit: int) -> UUID:
        return UUID(int=3 << 96 | visit)

    def account_id(self, account: int) -> str | None:
        """Facebook's pages show ids, Instagram's do not."""
        return str(100_000_000_000 + account) if self.world.platform[account] == 0 else None

    def picture_address(self, account: int) -> str | None:
        """Each account's upload has an address of its own, also where the picture is the same."""
        platform = PLATFORMS[self.world.platform[account]]
        worn = int(self.world.wardrobe.worn[account])
        return None if worn < 0 else f"https://pictures.{platform}.example/{account}/{worn}.jpg"

    def counts(self, account: int) -> DisplayedCounts:
        friends, followers, following = (int(each[account]) for each in self.degrees)
        if self.world.platform[account] == 0:
            return DisplayedCounts(friends=friends)
        return DisplayedCounts(followers=followers, following=following)

    def doings(self, account: int) -> range:
        """The account's rows in the world's doings."""
        begin, end = np.searchsorted(self.world.doings.account, [account, account + 1])
        return range(int(begin), int(end))


def sightings(world: World, visits: Visits) -> Sightings:
    seen = np.diff(visits.starts)
    chunks = 2 + np.maximum(seen - 1, 0) // ROWS_A_BATCH
    visit = np.repeat(np.arange(len(seen)), chunks)
    starts = np.cumsum(chunks) - chunks
    chunk = np.arange(len(visit)) - starts[visit]
    of_visit = np.repeat(np.arange(len(seen)), seen)
    position = np.arange(len(of_visit)) - visits.starts[of_visit]
    batch_of_member = starts[of_visit] + 1 + position // ROWS_A_BATCH
    batch = np.concatenate([np.arange(len(visit)), batch_of_member])
    account = np.concatenate([visits.owner[visit], visits.members])
    order = np.argsort(batch, kind="stable")
    on_profile = np.concatenate([chunk == 0, np.zeros(len(of_visit), bool)])
    return Sightings(world, visits, visit, chunk, batch[order], account[order], on_profile[order], world.degrees())


def batches(seen: Sightings) -> Iterator[Batch]:
    """The batches as they would come over the wire."""
    visits = seen.visits
    bounds = np.searchsorted(seen.batch, np.arange(len(seen.visit) + 1))
    for batch in range(len(seen.visit)):
        rows = seen.account[bounds[batch] : bounds[batch + 1]]
        owner, visit, chunk = int(rows[0]), int(seen.visit[batch]), int(seen.chunk[batch])
        captures, activities = [], []
        if chunk:
            first, last = int(visits.starts[visit]), int(visits.starts[visit + 1])
            upto = min(last, first + chunk * ROWS_A_BATCH)
            captures.append(
                CaptureSighting(
                    capture=seen.capture(visit),
                    kind=LISTS[visits.list[visit]],
                    owner=ref(seen, owner),
                    displayed_count=int(visits.displayed[visit]),
                    seen_count=upto - first,
                    complete=bool(visits.complete[visit]) and upto == last,
                    members=[ref(seen, int(member)) for member in rows[1:]],
                )
            )
        elif visits.first[visit]:
            activities = [_activity(seen, row) for row in seen.doings(owner)]
        yield Batch(
            key=seen.key(batch),
            session=seen.session(batch),
            tool_version=TOOL,
            observed_at=seen.time(batch),
            page=seen.page(batch),
            accounts=[_sighting(seen, int(row), bool(i == 0), chunk == 0) for i, row in enumerate(rows)],
            captures=captures,
            activities=activities,
        )


def ref(seen: Sightings, account: int) -> str:
    platform, number = PLATFORMS[seen.world.platform[account]], seen.account_id(account)
    return f"{platform}:handle:{seen.world.handles[account]}" if number is None else f"{platform}:id:{number}"


def _sighting(seen: Sightings, account: int, owner: bool, profile: bool) -> AccountSighting:
    platform = PLATFORMS[seen.world.platform[account]]
    address = seen.picture_address(account)
    return AccountSighting(
        ref=ref(seen, account),
        platform=platform,
        account_id=seen.account_id(account),
        handle=seen.world.handles[account],
        display_name=seen.world.names[account],
        address=f"https://{platform}.example/{seen.world.handles[account]}",
        bio=seen.world.bios[account] if profile else None,
        counts=seen.counts(account) if profile else None,
        picture=None if address is None else PictureSighting(address=address),
        role=Role.profile if owner else Role.row,
    )


def _activity(seen: Sightings, row: int) -> Activity:
    does = seen.world.doings
    account, kind, time = int(does.account[row]), int(does.kind[row]), int(does.time[row])
    return Activity(
        account=ref(seen, account),
        kind=KINDS[kind],
        object=object_of(seen, row),
        object_kind=OBJECTS[kind],
        time=None if time < 0 else time_of(time),
        precision=does.precision(row),
    )


def object_of(seen: Sightings, row: int) -> str | None:
    does = seen.world.doings
    thing, number = OBJECTS[does.kind[row]], int(does.object[row])
    if thing is None:
        return None
    platform = PLATFORMS[seen.world.platform[does.account[row]]]
    return f"https://{platform}.example/{thing.value}s/{number}"


def time_of(seconds: int) -> datetime:
    return EPOCH + timedelta(seconds=seconds)
