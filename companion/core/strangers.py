"""Whether accounts that share the same at once are strangers, to whom nobody showed it.

Who shares the same within minutes, again and again, saw it in one place. Fans, readers, pods and colleagues follow each
other, or one and the same account. So at least :data:`ACQUAINTED` of an innocent group's accounts have somebody of the
group in their list, or an account that the group follows beyond chance. The p-value is how improbable it is that so few
are seen to, when each shows its one acquaintance with the probability with which any entry of its list was seen. The
binomial tail has the mean of these, which is less sure than the exact one (Hoeffding: "On the distribution of the
number of successes in independent trials", Ann. Math. Stat. 27:713–721, 1956).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr
from scipy.stats import binom

from companion.core.compared_groups import LEAST, Lists
from companion.core.graph import IntArray
from companion.core.group_pictures import SMALLEST_P, Counted

ACQUAINTED = 0.5
BEYOND_CHANCE = 0.01
"""How probable it is at most that chance alone gives one account that so many more of a group follow than others do."""
SHOWS = 0.25
"""Who shows a group what it shares stands in the lists of so many of it at least, as far as they were seen."""


def strangers(lists: Lists, members: IntArray) -> Counted:
    """How many of these accounts (positions) are strangers, of those of whose lists it is known how much was seen.

    ``expected`` are at most so many of an innocent group.
    """
    listed = members[~np.isnan(lists.seen[members])]
    if len(listed) < LEAST:
        return Counted(0, 0, 0.0, 1.0)
    inside = np.diff(lists.acquainted[listed][:, members].indptr) > 0
    acquainted = int((inside | _following_a_source(lists, listed)).sum())
    seen = ACQUAINTED * float(lists.seen[listed].mean())
    of = len(listed)
    return Counted(of, of - acquainted, of * (1 - seen), max(float(bdtr(acquainted, of, seen)), SMALLEST_P))


def _following_a_source(lists: Lists, listed: IntArray) -> NDArray[np.bool_]:
    """Which of these accounts (k,) have somebody in their list whom many of them have, and more than chance explains.

    Where most lists that were seen are theirs, nobody knows what is chance: anybody whom many have is one.
    """
    theirs = lists.members[listed]
    count = np.asarray(theirs.sum(axis=0)).ravel()
    often = np.flatnonzero(count >= max(LEAST, SHOWS * float(lists.seen[listed].sum())))
    others = lists.count - len(listed)
    if others >= len(listed):
        elsewhere = (lists.popularity[often] - count[often] + 1) / (others + 1)
        often = often[binom.sf(count[often] - 1, len(listed), elsewhere) <= BEYOND_CHANCE / max(len(often), 1)]
    return np.asarray(np.diff(theirs[:, often].indptr) > 0)
