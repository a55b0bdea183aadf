"""``followed``: whom the selection follows, or has as friends, more than everyone else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup
from pydantic import Field

from companion.core.naming import name_of
from companion.core.wire.base import Wire
from companion.core.wire.findings.followed import Relation
from companion.reports.canvas import WIDTH, canvas, text
from companion.reports.drawn_bars import LEGEND, Sign, bar, legend, scale_of
from companion.reports.drawn_network import Disc, Edge, network, radii
from companion.reports.figures.figure import Asked, Drawn, Figure, TooLittle
from companion.reports.most_followed import Ranked, ranked, target
from companion.reports.svg_text import LETTERS
from companion.texts.catalogue import Translator

MOST_MEMBERS = 700
_GRAPH, _BARS = 500.0, 332.0
_ROW, _LEAST_HEIGHT, _TOP = 36.0, 420.0, 28.0


class Options(Wire):
    most: int = Field(15, ge=1, le=30, description="How many accounts are drawn.")


def draw(asked: Asked, options: Options) -> Drawn | TooLittle:
    t = asked.t
    found = ranked(asked, (Relation.follows, Relation.friend), options.most)
    if not isinstance(found, Ranked):
        return found or TooLittle(t("too_little"))
    ties = Counter(account.account for row in found.rows for account in row.by)
    members = sorted(ties, key=lambda key: (-ties[key], key))[:MOST_MEMBERS]
    drawn = t("members", drawn=len(members), accounts=len(ties))
    return found.drawn(_drawing(found, members, f"{found.shown} {drawn}", t))


def _drawing(found: Ranked, members: Sequence[int], shown: str, t: Translator) -> Markup:
    height = max(_LEAST_HEIGHT, _ROW * len(found.rows) + _TOP)
    bars, scale, left = found.bars, scale_of(found.bars), WIDTH - _BARS
    drawn_bars = [bar(each, scale, left, _TOP + number * _ROW, _BARS, number) for number, each in enumerate(bars)]
    base = height + LEGEND - 8
    signs = [Sign("disc", "own", t("own")), Sign("disc", "shared", t("target", relation=found.table.relation.value))]
    return canvas(
        found.title,
        height + LEGEND,
        _graph(found, members, [each.said for each in bars], height),
        text(left, LETTERS, found.order, "soft"),
        drawn_bars,
        legend(signs, 4, base),
        legend(found.signs, left, base),
        shown=shown,
    )


def _graph(found: Ranked, members: Sequence[int], said: Sequence[str], height: float) -> list[Markup]:
    """The targets and who of the selection has them."""
    rows = found.rows
    place = {key: len(rows) + number for number, key in enumerate(members)}
    named = {account.account: name_of(account) for row in rows for account in row.by}
    discs = [
        Disc("shared", float(radius), f"{target(row)}: {words}", target(row), part=number)
        for number, (row, words, radius) in enumerate(
            zip(rows, said, radii([row.inside for row in rows], 5, 20), strict=True)
        )
    ]
    discs += [Disc("own", 3, named[key]) for key in members]
    lines = [
        Edge(place[account.account], number, "to", number)
        for number, row in enumerate(rows)
        for account in row.by
        if account.account in place
    ]
    return network(discs, lines, _GRAPH, height, len(rows))


FIGURE = Figure(draw, Options)
