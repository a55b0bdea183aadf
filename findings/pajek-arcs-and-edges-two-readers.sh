#!/usr/bin/env bash
# One would guess: a Pajek file with `*Arcs` (who follows whom) and `*Edges` (who are friends) is read with both sorts as
# they are, or as directed with each friendship both ways, or is refused; and by any reader in the same way.
# What happens: nothing is refused or warned of, and the order of the two parts decides, in opposite ways. networkx goes
# by the part that comes first: arcs first, and a friendship is a follow of one direction only; edges first, and follows
# have none. igraph goes by the part that comes last, so that each makes of a file what the other makes of the same parts
# in the other order. And of `*Arcslist` (one who follows, then all that are followed) networkx takes the second who is
# followed for the weight of the first, and leaves out the rest.
# Seen on 2026-11-30 with networkx 3.6.1, igraph 1.0.0, Python 3.11.7; ada follows ben and cy, cy and di are friends:
#   arcs, then edges: networkx ada>ben ada>cy cy>di; igraph ada-ben ada-cy cy-di
#   edges, then arcs: networkx ada-ben ada-cy cy-di; igraph ada>ben ada>cy cy>di
#   arcslist: networkx ada>ben (weight 2 + 1); igraph ada>ben ada>cy
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "networkx==3.6.1" "igraph==1.0.0" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
from pathlib import Path

import igraph
import networkx

NAMES = ("ada", "ben", "cy", "di")
VERTICES = "*Vertices 4\n" + "".join(f'{number} "{name}"\n' for number, name in enumerate(NAMES, 1))
ARCS, EDGES, ARCSLIST = "*Arcs\n1 2\n1 3\n", "*Edges\n3 4\n", "*Arcslist\n1 2 3\n"


def by_networkx(file: str) -> str:
    graph = networkx.read_pajek(file)
    sign = ">" if graph.is_directed() else "-"
    return " ".join(sorted(sign.join((u, v) if sign == ">" else sorted((u, v))) for u, v in graph.edges()))


def by_igraph(file: str) -> str:
    graph = igraph.Graph.Read_Pajek(file)
    sign = ">" if graph.is_directed() else "-"
    return " ".join(sorted(sign.join((NAMES[u], NAMES[v])) for u, v in graph.get_edgelist()))


found = []
for name, ties in (("arcs, then edges", ARCS + EDGES), ("edges, then arcs", EDGES + ARCS), ("arcslist", ARCSLIST)):
    Path("ties.net").write_text(VERTICES + ties)
    found.append((by_networkx("ties.net"), by_igraph("ties.net")))
    print(f"{name}: networkx {found[-1][0]}; igraph {found[-1][1]}")
[(_, _, weight)] = networkx.read_pajek("ties.net").edges(data="weight")
print(f"arcslist, by networkx: weight {weight}")
arrows, lines = "ada>ben ada>cy cy>di", "ada-ben ada-cy cy-di"
seen = [(arrows, lines), (lines, arrows), ("ada>ben", "ada>ben ada>cy")]
raise SystemExit(0 if found == seen and weight == 3.0 else 1)
PYTHON
