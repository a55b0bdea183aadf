"""``friends``: the selection, and the friends outside it that several of its accounts have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from markupsafe import Markup
from pydantic import Field

from companion.core.kinds import EdgeKind
from companion.core.naming import name_of
from companion.core.neighbours import LEAST, SharedByMany, shared_by_many
from companion.core.wire.base import Wire
from companion.core.wire.figures import Slider
from companion.core.wire.findings.shared import Shared
from companion.core.wire.selection import AccountName
from companion.reports.canvas import WIDTH, canvas
from companion.reports.drawn_bars import LEGEND, Sign, legend
from companion.reports.drawn_network import Disc, Edge, network, radii
from companion.reports.figures.figure import Asked, Drawn, Figure, Part, Table, TooLittle, basis
from companion.store import network as edges
from companion.store.selecting import hidden, names
from companion.texts.catalogue import Translator

MOST_NEIGHBOURS = 200
USUALLY = 60
"""At most so many are drawn where nobody says how many must have one: with more, lines hide what they connect."""
MOST_MEMBERS = 700
MOST_NAMES = 24
MOST_IMPORTANT = 6
HEIGHT = 580.0


class Options(Wire):
    least: int | None = Field(None, ge=LEAST, description="How many of the selection must have a friend.")


def draw(asked: Asked, options: Options) -> Drawn | TooLittle:
    t = asked.t
    for kind in (EdgeKind.friend, EdgeKind.follows):
        found = shared_by_many(edges.load(asked.conn, (kind.value,)), asked.accounts, hidden(asked.conn))
        if len(found.neighbours):
            break
    else:
        return TooLittle(t("too_little"))
    most = int(found.counts[0])
    least = min(options.least or found.usual_least(USUALLY), most)
    count = found.at_least(least)
    having = found.having(count)
    title = t("title", kind=kind.value, accounts=having, neighbours=count, least=least)
    named = names(asked.conn, [*found.members.tolist(), *found.neighbours[:count].tolist()])
    sites = {each.platform for each in named.values()}
    shown = min(count, MOST_NEIGHBOURS)
    members = min(found.having(shown), MOST_MEMBERS)
    signs = [
        Sign("disc", "own", t("own", is_cut=str(members < having).lower(), count=members, all=having)),
        Sign(
            *("disc", "shared"),
            t("shared", is_cut=str(shown < count).lower(), kind=kind.value, count=shown, all=count, least=least),
        ),
    ]
    pairs: Shared = asked.finding("shared", kinds=[kind], most=0, examples=0)
    said = t("shown", shown=shown, neighbours=count, members=members, having=having)
    return Drawn(
        title,
        _drawing(title, found, shown, named, signs, said, t),
        _table(found, count, named),
        basis(
            pairs,
            sample=[t("seen", seen=len(found.members))],
            method=[t("method"), t("rule", least=found.usual_least(USUALLY), most=USUALLY)],
            limits=[t("limit"), pairs.meaning],
        ),
        found.members[np.diff(found.ties[:, :shown].indptr) > 0].tolist(),
        _parts(found, count, shown, named, t),
        slider=Slider(option="least", label=t("least"), value=least, least=LEAST, most=most),
        site=next(iter(sites)) if len(sites) == 1 else None,
    )


def _parts(found: SharedByMany, count: int, shown: int, named: Mapping[int, AccountName], t: Translator) -> list[Part]:
    """Of each shared one that is drawn who has it; last the shared ones themselves."""
    ties = found.ties[:, :shown].tocsc()
    keys = found.neighbours[:count].tolist()
    having = [found.members[ties.indices[ties.indptr[at] : ties.indptr[at + 1]]].tolist() for at in range(shown)]
    parts = [Part(_neighbour(keys[at], found, at, named, t), have) for at, have in enumerate(having)]
    return [*parts, Part(t("all_shared"), keys)]


def _neighbour(key: int, found: SharedByMany, at: int, named: Mapping[int, AccountName], t: Translator) -> str:
    return t("neighbour", name=name_of(named[key]), count=int(found.counts[at]))


def _drawing(
    title: str,
    found: SharedByMany,
    shown: int,
    named: Mapping[int, AccountName],
    signs: Sequence[Sign],
    said: str,
    t: Translator,
) -> Markup:
    number = np.diff(found.ties[:, :shown].indptr)
    members = np.sort(np.argsort(-number, kind="stable")[: min(MOST_MEMBERS, np.count_nonzero(number))])
    ties, among = found.ties[members][:, :shown].tocoo(), found.inside[members][:, members].tocoo()
    discs = [
        Disc("own", float(radius), t("member", name=name_of(named[key]), count=count))
        for key, count, radius in zip(
            found.members[members].tolist(), number[members].tolist(), radii(number[members], 2.4, 4.2), strict=True
        )
    ]
    for at, (key, radius) in enumerate(
        zip(found.neighbours[:shown].tolist(), radii(found.counts[:shown], 3.2, 12), strict=True)
    ):
        words, name = _neighbour(key, found, at, named, t), name_of(named[key])
        discs.append(Disc("shared", float(radius), words, name, important=at < MOST_IMPORTANT, part=at))
    inside = zip(among.row.tolist(), among.col.tolist(), strict=True)
    outside = zip(ties.row.tolist(), ties.col.tolist(), strict=True)
    lines = [Edge(one, other, "among", one) for one, other in inside if one < other]
    lines += [Edge(one, len(members) + other, "to", other) for one, other in outside]
    return canvas(
        title,
        HEIGHT + LEGEND,
        network(discs, lines, WIDTH, HEIGHT, MOST_NAMES),
        legend(signs, 4, HEIGHT + LEGEND - 8),
        shown=said,
    )


def _table(found: SharedByMany, count: int, named: Mapping[int, AccountName]) -> Table:
    rows = []
    for key, having in zip(found.neighbours[:count].tolist(), found.counts.tolist(), strict=False):
        account = named[key]
        rows.append((account.platform, account.account_id, account.handle, account.display_name, having))
    return Table(("platform", "account_id", "handle", "display_name", "of_selection"), rows)


FIGURE = Figure(draw, Options)
