#!/usr/bin/env bash
# One would guess: `use_heap = False` of faiss's index of binary codes by cells (`IndexBinaryIVF`), for hashes of pictures,
# finds the same neighbours in another way: it is said to "select between using a heap or counting".
# What happens: since 1.14 it finds none. Each query is answered by -1 for every neighbour, the code itself included, and
# by the largest distance that there is, as if the index were empty; nothing is raised. `max_codes = 0` stands for "no limit"
# wherever else it is asked; the counting takes it for how many codes it may look at. With `max_codes` set to as many as
# there are it is right, and so are 1.13, the flat index with the same switch, and `range_search`.
# Seen on 2026-11-30 with faiss-cpu 1.15.1 and 1.13.2, numpy 2.4.6, Python 3.11.7; 5,000 hashes, of which 50 are asked for:
#   1.13.2, heap: 50 of 50 find themselves, distances to the first's 0 17 19 19 19
#   1.13.2, counting: 50 of 50 find themselves, distances to the first's 0 17 19 19 19
#   1.13.2, counting, at most 5000: 50 of 50 find themselves, distances to the first's 0 17 19 19 19
#   1.15.1, heap: 50 of 50 find themselves, distances to the first's 0 17 19 19 19
#   1.15.1, counting: 0 of 50 find themselves, distances to the first's 2147483647 2147483647 2147483647 2147483647 2147483647
#   1.15.1, counting, at most 5000: 50 of 50 find themselves, distances to the first's 0 17 19 19 19
# (and of each version, flat and counting, and in range: 50 of 50)
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >search.py <<'PYTHON'
import faiss
import numpy as np

hashes = np.random.default_rng(1).integers(0, 256, (5000, 8), dtype=np.uint8)
cells = faiss.IndexBinaryFlat(64)
index, flat = faiss.IndexBinaryIVF(cells, 64, 32), faiss.IndexBinaryFlat(64)
index.train(hashes)
index.add(hashes)
flat.add(hashes)
index.nprobe, flat.use_heap = 32, False  # all cells
themselves = []
for name, by, heap, most in (
    ("heap", index, True, 0),
    ("counting", index, False, 0),
    ("counting, at most 5000", index, False, 5000),
    ("flat, counting", flat, False, 0),
):
    by.use_heap, index.max_codes = heap, most
    distances, found = by.search(hashes[:50], 5)
    themselves.append(int((found[:, 0] == np.arange(50)).sum()))
    told = " ".join(str(each) for each in distances[0])
    print(f"{faiss.__version__}, {name}: {themselves[-1]} of 50 find themselves, distances to the first's {told}")
index.max_codes, index.use_heap = 0, False
themselves.append(len(set(range(50)) & set(index.range_search(hashes[:50], 1)[2].tolist())))
print(f"{faiss.__version__}, in range: {themselves[-1]} of 50")
before = faiss.__version__.startswith("1.13")
raise SystemExit(0 if themselves == [50, 50 if before else 0, 50, 50, 50] else 1)
PYTHON
for version in 1.13.2 1.15.1; do
  python3 -m venv "$version"
  "$version/bin/pip" install --quiet --no-compile --disable-pip-version-check "faiss-cpu==$version" "numpy==2.4.6" 2>log || { cat log; exit 1; }
  "$version/bin/python" search.py
done
