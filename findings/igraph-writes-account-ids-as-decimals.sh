#!/usr/bin/env bash
# One would guess: account ids that are given to igraph as whole numbers come back as such from its own GraphML, which has
# the type `long`, and from its GML; and a GraphML of networkx, that declares `long`, is read as it says.
# What happens: its core has one type of number, a double, and writes it with 15 digits, though a double needs 17. So
# Instagram's ids of 17 digits and TikTok's of 19 are written as 1.78414000012346e+16, and two accounts have one id; what
# a double could have held is lost, too. Read from networkx, the last digits are lost by the double alone. Nothing is
# warned of. In GML `account_id` is called `accountid` besides. As text, ids stay as they are.
# Seen on 2026-11-30 with igraph 1.0.0, networkx 3.6.1, Python 3.11.7; the ids are 17841400001234567, 17841400001234569:
#   igraph to GraphML: 1.78414000012346e+16, 1.78414000012346e+16
#   igraph to GML: accountid 1.78414000012346e+16, accountid 1.78414000012346e+16
#   networkx to GraphML to igraph: 17841400001234568, 17841400001234568
#   a number that a double holds, 9007199254740991: 9007199254740990
#   as text: 17841400001234567, 17841400001234569
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "igraph==1.0.0" "networkx==3.6.1" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import re
from pathlib import Path

import igraph
import networkx

IDS = [17841400001234567, 17841400001234569]


def told(name: str, found: list[str]) -> list[str]:
    print(f"{name}: {', '.join(found)}")
    return found


def written(ids: list[int] | list[str]) -> str:
    graph = igraph.Graph(2, [(0, 1)], directed=True)
    graph.vs["account_id"] = ids
    graph.write_graphml("ids.graphml")
    graph.write_gml("ids.gml")
    return Path("ids.graphml").read_text()


DATA = r'<data key="v_account_id">(.*)</data>'
graphml = told("igraph to GraphML", re.findall(DATA, written(IDS)))
gml = told("igraph to GML", re.findall(r"account.*", Path("ids.gml").read_text()))
graph = networkx.DiGraph([("ada", "ben")])
networkx.set_node_attributes(graph, dict(zip(("ada", "ben"), IDS, strict=True)), "account_id")
networkx.write_graphml(graph, "networkx.graphml")
read = igraph.Graph.Read_GraphML("networkx.graphml").vs["account_id"]
told("networkx to GraphML to igraph", [f"{each:.0f}" for each in read])
most = 2**53 - 1
written([most, most])
[back, _] = igraph.Graph.Read_GraphML("ids.graphml").vs["account_id"]
told(f"a number that a double holds, {most}", [f"{back:.0f}"])
text = told("as text", re.findall(DATA, written([str(each) for each in IDS])))
same = len(set(graphml)) == len(set(gml)) == len(set(read)) == 1
raise SystemExit(0 if same and gml[0].startswith("accountid") and back != most and text == [str(each) for each in IDS] else 1)
PYTHON
