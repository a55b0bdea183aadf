"""``follows_inside``: whom of itself the selection follows, by community, and how often a follow is returned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup
from pydantic import Field

from companion.core.colours import OTHERS
from companion.core.kinds import EdgeKind
from companion.core.wire.base import Wire
from companion.core.wire.findings.follows import Follows, FollowsHere
from companion.core.wire.graph import Graph, GraphRequest
from companion.network.drawing import graph
from companion.reports.canvas import WIDTH, canvas, part, text
from companion.reports.drawn_bars import LEGEND, BarRow, Sign, bar, legend
from companion.reports.figures.figure import Asked, Drawn, Figure, Part, Table, TooLittle, basis
from companion.reports.network_picture import MOST_EDGES, MOST_NODES, Node, by_colour, nodes_of, of_communities
from companion.reports.svg_text import cut
from companion.texts.catalogue import Translator

HEIGHT = 540.0
_MOST_DISCS = 1200
_GRAPH, _BARS, _BAR_ROW, _LINE = 590.0, 246.0, 40.0, 22.0


class Options(Wire):
    most: int = Field(MOST_NODES, ge=10, le=_MOST_DISCS, description="How many accounts are drawn.")


def draw(asked: Asked, options: Options) -> Drawn | TooLittle:
    t = asked.t
    found: Follows = asked.finding("follows")
    if not found.graphs:
        return TooLittle(found.too_little or t("too_little"))
    here = max(found.graphs, key=lambda each: each.edge_count)
    selection = asked.selection.model_copy(update={"platform": here.platform})
    request = GraphRequest(
        selection=selection, kinds=[EdgeKind.follows], most_nodes=options.most, most_edges=MOST_EDGES
    )
    drawn = graph(asked.conn, request, asked.progress)
    title = t(
        "title",
        is_known=str(here.reciprocity is not None and here.expected_reciprocity is not None).lower(),
        edges=here.edge_count,
        returnable=here.returnable,
        accounts=here.accounts,
        platform=here.platform,
        reciprocity=here.reciprocity or 0,
        expected=here.expected_reciprocity or 0,
    )
    nodes = nodes_of(drawn)
    said = t(
        "shown",
        nodes=len(nodes),
        accounts=drawn.all_nodes,
        edges=len(drawn.edges.source),
        all_edges=drawn.all_edges,
    )
    colours = [Part(words, [node.key for node in members]) for words, members, _ in _named(nodes, _words_of(drawn), t)]
    return Drawn(
        title,
        _drawing(title, here, drawn, nodes, said, t),
        _table(found),
        basis(found, method=[t("direction"), t("communities")], limits=[t("limit")]),
        [node.key for node in nodes],
        colours,
        site=here.platform,
    )


def _words_of(found: Graph) -> list[Sequence[str]]:
    return [each.words for each in found.communities]


def _drawing(title: str, here: FollowsHere, found: Graph, nodes: Sequence[Node], said: str, t: Translator) -> Markup:
    left = WIDTH - _BARS
    rows = _rows(here, t)
    below = 8 + _BAR_ROW * len(rows) + 18
    signs = [Sign("bar", "own", t("seen")), Sign("mark", "", t("by_chance"))]
    return canvas(
        title,
        HEIGHT + 4,
        of_communities(nodes, found.ends(), _GRAPH, HEIGHT, t, directed=True),
        [bar(row, 1, left, 8 + number * _BAR_ROW, _BARS) for number, row in enumerate(rows)],
        legend(signs, left, below),
        legend([Sign("taper", "taper", t("taper"))], left, below + LEGEND),
        _communities(nodes, _words_of(found), left, below + 2 * LEGEND + 12, t),
        shown=said,
    )


def _rows(here: FollowsHere, t: Translator) -> list[BarRow]:
    """What was seen beside what chance gives; of numbers the larger of the two fills the width."""
    rows = []
    if here.reciprocity is not None:
        share, expected = here.reciprocity, here.expected_reciprocity
        said = t.number(share, "percent")
        if expected is not None:
            said = t("against", seen=said, expected=t.number(expected, "percent"))
        rows.append(BarRow(t("returned"), share, expected, said))
    counts = [("mutual", here.mutual.observed, here.mutual.expected)]
    if here.edges is not None:
        counts.append(("edges", here.edge_count, here.edges.expected))
    for what, seen, due in counts:
        most = max(seen, due, 1)
        said = t("against", seen=t.number(seen), expected=t.number(due, "::." if due >= 10 else "::.#"))
        rows.append(BarRow(t(what), seen / most, due / most, said))
    return rows


def _communities(
    nodes: Sequence[Node], words: Sequence[Sequence[str]], left: float, base: float, t: Translator
) -> list[Markup]:
    """Each colour with how many accounts it is, and their words (of each number) or who is central."""
    drawn = [text(left, base, t("colours"), "strong")]
    for number, (said, _, colour) in enumerate(_named(nodes, words, t)):
        sign = Sign("disc", "community", cut(said, _BARS - 20), colour)
        drawn.append(part(number, legend([sign], left, base + (number + 1) * _LINE)))
    return drawn


def _named(
    nodes: Sequence[Node], words: Sequence[Sequence[str]], t: Translator
) -> Iterator[tuple[str, list[Node], str]]:
    """What each colour is called, who has it, and the colour."""
    for colour, members in by_colour(nodes).items():
        own = ", ".join(words[members[0].community]) if colour != OTHERS else ""
        of = "others" if colour == OTHERS else "words" if own else "central"
        yield t("community", of=of, count=len(members), words=own, name=members[0].label), members, colour


def _table(found: Follows) -> Table:
    rows: list[tuple[str, str, float, float | None]] = []
    for each in found.graphs:
        rows.append((each.platform, "edges", each.edge_count, None if each.edges is None else each.edges.expected))
        rows.append((each.platform, "mutual_pairs", each.mutual.observed, each.mutual.expected))
        rows.append((each.platform, "density", each.density, each.expected_density))
        if each.reciprocity is not None:
            rows.append((each.platform, "reciprocity", each.reciprocity, each.expected_reciprocity))
    return Table(("platform", "measure", "observed", "expected"), rows)


FIGURE = Figure(draw, Options)
