#!/usr/bin/env bash
# One would guess: counts may be of any whole type, so that SciPy's hypergeometric distribution says of unsigned ones, as
# polars gives all its counts (UInt32), what it says of signed ones.
# What happens: of unsigned ones, of any width, `sf` is 1, `cdf` is 0 and `pmf` is 0, whatever was counted: a test for more
# than by chance finds nothing any more, one for less finds everything, and nothing is raised. The least that can be
# drawn is reckoned as max(draws - others, 0) in the type that was given, where it wraps to thousands of millions, and
# what was counted lies below. Fisher's and Wallenius' non-central ones do the same; binom, betabinom and poisson do not,
# nor does `fisher_exact`, of the same table. A population that is signed, or a Python number, saves it.
# Seen on 2026-11-30 with scipy 1.17.1, numpy 2.4.6, polars 2.1.0, Python 3.11.7; of 5,000 accounts 60 follow a page, and
# 12 or more of 40 suspects do:
#   int64: 1.21e-14, fewer than 13: 1
#   as polars counts, UInt32: 1, fewer than 13: 0
#   uint16: 1, fewer than 13: 0
#   uint64: 1, fewer than 13: 0
#   UInt32, the population a Python number: 1.21e-14, fewer than 13: 1
#   fisher_exact of UInt32: 1.21e-14
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "scipy==1.17.1" "numpy==2.4.6" "polars==2.1.0" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import numpy as np
import polars
from scipy.stats import fisher_exact, hypergeom

EVERY, FOLLOW, SUSPECTS, BOTH = 5_000, 60, 40, 12
who = np.arange(EVERY)
accounts = polars.DataFrame({"suspect": who < SUSPECTS, "follows": (who < BOTH) | (who >= EVERY - (FOLLOW - BOTH))})
counted = (
    accounts.filter("suspect", "follows").select(polars.len())["len"].to_numpy(),
    accounts.select(polars.len())["len"].to_numpy(),
    accounts.filter("follows").select(polars.len())["len"].to_numpy(),
    accounts.filter("suspect").select(polars.len())["len"].to_numpy(),
)
assert [int(count[0]) for count in counted] == [BOTH, EVERY, FOLLOW, SUSPECTS]


def tails(name: str, both: np.ndarray, every: np.ndarray | int, follow: np.ndarray, suspects: np.ndarray) -> tuple[float, float]:
    more, fewer = float(hypergeom.sf(both - 1, every, follow, suspects)[0]), float(hypergeom.cdf(both, every, follow, suspects)[0])
    print(f"{name}: {more:.3g}, fewer than {BOTH + 1}: {fewer:.3g}")
    return more, fewer


exact = tails("int64", *(count.astype(np.int64) for count in counted))
wrong = [tails("as polars counts, UInt32", *counted)]
wrong += [tails(kind, *(count.astype(kind) for count in counted)) for kind in ("uint16", "uint64")]
saved = tails("UInt32, the population a Python number", counted[0], EVERY, *counted[2:])
table = np.array([[BOTH, SUSPECTS - BOTH], [FOLLOW - BOTH, EVERY - FOLLOW - SUSPECTS + BOTH]], np.uint32)
fisher = float(fisher_exact(table, alternative="greater").pvalue)
print(f"fisher_exact of UInt32: {fisher:.3g}")
right = max(exact[0], saved[0], fisher) < 1e-13
raise SystemExit(0 if right and wrong == [(1.0, 0.0)] * 3 else 1)
PYTHON
