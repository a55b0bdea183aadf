#!/usr/bin/env bash
# One would guess: networkx's `forceatlas2_layout` lays out what ForceAtlas2 lays out elsewhere, networks of tens of
# thousands, since what made that method known is that it bundles far nodes (Barnes and Hut) and needs memory as the
# nodes and edges do; and a round costs about as many times more as there are more nodes.
# What happens: each round makes tables of all pairs of nodes. Twice the nodes need four times the memory, however few the
# edges are: 160 MB for 2,000 nodes, so 16 GB for 20,000 and 400 GB for 100,000, where Gephi or graphology need some MB.
# Seen on 2026-12-01 with networkx 3.6.1, numpy 2.4.6, Python 3.11.7, four edges a node, one round:
#   500 nodes: 10 MB; 1,000 nodes: 40 MB; 2,000 nodes: 161 MB
#   20,000 nodes would need 16.1 GB
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "networkx==3.6.1" "numpy==2.4.6" 2>log || { cat log; exit 1; }
venv/bin/python -W ignore - <<'PYTHON'
import tracemalloc

import networkx


def megabytes(nodes: int) -> float:
    """The most that one round needs, beside the graph."""
    graph = networkx.gnm_random_graph(nodes, 4 * nodes, seed=1)
    tracemalloc.start()
    networkx.forceatlas2_layout(graph, max_iter=1, seed=1)
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return most


megabytes(50)  # what it imports at first
sizes = (500, 1_000, 2_000)
needed = [megabytes(nodes) for nodes in sizes]
print("; ".join(f"{nodes:,} nodes: {most:.0f} MB" for nodes, most in zip(sizes, needed, strict=True)))
print(f"20,000 nodes would need {needed[-1] * 100 / 1000:.1f} GB")
is_quadratic = all(3.5 < later / before < 4.5 for before, later in zip(needed, needed[1:], strict=False))
raise SystemExit(0 if is_quadratic and needed[-1] > 100 else 1)
PYTHON
