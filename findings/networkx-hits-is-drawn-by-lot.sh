#!/usr/bin/env bash
# One would guess: the hubs and authorities of networkx's `hits` are not negative, are the same at each call, and two
# groups that are built alike get the same, as the method repeats sums of what is not negative, beginning with all alike.
# What happens: it asks SciPy for one singular vector, from a start that is drawn at random, and there is no seed to be
# given. Where two parts of a network that are not tied are equally strong, as cells that were made alike are, that vector
# is any mixture: the scores are others at each call, and half of the time the one part's are below 0 while their sum is
# 1. By the method itself, as rustworkx and graphology do it, both parts get the same, always.
# Seen on 2026-11-30 with networkx 3.6.1, scipy 1.17.1, numpy 2.4.6, rustworkx 0.18.1, Python 3.11.7; two groups of six
# accounts who each like their group's four pages; the first page of either, in three calls (yours differ):
#   networkx: 2.301 and -2.051, -0.196 and 0.446, -0.002 and 0.252
#   in 200 calls: 174 results, 90 with scores below 0
#   rustworkx: 0.125 and 0.125
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "networkx==3.6.1" "scipy==1.17.1" "numpy==2.4.6" \
  "rustworkx==0.18.1" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import networkx
import rustworkx

PAGES = ("ada's page 0", "ben's page 0")
likes = networkx.DiGraph((f"{group} {number}", f"{group}'s page {page}") for group in ("ada", "ben") for number in range(6) for page in range(4))
calls = [networkx.hits(likes)[1] for _ in range(200)]
print("networkx:", ", ".join(" and ".join(f"{scores[page]:.3f}" for page in PAGES) for scores in calls[:3]))
results = len({round(scores[PAGES[0]], 3) for scores in calls})
below = sum(min(scores.values()) < -1e-3 for scores in calls)
print(f"in {len(calls)} calls: {results} results, {below} with scores below 0")
converted = rustworkx.networkx_converter(likes)
names, exact = list(converted.nodes()), rustworkx.hits(converted)[1]
alike = [exact[names.index(page)] for page in PAGES]
print("rustworkx:", " and ".join(f"{score:.3f}" for score in alike))
sums = all(abs(sum(scores.values()) - 1) < 1e-6 for scores in calls)
raise SystemExit(0 if results > 20 and below > 20 and sums and abs(alike[0] - alike[1]) < 1e-6 else 1)
PYTHON
