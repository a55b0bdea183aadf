"""What was seen at one moment, gathered into batches of the size that the wire allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from companion.core.identity import parse_ref
from companion.core.wire.observations import AccountSighting, Activity, CaptureKind, CaptureSighting, Page, Role
from companion.imports.reading.reading import Reading

MOST_ACCOUNTS = 500
MOST_CAPTURES = 20
MOST_ACTIVITIES = 500


@dataclass(frozen=True)
class Visit:
    """A capture without its members."""

    capture: UUID
    kind: CaptureKind
    owner: str | None
    seen_count: int
    displayed_count: int | None = None
    complete: bool = False


def bare(ref: str) -> AccountSighting:
    """An account of which nothing but its ref was seen. Raises :class:`companion.errors.BadRequestError`."""
    named = parse_ref(ref)
    return AccountSighting(
        ref=ref,
        platform=named.platform,
        account_id=named.value if named.by_id else None,
        handle=None if named.by_id else named.value,
        role=Role.row,
    )


class Gathering:
    """Sightings, lists and activities of one moment on one page; :meth:`close` stores what is left."""

    def __init__(
        self,
        reading: Reading,
        at: datetime,
        page: Page,
        session: UUID | None = None,
        tool_version: str | None = None,
    ) -> None:
        self.at = at
        self._reading = reading
        self._page = page
        self._session = session
        self._tool_version = tool_version
        self._empty()

    def _empty(self) -> None:
        self._accounts: list[AccountSighting] = []
        self._refs: set[str] = set()
        self._captures: list[CaptureSighting] = []
        self._activities: list[Activity] = []

    def see(self, *seen: AccountSighting) -> None:
        """Note sightings."""
        self._room_for(len(seen))
        self._accounts.extend(seen)
        self._refs.update(each.ref for each in seen)

    def act(self, activity: Activity) -> None:
        """Note what an account did, which is thereby seen."""
        self._room_for(1)
        self._need((activity.account,))
        self._activities.append(activity)

    def list(self, visit: Visit, members: Iterable[str], weights: Iterable[float | None] = ()) -> None:
        """Note the members of a list, and its owner; of a long list in several batches, as one capture.

        ``weights``: of each member's tie, where any of them has one.
        """
        left, weighed = list(members), list(weights)
        owner = () if visit.owner is None else (visit.owner,)
        while True:
            if len(self._accounts) + len(owner) + min(len(left), MOST_ACCOUNTS // 2) > MOST_ACCOUNTS:
                self.close()
            room = MOST_ACCOUNTS - len(self._accounts) - len(owner)
            part, left = left[:room], left[room:]
            weight_of, weighed = weighed[:room], weighed[room:]
            self._need((*owner, *part))
            self._captures.append(
                CaptureSighting(
                    capture=visit.capture,
                    kind=visit.kind,
                    owner=visit.owner,
                    displayed_count=visit.displayed_count,
                    seen_count=visit.seen_count,
                    complete=visit.complete and not left,
                    members=part,
                    weights=weight_of,
                )
            )
            if len(self._captures) == MOST_CAPTURES:
                self.close()
            if not left:
                return

    def close(self) -> None:
        """Store what was gathered, in one batch."""
        if self._accounts or self._captures:
            self._reading.store(
                self.at,
                self._page,
                self._accounts,
                self._captures,
                self._activities,
                session=self._session,
                tool_version=self._tool_version,
            )
        self._empty()

    def _room_for(self, accounts: int) -> None:
        if len(self._accounts) + accounts > MOST_ACCOUNTS or len(self._activities) == MOST_ACTIVITIES:
            self.close()

    def _need(self, refs: Iterable[str]) -> None:
        for ref in refs:
            if ref not in self._refs:
                self._refs.add(ref)
                self._accounts.append(bare(ref))
