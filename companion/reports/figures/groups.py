"""``groups``: the groups that stand out, by what connects the accounts of each."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from companion.core.kinds import SignKind
from companion.core.naming import names_of
from companion.core.wire.findings.groups import Group, Groups
from companion.core.wire.group_signs import GroupSign
from companion.reports.canvas import WIDTH, canvas, text
from companion.reports.figures.figure import Asked, Drawn, Figure, NoOptions, Table, TooLittle, rests_on
from companion.reports.markup import tag
from companion.reports.svg_text import cut
from companion.texts.catalogue import Translator
from companion.vision.lettering import font, wrapped

MOST_SHOWN = 14
_WORDS = 290.0
_SIZE = 68.0
_ROW = 36.0
_HEAD = 58.0
_FROM = _WORDS + _SIZE


def draw(asked: Asked, options: NoOptions) -> Drawn | TooLittle:
    t = asked.t
    found: Groups = asked.finding("groups")
    if not found.groups:
        return TooLittle(found.too_little or t("too_little"))
    shown = found.groups[:MOST_SHOWN]
    kinds = [
        kind for kind in SignKind if any(sign.members for each in shown for sign in each.signs if sign.kind is kind)
    ]
    title = t("title", count=found.standing_out, all=found.group_count, expected=found.expected_false)
    drawing = canvas(
        title,
        _HEAD + len(shown) * _ROW + 28,
        _head(kinds, t),
        [_row(each, kinds, _HEAD + number * _ROW, t) for number, each in enumerate(shown)],
        _legend(_HEAD + len(shown) * _ROW + 22, t),
    )
    said = [t("shown", count=len(shown), all=found.group_count), t("stands"), *rests_on(found)]
    return Drawn(title, drawing, _table(found.groups), said)


def _step(kinds: list[SignKind]) -> float:
    return (WIDTH - _FROM) / max(1, len(kinds))


def _head(kinds: list[SignKind], t: Translator) -> Iterator[Markup]:
    yield text(0, _HEAD - 10, t("words"), "soft")
    yield text(_FROM - 16, _HEAD - 10, t("size"), "soft", "end")
    step = _step(kinds)
    for number, kind in enumerate(kinds):
        lines = wrapped(t("sign", kind=kind.value), font(11), int(step - 6))
        for line, words in enumerate(lines):
            y = _HEAD - 10 - (len(lines) - 1 - line) * 13
            yield text(_FROM + number * step, y, words, "small soft")


def _row(group: Group, kinds: list[SignKind], y: float, t: Translator) -> Iterator[Markup]:
    yield tag("path", class_="grid", d=f"M0 {y:g}H{WIDTH:g}")
    words = ", ".join(group.words) or t("no_words")
    yield text(0, y + 16, cut(words, _WORDS - 30), "strong" if group.stands_out else "soft")
    yield text(0, y + 30, cut(names_of(group.members, group.size), _WORDS - 30, 11), "small soft")
    yield text(_FROM - 16, y + 22, t.number(group.size), None, "end")
    signs = {sign.kind: sign for sign in group.signs}
    step = _step(kinds)
    for number, kind in enumerate(kinds):
        if (sign := signs.get(kind)) is not None and sign.of:
            yield _sign(sign, _FROM + number * step, y + 10, step - 10, t)


def _sign(sign: GroupSign, x: float, y: float, wide: float, t: Translator) -> Markup:
    """Of how many of whom it is known it is so: a bar as long as their share."""

    def bar(class_: str, width: float) -> Markup:
        return tag("rect", class_=class_, x=f"{x:.1f}", y=f"{y:g}", width=f"{width:.1f}", height="16")

    return tag(
        "g",
        tag("title", f"{t('sign', kind=sign.kind.value)}: {t('of', members=sign.members, of=sign.of)}"),
        bar("ground", wide),
        bar("bar marked" if sign.carries else "bar", wide * sign.members / sign.of),
    )


def _legend(y: float, t: Translator) -> Iterator[Markup]:
    yield tag("rect", class_="bar marked", x="0", y=f"{y - 10:g}", width="24", height="11")
    yield text(30, y, t("carries"), "soft")
    yield tag("rect", class_="bar", x=f"{WIDTH / 2:g}", y=f"{y - 10:g}", width="24", height="11")
    yield text(WIDTH / 2 + 30, y, t("does_not"), "soft")


def _table(groups: list[Group]) -> Table:
    columns = ("group", "accounts", "stands_out", "q_value", "words", "sign", "members", "of", "p_value", "carries")
    rows = [
        (
            each.number,
            each.size,
            "yes" if each.stands_out else "no",
            each.q_value,
            ", ".join(each.words) or None,
            sign.kind.value,
            sign.members,
            sign.of,
            sign.p_value,
            "yes" if sign.carries else "no",
        )
        for each in groups
        for sign in each.signs
    ]
    return Table(columns, rows)


FIGURE = Figure(draw)
