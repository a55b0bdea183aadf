#!/usr/bin/env bash
# One would guess: that two accounts pass on the same links at once is one fact of both, so a network of coordination has
# one tie for them, with one weight; and where it is kept from a weight on, the pair is in it or not.
# What happens: QUT's Coordination Network Toolkit gives each pair two ties, whose weights differ: from ada to ben it counts
# those of ada's posts beside which ben had one, and from ben to ada ben's. Who posts a link often beside somebody who posts
# it once has 3 one way and 1 the other; `compute` leaves out what is below 2 (its own choice), and so one way only stays:
# the pair looks as if one followed the other, sums over a node count one of the two twice, and a reader that takes the
# ties for undirected keeps whichever it meets last.
# Seen on 2026-12-01 with coordination-network-toolkit 1.5.2, networkx 3.6.1, Python 3.11.7:
#   from weight 2 on: ada to ben 3, ada to cid 3, ben to ada 3, ben to cid 3
#   from weight 1 on: ada to ben 3, ada to cid 3, ben to ada 3, ben to cid 3, cid to ada 1, cid to ben 1
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "coordination-network-toolkit==1.5.2" "networkx==3.6.1" 2>log \
  || { cat log; exit 1; }
venv/bin/python - <<'PYTHON' >posts.csv
print("message_id,user_id,username,repost_id,reply_id,message,timestamp,urls")
for number, (who, second) in enumerate([("ada", 0), ("ada", 10), ("ada", 20), ("ben", 5), ("ben", 15), ("ben", 25), ("cid", 60)]):
    print(f"{number},{who},{who},,,post {number},{1_600_000_000 + second},https://news.example/a")
PYTHON
venv/bin/compute_networks kept.db preprocess posts.csv >log
for least in 2 1; do
  venv/bin/compute_networks kept.db compute co_link --time_window 60 --min_edge_weight "$least" \
    --output_file "$least.graphml" >log 2>&1 || { cat log; exit 1; }
done
venv/bin/python - <<'PYTHON'
import networkx

ties = {}
for least in (2, 1):
    edges = networkx.read_graphml(f"{least}.graphml").edges(data="weight")
    ties[least] = {(source, target): weight for source, target, weight in edges if source != target}
    print(f"from weight {least} on:", ", ".join(f"{a} to {b} {weight}" for (a, b), weight in sorted(ties[least].items())))
is_so = ("ada", "cid") in ties[2] and ("cid", "ada") not in ties[2] and ties[1]["cid", "ada"] < ties[1]["ada", "cid"]
raise SystemExit(0 if is_so else 1)
PYTHON
