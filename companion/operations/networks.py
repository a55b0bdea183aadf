"""The whole network that an analysis found, for other programs: every tie, and the community of each account."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array

from companion.core.communities import communities
from companion.core.naming import Naming, name_of, ref_of
from companion.core.wire.findings.coshare import CoShares
from companion.core.wire.findings.finding import Finding
from companion.core.wire.findings.shared import Shared
from companion.core.wire.selection import AccountName
from companion.exports.networks.writing import Network, Node, Tie

ALL_TIES = {"shared": {"most": 10_000_000, "examples": 0}, "coshare": {"most_edges": 10_000_000, "examples": 0}}
"""The analyses that find a network, and the options by which all of it is told."""


def network_of(finding: Finding, naming: Naming) -> Network:
    """The network that the finding tells, under this naming. Raises ValueError where it tells none."""
    ties = [*_told(finding)]
    accounts = {end.account: end for first, second, *_ in ties for end in (first, second)}
    place = {number: at for at, number in enumerate(sorted(accounts))}
    firsts = np.array([place[first.account] for first, *_ in ties], dtype=np.int64)
    seconds = np.array([place[second.account] for _, second, *_ in ties], dtype=np.int64)
    weights = np.array([weight for _, _, _, weight, *_ in ties], dtype=float)
    links = coo_array((weights, (firsts, seconds)), shape=(len(place), len(place))).tocsr()
    labels = communities(links)
    refs = {number: naming.ref(_ref(account)) for number, account in accounts.items()}
    nodes = [
        Node(
            refs[number],
            accounts[number].platform,
            None if naming.pseudonymised else name_of(accounts[number]),
            int(labels[at]) + 1,
        )
        for number, at in place.items()
    ]
    return Network(
        nodes,
        [
            Tie(refs[first.account], refs[second.account], kind, weight, expected, p_value, q_value)
            for first, second, kind, weight, expected, p_value, q_value in ties
        ],
    )


def _ref(account: AccountName) -> str:
    return ref_of(account.platform, account.account_id, account.handle, account.account)


_Told = tuple[AccountName, AccountName, str, float, float, float | None, float]


def _told(finding: Finding) -> list[_Told]:
    """First, second, kind, weight, expected, p and q of each tie."""
    if isinstance(finding, Shared):
        return [
            (each.first, each.second, each.kind.value, each.shared, each.expected, each.p_value, each.q_value)
            for each in finding.pairs
        ]
    if isinstance(finding, CoShares):
        return [
            (each.first, each.second, "coshare", each.weight, each.expected, each.p_value, each.q_value)
            for each in finding.edges
        ]
    raise ValueError(f"{finding.analysis} finds no network")
