#!/usr/bin/env bash
# One would guess: Rayleigh's test of whether accounts are active at the same hour gives a p-value between 0 and 1, and a
# smaller one the more of them are.
# What happens: `astropy.stats.rayleightest` ends a series early, as textbooks do for large samples, and never looks at
# the sum: for 6 to 10 accounts that are all active at nine o'clock it is **below zero**. pingouin's `circ_rayleigh`, by
# another formula, is not. A p-value below zero passes every `p < 0.05`, and in Cauchy's combination, tan((0.5 - p) pi), it
# is the hardest evidence **against**: joined with two other small ones it gives 1.
# Seen on 2026-12-01 with astropy 8.0.2, pingouin 0.7.0, scipy 1.17.1, numpy 2.4.6, Python 3.11.7:
#   accounts at nine    astropy        pingouin
#                  5    0.00103        0.00163
#                  8    -5.47e-05      1.29e-05
#                 10    -2.9e-06       4.58e-07
#                 12    1.75e-06       1.52e-08
#   8 accounts within about an hour of nine: astropy -5.6e-05
#   8 at nine joined by Cauchy's rule with two tests of p = 0.001: 1.0 by astropy's, 3.8e-05 by pingouin's
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "astropy==8.0.2" "pingouin==0.7.0" "scipy==1.17.1" \
    "numpy==2.4.6" 2>log || { cat log; exit 1; }
venv/bin/python -W ignore - <<'PYTHON'
import numpy as np
from astropy.stats import rayleightest
from pingouin import circ_rayleigh


def on_the_clock(hours):
    return np.asarray(hours) / 24 * 2 * np.pi


def cauchy(p_values):
    return 0.5 - np.arctan(np.mean(np.tan((0.5 - np.array(p_values)) * np.pi))) / np.pi


print("accounts at nine    astropy        pingouin")
ours = {}
for accounts in (5, 8, 10, 12):
    nine = on_the_clock(np.full(accounts, 9.0))
    ours[accounts] = float(rayleightest(nine)), float(circ_rayleigh(nine)[1])
    print(f"{accounts:16d}    {ours[accounts][0]:<14.3g} {ours[accounts][1]:.3g}")
near = float(rayleightest(on_the_clock(9 + np.random.default_rng(1).normal(0, 1, 8))))
print(f"8 accounts within about an hour of nine: astropy {near:.2g}")
joined = [cauchy([each, 0.001, 0.001]) for each in ours[8]]
print(f"8 at nine joined by Cauchy's rule with two tests of p = 0.001: {joined[0]:.2} by astropy's, {joined[1]:.2} by pingouin's")
raise SystemExit(0 if ours[8][0] < 0 and ours[10][0] < 0 and near < 0 and min(each[1] for each in ours.values()) > 0 else 1)
PYTHON
