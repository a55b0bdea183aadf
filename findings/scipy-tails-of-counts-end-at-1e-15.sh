#!/usr/bin/env bash
# One would guess: `sf` of SciPy's distributions of counts is right where it matters, far out, since that is what it is
# there for beside `1 - cdf`, and binom, poisson, hypergeom and nbinom show that it is.
# What happens: of others it is `1 - cdf` all the same, and nothing says which. Beyond some 1e-14 the tail of poisson_binom,
# betabinom, betanbinom, nhypergeom and skellam is noise: one small number for ever, or 0. Their `pmf` is right, and so is
# its sum. And `logsf` is the logarithm of `sf`, also where a distribution has a good one, as binom: beyond 1e-308 all
# are -inf alike, which is where one asks for logarithms.
# Seen on 2026-11-30 with scipy 1.17.1, numpy 2.4.6, Python 3.11.7:
#   poisson_binom, more than 60 of 100 at 0.05 each: sf 4.00e-15, sum of the pmf 5.47e-53
#   betabinom, 40 of 40: sf 0.00e+00, sum of the pmf 3.03e-16
#   betabinom, 95 or more of 100: sf 0.00e+00, sum of the pmf 7.22e-20
#   betanbinom, more than 200: sf 5.55e-16, sum of the pmf 1.03e-22
#   nhypergeom, more than 50: sf 0.00e+00, sum of the pmf 2.95e-33
#   skellam, more than 60: sf 0.00e+00, sum of the pmf 6.30e-46
#   binom, more than 60 of 100 at 0.05: sf 5.47e-53, sum of the pmf 5.47e-53
#   logsf of binom, more than 900 of 1000 at 0.3: -inf, of the first alone -800
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "scipy==1.17.1" "numpy==2.4.6" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import numpy as np
from scipy.stats import betabinom, betanbinom, binom, nhypergeom, poisson_binom, skellam

TAILS = (
    ("poisson_binom, more than 60 of 100 at 0.05 each", poisson_binom(np.full(100, 0.05)), 60, 100),
    ("betabinom, 40 of 40", betabinom(40, 5.5, 29.5), 39, 40),
    ("betabinom, 95 or more of 100", betabinom(100, 5.5, 29.5), 94, 100),
    ("betanbinom, more than 200", betanbinom(5, 20, 3), 200, 5_000),
    ("nhypergeom, more than 50", nhypergeom(200, 60, 5), 50, 60),
    ("skellam, more than 60", skellam(5, 5), 60, 300),
    ("binom, more than 60 of 100 at 0.05", binom(100, 0.05), 60, 100),
)
wrong = []
for name, counts, beyond, last in TAILS:
    tail, summed = float(counts.sf(beyond)), float(counts.pmf(np.arange(beyond + 1, last + 1)).sum())
    wrong.append(abs(tail / summed - 1) > 0.5)
    print(f"{name}: sf {tail:.2e}, sum of the pmf {summed:.2e}")
log_tail, log_first = float(binom.logsf(900, 1000, 0.3)), float(binom.logpmf(901, 1000, 0.3))
print(f"logsf of binom, more than 900 of 1000 at 0.3: {log_tail:.0f}, of the first alone {log_first:.0f}")
raise SystemExit(0 if wrong == [True] * 6 + [False] and np.isneginf(log_tail) and log_first > -1000 else 1)
PYTHON
