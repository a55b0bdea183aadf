"""``reused``: pictures that several accounts wear, or that a set of known pictures has, side by side."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from companion.core.naming import name_of
from companion.core.wire.faces import ReuseGroup
from companion.core.wire.findings.finding import Limit
from companion.reports.canvas import WIDTH, canvas, part, text
from companion.reports.figures.figure import Asked, Drawn, Figure, NoOptions, Part, Table, TooLittle, basis
from companion.reports.markup import tag
from companion.reports.worn import SIDE, Worn
from companion.reports.worn import known as drawn_known
from companion.store.faces import reuse_groups
from companion.store.known_pictures import known_copy
from companion.texts.catalogue import Translator

MOST_GROUPS = 500
MOST_SHOWN = 8
_IN_GROUP = 4
_BETWEEN = 28.0
_WIDE = (WIDTH - _BETWEEN) / 2
_STEP = SIDE + 36
_TALL = SIDE + 62


def draw(asked: Asked, options: NoOptions) -> Drawn | TooLittle:
    t = asked.t
    found = reuse_groups(asked.conn, asked.accounts, MOST_GROUPS)
    if not found.groups:
        return TooLittle(t("too_little"))
    own = set(asked.accounts.tolist())
    wearing = {face.account for group in found.groups for face in group.accounts} & own
    known = sum(bool(group.known) for group in found.groups)
    title = t("title", count=len(wearing), all=len(own), groups=found.all, known=known)
    shown = found.groups[:MOST_SHOWN]
    rows = -(-len(shown) // 2)
    cards = [
        part(number, _card(asked, group, (number % 2) * (_WIDE + _BETWEEN), number // 2 * _TALL, own))
        for number, group in enumerate(shown)
    ]
    standard = [
        Limit.of(t.language, "standard_picture", site=each.platform, accounts=each.accounts).text
        for each in found.standard
    ]
    said = t("shown", count=len(shown), all=found.all)
    return Drawn(
        title,
        canvas(title, rows * _TALL - 12, cards, shown=said),
        _table(found.groups, own),
        basis(method=[t("method"), t("copies") if known else None], limits=[t("limit"), *standard]),
        wearing,
        [Part(_heading(group, t), [face.account for face in group.accounts]) for group in shown],
    )


def _card(asked: Asked, group: ReuseGroup, x: float, y: float, own: set[int]) -> Iterator[Markup]:
    """A group: what it is, and its first few, those of the selection before others; last the known picture."""
    ordered = sorted(group.accounts, key=lambda face: face.account not in own)
    known = known_copy(asked.conn, (face.picture for face in group.accounts)) if group.known else None
    place = min(len(ordered), _IN_GROUP - (known is not None))
    more = len(ordered) - place
    yield tag("path", class_="grid", d=f"M{x:g} {y + 1:g}h{_WIDE:g}")
    yield text(x, y + 18, _heading(group, asked.t), "strong")
    worn = Worn(asked.conn)
    for number, face in enumerate(ordered[:place]):
        outside = asked.t("outside") if face.account not in own else None
        yield worn.drawn(face, x + number * _STEP, y + 28, outside)
    if known is not None:
        yield tag("path", class_="grid", d=f"M{x + place * _STEP - 10:g} {y + 28:g}v{SIDE:g}")
        yield drawn_known(known, x + place * _STEP + 4, y + 28, asked.t("known_picture"))
    if more > 0:
        yield text(x + _WIDE, y + 28 + SIDE / 2, f"+{asked.t.number(more)}", "soft", "end")


def _heading(group: ReuseGroup, t: Translator) -> str:
    count = t("group", count=len(group.accounts))
    return f"{count} · {t('known', sets=t.listed(group.known))}" if group.known else count


def _table(groups: list[ReuseGroup], own: set[int]) -> Table:
    rows = [
        (number, face.platform, name_of(face), "yes" if face.account in own else "no", "; ".join(group.known) or None)
        for number, group in enumerate(groups, 1)
        for face in group.accounts
    ]
    return Table(("group", "platform", "account", "of_selection", "known_from"), rows)


FIGURE = Figure(draw)
