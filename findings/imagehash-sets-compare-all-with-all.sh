#!/usr/bin/env bash
# One would guess: the hashes of pictures that imagehash makes are good keys: in a set or a dict each of them is found at
# once, however many there are, as its `__hash__` has 64 bits to go by.
# What happens: it adds up, over all bits that are set, 2 to the power of the bit's column, so that it hardly tells more
# than how many there are in each column: at most 2,041 values, in the bell of which 20,000 hashes share some 1,200. Python
# then compares with each that has the same. So a set of n hashes asks a share of all n² pairs whether they are equal,
# each by numpy: ten times as many hashes, a hundred times as many questions. The source says that it shortens "to 8 bit
# integer, intentionally". Their text, `str(hash)`, is a key as one would guess.
# Seen on 2026-11-30 with imagehash 4.3.2, numpy 2.4.6, Python 3.11.7; hashes drawn at random, all of them different:
#   1,000 hashes: 561 values of hash(), 687 comparisons
#   10,000 hashes: 1,089 values of hash(), 66,548 comparisons
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "imagehash==4.3.2" "numpy==2.4.6" "pillow==13.0.0" \
  "scipy==1.17.1" "PyWavelets==1.9.0" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import imagehash
import numpy as np

comparisons = 0


class Counted(imagehash.ImageHash):
    """The same, which counts how often it is asked whether it equals another."""

    def __eq__(self, other: object) -> bool:
        global comparisons
        comparisons += 1
        return super().__eq__(other)

    __hash__ = imagehash.ImageHash.__hash__


rng = np.random.default_rng(0)
counts = []
for number in (1_000, 10_000):
    comparisons = 0
    hashes = [Counted(bits) for bits in rng.random((number, 8, 8)) > 0.5]
    assert len(set(hashes)) == number == len({str(each) for each in hashes}), "all of them are different"
    counts.append(comparisons)
    print(f"{number:,} hashes: {len({hash(each) for each in hashes}):,} values of hash(), {comparisons:,} comparisons")
raise SystemExit(0 if counts[1] > 50 * counts[0] else 1)
PYTHON
