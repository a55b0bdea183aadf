#!/usr/bin/env bash
# One would guess: sparse distances between pictures, as `KDTree.sparse_distance_matrix` gives them, keep the pairs that
# are the same to the last bit: their zeros are stored, SciPy's manual on graphs says that stored ones are edges, and
# `connected_components` and `dijkstra` go along them.
# What happens: they are until anything is done with the matrix. Making it symmetric (`maximum` or `+` with its transpose,
# as is usual for nearest neighbours) takes the zeros out, as does `minimum_spanning_tree`, and nothing is raised. So those
# who are nearest of all, with one picture, fall apart, while those whose pictures only look alike stay together.
# A distance that is never 0, such as one plus a millionth, keeps them.
# Seen on 2026-11-30 with scipy 1.17.1, numpy 2.4.6, Python 3.11.7; ada and ben wear one picture, cy and di alike ones:
#   as it comes: ada ben | cy di
#   maximum with its transpose: ada | ben | cy di
#   sum with its transpose: ada | ben | cy di
#   minimum spanning tree: ada | ben | cy di
#   with a millionth added, and then the three: ada ben | cy di
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "scipy==1.17.1" "numpy==2.4.6" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree
from scipy.spatial import KDTree

NAMES = ("ada", "ben", "cy", "di")
pictures = KDTree(np.array([[1.0, 2.0], [1.0, 2.0], [7.0, 5.0], [7.0, 5.1]]))
distances = sp.csr_array(pictures.sparse_distance_matrix(pictures, 0.5, output_type="coo_matrix"))


def together(name: str, graph: sp.csr_array) -> str:
    count, part = connected_components(graph, directed=False)
    found = " | ".join(" ".join(who for who, one in zip(NAMES, part, strict=True) if one == each) for each in range(count))
    print(f"{name}: {found}")
    return found


def ways(graph: sp.csr_array) -> list[str]:
    return [
        together("maximum with its transpose", graph.maximum(graph.T)),
        together("sum with its transpose", graph + graph.T),
        together("minimum spanning tree", minimum_spanning_tree(graph)),
    ]


as_it_comes, zeros_lost = together("as it comes", distances), ways(distances)
distances.data += 1e-6
kept = [as_it_comes, *ways(distances)]
raise SystemExit(0 if set(zeros_lost) == {"ada | ben | cy di"} and set(kept) == {"ada ben | cy di"} else 1)
PYTHON
