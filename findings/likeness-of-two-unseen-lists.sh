#!/usr/bin/env bash
# One would guess: of two accounts whose list of friends nobody has seen, the Jaccard index of their friends is one number
# by whichever library, and that number does not make them a pair.
# What happens: nothing divided by nothing is "alike in all" for datasketch (MinHash) and scipy (a distance of 0, so such
# accounts are each other's nearest neighbours and one cluster), "alike in nothing" for networkx, igraph and
# `sklearn.metrics.jaccard_score`, and missing for scipy's Dice, a number made of the same counts. scikit-learn gives
# both answers: its `pairwise_distances` a distance of 0, its score a likeness of 0. In a collection most lists are unseen.
# Seen on 2026-12-01 with scipy 1.17.1, scikit-learn 1.9.1, datasketch 2.0.0, networkx 3.6.1, igraph 1.0.0:
#   datasketch: 1.0
#   scipy: 1.0
#   scikit-learn, distances: 1.0
#   scikit-learn, score: 0.0
#   networkx: 0.0
#   igraph: 0.0
#   scipy, Dice: nan
#   scipy's clusters of Ana, Bo, Cy, Di: [2, 3, 1, 1]
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "scipy==1.17.1" "numpy==2.4.6" "scikit-learn==1.9.1" \
    "datasketch==2.0.0" "networkx==3.6.1" "igraph==1.0.0" 2>log || { cat log; exit 1; }
venv/bin/python -W ignore - <<'PYTHON'
import igraph
import networkx
import numpy as np
from datasketch import MinHash
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist
from sklearn.metrics import jaccard_score, pairwise_distances

friends = np.zeros((4, 6), bool)  # Ana and Bo have friends, of Cy and Di no list was seen
friends[0, :3] = friends[1, 1:5] = True
people = networkx.Graph()
people.add_nodes_from(["Cy", "Di"])
alike = {
    "datasketch": MinHash().jaccard(MinHash()),
    "scipy": 1 - pdist(friends, "jaccard")[-1],
    "scikit-learn, distances": 1 - pairwise_distances(friends, metric="jaccard")[2, 3],
    "scikit-learn, score": jaccard_score(friends[2], friends[3]),
    "networkx": next(networkx.jaccard_coefficient(people, [("Cy", "Di")]))[2],
    "igraph": igraph.Graph(2).similarity_jaccard(pairs=[(0, 1)])[0],
    "scipy, Dice": 1 - pdist(friends, "dice")[-1],
}
for library, index in alike.items():
    print(f"{library}: {float(index)}")
clusters = fcluster(linkage(pdist(friends, "jaccard"), "average"), 0.5, "distance").tolist()
print("scipy's clusters of Ana, Bo, Cy, Di:", clusters)
ones = [library for library, index in alike.items() if index == 1]
zeros = [library for library, index in alike.items() if index == 0]
raise SystemExit(0 if len(ones) == 3 and len(zeros) == 3 and clusters[2] == clusters[3] != clusters[0] else 1)
PYTHON
