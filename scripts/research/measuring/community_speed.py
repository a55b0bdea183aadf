"""Communities by one library, in a process: ``python -m scripts.research.measuring.community_speed WHO FOLDER``.

WHO is ``eyeline``, ``networkit`` or ``igraph``. Each has the same ties, as arrays; what is timed is everything from
there to each account's community. Prints JSON: processor seconds, peak memory in bytes, modularity.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np

from companion.core.graph import IntArray, Network
from companion.stand_ins import without_matplotlib


def eyeline(ties: Network) -> IntArray:
    from companion.core.communities import communities

    found = communities(ties.matrix)
    return np.where(found < 0, found.max(initial=0) + 1 + np.arange(len(found)), found)


def networkit(ties: Network) -> IntArray:
    """The parallel Louvain method as networkit does it by default, on one thread as all here."""
    import networkit as nk

    nk.setNumberOfThreads(1)
    nk.setSeed(0, False)
    ends = (ties.sources.astype(np.uint64), ties.targets.astype(np.uint64))
    graph = nk.GraphFromCoo((np.ones(len(ties.sources)), ends), n=len(ties.accounts), weighted=False, directed=False)
    return np.asarray(nk.community.PLM(graph).run().getPartition().getVector(), dtype=np.int64)


def igraph(ties: Network) -> IntArray:
    """Leiden's method until it has gone through all twice, igraph's own measure."""
    with without_matplotlib():  # it looks for it, and what is here of it draws nothing
        import igraph as ig

    random.seed(0)
    graph = ig.Graph(len(ties.accounts), np.stack([ties.sources, ties.targets], axis=1))
    return np.asarray(graph.community_leiden("modularity", n_iterations=2).membership, dtype=np.int64)


def modularity(ties: Network, labels: IntArray) -> float:
    """Of ties that each stand once."""
    _, of = np.unique(labels, return_inverse=True)
    ends = np.concatenate([of[ties.sources], of[ties.targets]])
    inside = float(np.mean(of[ties.sources] == of[ties.targets]))
    return inside - float(((np.bincount(ends) / len(ends)) ** 2).sum())


def main(who: str, folder: str) -> None:
    from companion.store.connection import connect
    from companion.store.folder import DATABASE
    from companion.store.network import load

    with closing(connect(Path(folder) / DATABASE)) as conn:
        ties = load(conn, ("follows",))
    began = time.process_time()
    labels = {"eyeline": eyeline, "networkit": networkit, "igraph": igraph}[who](ties)
    taken = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"seconds": taken, "peak": peak, "modularity": modularity(ties, labels)}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
