#!/usr/bin/env bash
# One would guess: the modularity of a directed network, all of whose nodes are in one community, is 0, as there is nothing
# that such a partition finds; and whoever does not know directions says so, as NetworKit's Louvain and Leiden do ("undefined
# on directed graphs").
# What happens: NetworKit's `Modularity` takes directed networks and gives 0.75. It counts each edge once, at the one who
# follows, and then divides the expected share by (2m)², as if each had been counted at both ends: a quarter of what it
# should be is taken away. So every partition of a follow graph looks good: of communities drawn by lot, where there are
# none, it says 0.20, and of true ones more than there is.
# Seen on 2026-11-30 with networkit 11.3, networkx 3.6.1, scipy 1.17.1, numpy 2.4.6, Python 3.11.7:
#   directed, all in one: networkx 0.00, NetworKit 0.75
#   directed, drawn at random, in quarters: networkx 0.01, NetworKit 0.20
#   directed, four planted, in quarters: networkx 0.53, NetworKit 0.72
#   the same without directions: networkx 0.53, NetworKit 0.53
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "networkit==11.3" "networkx==3.6.1" "scipy==1.17.1" \
  "numpy==2.4.6" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import networkit
import networkx

drawn = networkx.gnp_random_graph(400, 0.03, seed=1, directed=True)  # no communities
planted = networkx.planted_partition_graph(4, 100, 0.1, 0.01, seed=1, directed=True)
whole, quarters = [0] * 400, [node // 100 for node in range(400)]


def modularity(graph: networkx.Graph, of: list[int]) -> tuple[float, float]:
    """By networkx and by NetworKit."""
    parts = networkit.Partition(400)
    parts.setUpperBound(4)
    for node, part in enumerate(of):
        parts.addToSubset(part, node)
    sets = [{node for node in graph if of[node] == part} for part in set(of)]
    return networkx.community.modularity(graph, sets), networkit.community.Modularity().getQuality(parts, networkit.nxadapter.nx2nk(graph))


found = []
for name, graph, of in (
    ("directed, all in one", drawn, whole),
    ("directed, drawn at random, in quarters", drawn, quarters),
    ("directed, four planted, in quarters", planted, quarters),
    ("the same without directions", planted.to_undirected(), quarters),
):
    found.append(modularity(graph, of))
    print(f"{name}: networkx {found[-1][0]:.2f}, NetworKit {found[-1][1]:.2f}")
try:
    networkit.community.PLM(networkit.nxadapter.nx2nk(planted)).run()
    refused = False
except Exception as error:
    refused = "undefined on directed graphs" in str(error)
    print("Louvain of it:", error)
beyond = [by_networkit - by_networkx for by_networkx, by_networkit in found]
raise SystemExit(0 if refused and min(beyond[:3]) > 0.15 and abs(found[0][1] - 0.75) < 1e-9 and abs(beyond[3]) < 1e-9 else 1)
PYTHON
