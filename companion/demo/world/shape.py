"""How large a simulated world is, and how much of it is browsed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from companion.errors import BadRequestError


@dataclass(frozen=True)
class Innocents:
    """How many groups of each kind there are; ``innocents.py`` says what each is."""

    fan_clubs: int = 0
    offices: int = 0
    conferences: int = 0
    classes: int = 0
    onboardings: int = 0
    pods: int = 0
    readers: int = 0
    campaigns: int = 0


@dataclass(frozen=True)
class Shape:
    """``facebook`` and ``instagram`` ordinary accounts, ``planted_…`` accounts of the operation among them.

    ``friends`` and ``following`` are the mean lengths of ordinary lists. ``visited`` and ``visited_planted`` are the
    shares of accounts whose profile and list are opened, ``completeness`` (0..1) the mean share of a list that is seen
    before the person leaves it; at 1 every list is seen whole. ``again`` is the share of lists opened a second time,
    weeks later.

    ``aligned`` is the share of planted accounts with an aligned picture. Where ``made_together``, an operator makes its
    accounts some in an hour, and every account's creation is known to the minute, else to the month. ``innocents`` says
    how many groups form for innocent reasons beside villages and clubs.
    """

    facebook: int = 20_000
    instagram: int = 12_000
    planted_facebook: int = 663
    planted_instagram: int = 388
    friends: float = 60.0
    following: float = 50.0
    visited: float = 0.08
    visited_planted: float = 0.95
    completeness: float = 0.8
    again: float = 0.05
    aligned: float = 0.4
    made_together: bool = False
    innocents: Innocents = Innocents()

    def __post_init__(self) -> None:
        if min(self.facebook, self.instagram) < 50:
            raise BadRequestError("demo.world_too_small")
        if min(self.planted_facebook, self.planted_instagram) < 0 or min(self.friends, self.following) <= 0:
            raise BadRequestError("demo.world_negative")
        shares = (self.visited, self.visited_planted, self.completeness, self.again, self.aligned)
        if not all(0 <= share <= 1 for share in shares):
            raise BadRequestError("demo.world_share")

    def of_accounts(self, accounts: int) -> Shape:
        """The same world with so many ordinary accounts in all; the operation shrinks with it, but does not grow."""
        factor = accounts / (self.facebook + self.instagram)
        return replace(
            self,
            facebook=round(self.facebook * factor),
            instagram=accounts - round(self.facebook * factor),
            planted_facebook=round(self.planted_facebook * min(1.0, factor)),
            planted_instagram=round(self.planted_instagram * min(1.0, factor)),
        )
