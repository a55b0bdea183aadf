#!/usr/bin/env bash
# One would guess: of seven tests one could not be made, its p-value is missing (NaN). A correction for seven or six tests
# leaves that one missing, as pingouin does, or refuses, as `scipy.stats.false_discovery_control` does.
# What happens: `statsmodels.stats.multitest.multipletests` does one or the other by method, and for the usual one it
# contradicts itself: `reject` says that three are findings while every corrected p-value, theirs too, is missing. By
# hommel and fdr_gbs the one missing value makes nothing a finding. bonferroni, sidak and holm leave one missing, and
# count it. Whoever keeps what has `corrected < 0.05` keeps nothing, and whoever keeps `reject` keeps three.
# Seen on 2026-12-01 with statsmodels 0.15.0, pingouin 0.7.0, scipy 1.17.1, numpy 2.4.6, Python 3.11.7:
#   statsmodels bonferroni, holm: 3 findings, 1 of 7 corrected p-values missing
#   statsmodels simes-hochberg, fdr_bh, fdr_by: 3 findings, 7 of 7 corrected p-values missing
#   statsmodels hommel, fdr_gbs: 0 findings, 7 of 7 corrected p-values missing
#   pingouin fdr_bh: 3 findings, 1 missing
#   scipy: `ps` must include only numbers between 0 and 1.
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "statsmodels==0.15.0" "pingouin==0.7.0" "scipy==1.17.1" \
    "numpy==2.4.6" 2>log || { cat log; exit 1; }
venv/bin/python -W ignore - <<'PYTHON'
import numpy as np
from pingouin import multicomp
from scipy.stats import false_discovery_control
from statsmodels.stats.multitest import multipletests

tests = [1e-6, 2e-6, 1e-5, 0.2, 0.5, 0.7, np.nan]
answers = {}
for method in ("bonferroni", "holm", "simes-hochberg", "hommel", "fdr_bh", "fdr_by", "fdr_gbs"):
    reject, corrected, *_ = multipletests(tests, method=method)
    answers[method] = int(reject.sum()), int(np.isnan(corrected).sum())
    print(f"statsmodels {method}: {answers[method][0]} findings, {answers[method][1]} of 7 corrected p-values missing")
reject, corrected = multicomp(tests, method="fdr_bh")
print(f"pingouin fdr_bh: {reject.sum()} findings, {np.isnan(corrected).sum()} missing")
try:
    false_discovery_control(tests)
except ValueError as refusal:
    print("scipy:", refusal)
same = np.isnan(corrected).sum() == 1 and answers["holm"] == (3, 1)
raise SystemExit(0 if same and answers["fdr_bh"] == (3, 7) and answers["hommel"] == (0, 7) else 1)
PYTHON
