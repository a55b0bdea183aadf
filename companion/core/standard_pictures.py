"""When a picture is its site's own, worn by whoever has put none on, and no picture that its wearers chose.

A list of such pictures' addresses ages. What does not is how they are worn: by very many, who share nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from companion.core.graph import IntArray, Network

WEARERS = 100
"""So many accounts of one site at least. The largest operations that were made public are of some hundreds of accounts,
of which a part wears one logo; a site's own picture reaches this in a few lists of followers."""
SHARE = 0.01
"""And so large a part of all accounts of the site that were seen with a picture, so that a logo in a large collection
stays what it is. Of the accounts in a list of followers rarely fewer than one in twenty has put on no picture."""
CHANCE = 0.01
"""What wearers have in common counts where chance gives so much of it at most so often."""
DRAWS = 199


@dataclass(frozen=True)
class Worn:
    """A picture without a face, and how many accounts of a site wear or wore it, of ``everyone`` there with one."""

    picture: int
    platform: str
    wearers: int
    everyone: int

    @property
    def is_common(self) -> bool:
        """Whether so many wear it that it may be the site's own."""
        return self.wearers >= max(WEARERS, SHARE * self.everyone)


def are_linked(network: Network, wearers: IntArray, everyone: IntArray) -> bool:
    """Whether accounts (keys (k,), rising) have more edges among them than as many drawn from everyone (n,) have.

    A permutation test: edges stay as they are, with their hubs and with whose lists were looked at.
    """
    among = _edges_among(network, wearers)
    rng = np.random.default_rng(0)
    drawn = (_edges_among(network, rng.choice(everyone, len(wearers), replace=False)) for _ in range(DRAWS))
    return among > 0 and (1 + sum(each >= among for each in drawn)) / (1 + DRAWS) <= CHANCE


def _edges_among(network: Network, accounts: IntArray) -> int:
    inside = np.zeros(len(network.accounts), dtype=bool)
    inside[network.positions(accounts)] = True
    return int((inside[network.sources] & inside[network.targets]).sum())
