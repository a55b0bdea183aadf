#!/usr/bin/env bash
# One would guess: of ten tests of one question of which nine are as sure as can be (p = 1e-20) and the tenth saw nothing
# (p = 1), the joint p-value is tiny, by whichever rule they are joined; and that 1 does as 0.999999 does.
# What happens: by `scipy.stats.combine_pvalues` with stouffer (the rule that takes weights) or mudholkar_george it is
# exactly 1. A p-value of 1 becomes minus infinity there, and outweighs whatever the others say, at any weight but 0. It
# is no rare case: a test of a count (binomial, Poisson, hypergeometric) gives exactly 1 wherever nothing was counted.
# Fisher's and Tippett's rules do not mind.
# Seen on 2026-12-01 with scipy 1.17.1, numpy 2.4.6, Python 3.11.7:
#   binomial tests: [1.0000000000000011e-20, 1.0]
#   fisher: 1.0e-162 beside 0.999999, 1.0e-162 beside 1
#   tippett: 1.0e-19 beside 0.999999, 1.0e-19 beside 1
#   stouffer: 1.1e-136 beside 0.999999, 1.0e+00 beside 1
#   mudholkar_george: 2.3e-55 beside 0.999999, 1.0e+00 beside 1
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "scipy==1.17.1" "numpy==2.4.6" 2>log || { cat log; exit 1; }
venv/bin/python -W ignore - <<'PYTHON'
from scipy.stats import binomtest, combine_pvalues

sure = binomtest(20, 20, 0.1, alternative="greater").pvalue  # all twenty were created in one hour
nothing = binomtest(0, 20, 0.1, alternative="greater").pvalue  # none of them shares a picture
print("binomial tests:", [float(sure), float(nothing)])
joint = {}
for method in ("fisher", "tippett", "stouffer", "mudholkar_george"):
    almost, exactly = (float(combine_pvalues([sure] * 9 + [last], method=method).pvalue) for last in (0.999999, nothing))
    joint[method] = exactly
    print(f"{method}: {almost:.1e} beside 0.999999, {exactly:.1e} beside 1")
vetoed = joint["stouffer"] == joint["mudholkar_george"] == 1
raise SystemExit(0 if vetoed and max(joint["fisher"], joint["tippett"]) < 1e-15 else 1)
PYTHON
