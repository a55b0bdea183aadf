#!/usr/bin/env bash
# One would guess: scikit-network's PageRank gives the ranks that networkx gives, up to its tolerance; whoever
# follows nobody (or whose list was not seen) hands its rank on to all alike, and gets nothing for it.
# What happens: each of these gets 1 / (1 - damping) = 6.7 times the part of everybody's start, whoever follows it, so that
# in a network of which some lists were seen, those whose list was not outrank the others. It is the solver that is used
# when none is named; `bicgstab` and `lanczos` do the same, `diteration` and `RH` are right, so one class has two answers.
# With more rounds and a smaller tolerance it stays.
# Seen on 2026-11-30 with scikit-network 0.33.5, networkx 3.6.1, Python 3.11.7; 1,000 accounts, of 200 of
# which it is known whom they follow (50 each, drawn at random):
#   networkx: the 200 rank 1.006 times as high as the others on average
#   scikit-network: 0.181 times as high, correlation with networkx -0.009
#   scikit-network, diteration: 1.006 times as high, correlation with networkx 1.000
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "scikit-network==0.33.5" "networkx==3.6.1" \
  "scipy==1.17.1" "numpy==2.4.6" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import networkx
import numpy as np
import scipy.sparse as sp
from sknetwork.ranking import PageRank

ACCOUNTS, READ, LENGTH = 1_000, 200, 50
rng = np.random.default_rng(0)
source = np.repeat(np.arange(READ), LENGTH)
follows = sp.csr_matrix((np.ones(len(source)), (source, rng.integers(0, ACCOUNTS, len(source)))), shape=(ACCOUNTS,) * 2).sign()
graph = networkx.from_scipy_sparse_array(follows, create_using=networkx.DiGraph)
exact = np.array(list(networkx.pagerank(graph, tol=1e-12).values()))


def tell(name: str, ranks: np.ndarray) -> tuple[float, float]:
    """How the read ones' mean stands to the others', and the correlation with networkx."""
    ratio, alike = float(ranks[:READ].mean() / ranks[READ:].mean()), float(np.corrcoef(ranks, exact)[0, 1])
    print(f"{name}: the {READ} rank {ratio:.3f} times as high as the others, correlation with networkx {alike:.3f}")
    return ratio, alike


tell("networkx", exact)
ratio, alike = tell("scikit-network", PageRank(n_iter=500, tol=1e-12).fit_predict(follows))
level, same = tell("scikit-network, diteration", PageRank(solver="diteration", n_iter=500, tol=1e-12).fit_predict(follows))
raise SystemExit(0 if ratio < 0.25 and abs(alike) < 0.2 and abs(level - 1) < 0.05 and same > 0.99 else 1)
PYTHON
