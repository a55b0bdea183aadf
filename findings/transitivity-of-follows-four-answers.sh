#!/usr/bin/env bash
# One would guess: the transitivity of a network is the share of its triads that are closed, 3 · triangles / triads as
# networkx's manual has it, and who is asked for it of a follow graph leaves directions out, as igraph does, or refuses, as
# networkx does for `triangles`. So three who follow each other in a ring have 1, and turning all follows round changes nothing.
# What happens: four answers, and no word of warning. networkx and NetworKit ask how often two whom one account follows
# follow each other, and count by who follows, so that the ring has 0; and of a network of fans that follow three stars,
# who know each other, they say 0.5, and 0.007 when the same follows are turned round, where igraph and scikit-network say
# 0.039 both times. rustworkx takes all eight sorts of triangle (Fagiolo), and says half as much. None is wrong by its own
# reckoning; compared with one another, or with a paper's figures, all of them are.
# Seen on 2026-11-30 with networkx 3.6.1, networkit 11.3, igraph 1.0.0, scikit-network 0.33.5, rustworkx 0.18.1, Python 3.11.7:
#   a ring of three:        networkx 0.000, networkit 0.000, rustworkx 0.500, igraph 1.000, scikit-network 1.000
#   fans of three stars:    networkx 0.500, networkit 0.500, rustworkx 0.019, igraph 0.039, scikit-network 0.039
#   the same, turned round: networkx 0.007, networkit 0.007, rustworkx 0.019, igraph 0.039, scikit-network 0.039
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "networkx==3.6.1" "networkit==11.3" "igraph==1.0.0" \
  "scikit-network==0.33.5" "rustworkx==0.18.1" "scipy==1.17.1" "numpy==2.4.6" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import igraph
import networkit
import networkx
import rustworkx
from scipy.sparse import csr_matrix
from sknetwork.topology import get_clustering_coefficient

STARS = (0, 1, 2)
fans = [(fan, star) for fan in range(3, 153) for star in STARS] + [(0, 1), (1, 2), (0, 2)]


def transitivities(follows: list[tuple[int, int]]) -> list[float]:
    """By each library; a follow is from the first to the second."""
    graph = networkx.DiGraph(follows)
    by_rustworkx = rustworkx.PyDiGraph()
    by_rustworkx.add_nodes_from(range(len(graph)))
    by_rustworkx.add_edges_from_no_data(follows)
    answers = {
        "networkx": networkx.transitivity(graph),
        "networkit": networkit.globals.ClusteringCoefficient.exactGlobal(networkit.nxadapter.nx2nk(graph)),
        "rustworkx": rustworkx.transitivity(by_rustworkx),
        "igraph": igraph.Graph(len(graph), follows, directed=True).transitivity_undirected(),
        "scikit-network": get_clustering_coefficient(csr_matrix(networkx.to_scipy_sparse_array(graph))),
    }
    print(", ".join(f"{name} {answer:.3f}" for name, answer in answers.items()))
    return [round(answer, 3) for answer in answers.values()]


seen = [transitivities(follows) for follows in ([(0, 1), (1, 2), (2, 0)], fans, [(whom, who) for who, whom in fans])]
raise SystemExit(0 if seen == [[0, 0, 0.5, 1, 1], [0.5, 0.5, 0.019, 0.039, 0.039], [0.007, 0.007, 0.019, 0.039, 0.039]] else 1)
PYTHON
