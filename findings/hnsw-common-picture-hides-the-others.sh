#!/usr/bin/env bash
# One would guess: an HNSW index, as most vector databases have, finds for a vector that is in it that vector, at a distance of 0;
# some hundred of a thousand may be missed, as it is approximate, and a wider search finds them. That many accounts wear
# one picture (a site's grey figure, a flag) concerns that picture at most: the others lie where they did.
# What happens: those who share the picture are each other's nearest, and fill one another's lists of neighbours, so that the
# way in ends among them. Of all the others, that are different from each other and as easy to tell apart as before, a
# fifth to a half is not found any more when one in five has the common picture, and most when four in five have. In
# faiss and usearch a search ten times as wide finds hardly more, as nothing leads there. Nothing is said of it; by a
# distance that is not 0 one sees that it was not itself. Who keeps each picture once has none of this.
# Seen on 2026-11-30 with faiss-cpu 1.15.1, usearch 2.26.6, numpy 2.4.6, Python 3.11.7; 3,000 vectors, of those that are
# different the share that finds itself, searched 50 wide and 500 wide (hnswlib 0.8.0: 1.00, 0.80 and 0.98, 0.39 and 0.92):
#   none has the common one: faiss 0.99 and 1.00, usearch 1.00 and 1.00
#   one in five: faiss 0.48 and 0.48, usearch 0.80 and 0.80
#   four in five: faiss 0.33 and 0.33, usearch 0.16 and 0.16
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "faiss-cpu==1.15.1" "usearch==2.26.6" "numpy==2.4.6" \
  2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import faiss
import numpy as np
from usearch.index import Index

VECTORS, SIDES = 3_000, 32
faiss.omp_set_num_threads(1)
found = {}
for name, common in (("none has the common one", 0), ("one in five", VECTORS // 5), ("four in five", VECTORS * 4 // 5)):
    vectors = np.random.default_rng(0).normal(size=(VECTORS, SIDES)).astype(np.float32)
    vectors[:common] = vectors[0]
    others = np.arange(common, VECTORS)
    by_faiss, by_usearch = faiss.IndexHNSWFlat(SIDES, 16), Index(ndim=SIDES, metric="l2sq", dtype="f32")
    by_faiss.add(vectors)
    by_usearch.add(np.arange(VECTORS), vectors, threads=1)
    shares = []
    for wide in (50, 500):
        by_faiss.hnsw.efSearch = by_usearch.expansion_search = wide
        nearest = (
            by_faiss.search(vectors[others], 1)[1][:, 0],
            by_usearch.search(vectors[others], 1, threads=1).keys[:, 0],
        )
        shares.append([float((own == others).mean()) for own in nearest])
    found[common] = [share for narrow_and_wide in zip(*shares, strict=True) for share in narrow_and_wide]
    print(f"{name}: faiss {{:.2f}} and {{:.2f}}, usearch {{:.2f}} and {{:.2f}}".format(*found[common]))
alone, few, many = found.values()
raise SystemExit(0 if min(alone) > 0.98 and max(few) < 0.9 and max(many) < 0.5 else 1)
PYTHON
