"""Groups judged by all that is known of them, where groups also form for innocent reasons.

Friends of one village, fans, colleagues and the participants of a conference are tied as improbably as an operation's
accounts. So no single sign makes a group stand out that an innocent reason explains. The reasons are

* **fans** (of a person, a club, a cause): they use the same words, follow the same accounts, share the same posts at
  once, put on at once a picture that they wear, their idol's, and come for what is new, which they share that day;
* an **event** (a conference, a lesson, a yearly feast): beside the accounts' creation, which may be on several days,
  there was one moment at which new pictures were put up or accounts made, and those who were there are fans, too;
* an **office** (a newsroom, a school): the same, and portraits of one photographer sit together and upright, as on the
  day on which they were put up.

Each group is granted the reason that explains most of what it shows, and up to three where it holds several parts
(``innocent_reasons.py``). What remains is joined by Cauchy's combination, and judged over all groups under one false
discovery rate. An account belongs to a group where at least two kinds of signs connect it with the others, or one kind
often; a single sign may be a coincidence, as a friend's friend or somebody who changed a picture in the same hour.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array, diags_array

from companion.core.communities import communities
from companion.core.compared_groups import Compared, followed_alike, mutual_follows, new_accounts
from companion.core.false_discovery import benjamini_hochberg
from companion.core.graph import IntArray
from companion.core.innocent_reasons import Within
from companion.core.judged_group import DENSE, LEAST, Group, Judged, Told
from companion.core.kinds import SignKind
from companion.core.known_accounts import Known, in_common, often


def candidates(known: Known, seed: int = 0, least: int = LEAST) -> list[IntArray]:
    """Groups of accounts (positions, rising) that ties and signs connect, the largest first."""
    meetings = [sign.members for sign in known.signs if sign.kind is SignKind.coshared]
    alone = [sign.members for sign in known.signs if sign.kind is not SignKind.coshared]
    at_once = often(meetings, known.count, 2)
    # Fans who share at once share soon, too: that would only make one candidate of several groups of them.
    others = diags_array((np.diff(at_once.indptr) == 0).astype(np.float64))
    sharing = at_once + others @ known.sharing_soon @ others
    weights = csr_array(known.ties + known.ties.T + in_common(alone, known.count) + sharing)
    weights.setdiag(0)
    weights.eliminate_zeros()
    labels = communities(csr_array(weights / 2), seed, DENSE)
    sizes = np.bincount(labels[labels >= 0])
    return [np.flatnonzero(labels == label) for label in np.flatnonzero(sizes >= least)]


def judge(
    known: Known, groups: Sequence[IntArray], fdr: float = 0.05, *, only_standing_out: bool = False
) -> list[Judged]:
    """Of groups of positions (k,) each one's signs and whether it stands out, at this false discovery rate over all.

    ``only_standing_out``: only of those that do, which of many groups takes a fraction of the time.
    """
    looked_at = [
        Group(known, group, ties, signs, compared, fdr)
        for group, ties, signs, compared in zip(
            groups, _ties_within(known, groups), _signs_within(known, groups), _compared(known, groups), strict=True
        )
    ]
    held = benjamini_hochberg(np.array([group.p_value for group in looked_at]), len(looked_at), 1.0)
    q_values = np.ones(len(looked_at))
    q_values[held.kept] = held.q
    return [
        group.judged(float(q), fdr, len(groups))
        for group, q in zip(looked_at, q_values, strict=True)
        if q <= fdr or not only_standing_out
    ]


def _ties_within(known: Known, groups: Sequence[IntArray]) -> list[IntArray]:
    """With how many others of its own group each member (k,) is tied."""
    group_of = _group_of(known, groups)
    pairs = (known.ties + known.ties.T).tocoo()
    inside = (group_of[pairs.row] == group_of[pairs.col]) & (pairs.data > 0)
    ties = np.bincount(pairs.row[inside], minlength=known.count)
    return [ties[members] for members in groups]


def _group_of(known: Known, groups: Sequence[IntArray]) -> IntArray:
    """The number of the group that each account is in, none being in two; -1 for none."""
    group_of = np.full(known.count, -1)
    for number, members in enumerate(groups):
        group_of[members] = number
    return group_of


def _signs_within(known: Known, groups: Sequence[IntArray]) -> list[list[Within]]:
    """For each group the signs that half of their members are in."""
    group_of = _group_of(known, groups)
    found: list[list[Within]] = [[] for _ in groups]
    for sign in known.signs:
        own = group_of[sign.members]
        least = max(2 if sign.kind is SignKind.reused else LEAST, len(own) / 2)
        counts = np.bincount(own[own >= 0]) if (own >= 0).any() else own[:0]
        for number in np.flatnonzero(counts >= least).tolist():
            found[number].append((sign, sign.members[own == number]))
    return found


def _compared(known: Known, groups: Sequence[IntArray]) -> list[dict[SignKind, Told]]:
    """What is told of each group beside the other groups."""
    found: dict[SignKind, Compared] = {}
    if known.lists is not None:
        found[SignKind.followed_alike] = followed_alike(known.lists, groups)
        found[SignKind.mutual_follows] = mutual_follows(known.lists, groups)
    if known.created is not None:
        found[SignKind.new_accounts] = new_accounts(known.created, groups)

    def told(of: Compared, at: int) -> Told:
        due, p = (None if np.isnan(each[at]) else float(each[at]) for each in (of.due, of.p))
        return Told(int(of.having[at]), int(of.of[at]), int(of.times[at]), due, p)

    return [{kind: told(of, at) for kind, of in found.items()} for at in range(len(groups))]
