"""``groups``: the groups that stand out, by what connects the accounts of each; else the communities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from companion.core.kinds import SignKind
from companion.core.naming import MOST_NAMED, name_of
from companion.core.wire.findings.communities import Communities, Community, Ties
from companion.core.wire.findings.groups import Group, Groups
from companion.core.wire.selection import AccountName
from companion.reports.canvas import WIDTH, canvas, part, text
from companion.reports.figures.figure import Asked, Drawn, Figure, NoOptions, Part, Table, TooLittle, basis
from companion.reports.markup import tag
from companion.reports.svg_text import cut
from companion.texts.catalogue import Translator
from companion.vision.lettering import font, wrapped

MOST_SHOWN = 14
_SIZE = 68.0
_ROW = 36.0
_HEAD = 72.0
_FROM = 324.0
_LEAST_STEP = 58.0
"""No word of a head, in any language, is wider."""


@dataclass(frozen=True)
class Share:
    """Of how many of whom it is known (``of``) it is so; ``carries``: that makes the group stand out."""

    members: int
    of: int
    carries: bool


@dataclass(frozen=True)
class Row:
    """A group, with its share in each column that it has one of."""

    words: str
    members: Sequence[AccountName]
    size: int
    stands_out: bool
    shares: Mapping[str, Share]


def draw(asked: Asked, options: NoOptions) -> Drawn | TooLittle:
    t = asked.t
    found: Groups = asked.finding("groups")
    if not found.groups:
        return _communities(asked, found.too_little or t("too_little"))
    shown = [_of_group(each, t) for each in found.groups[:MOST_SHOWN]]
    columns = [(kind.value, t("sign", kind=kind.value)) for kind in SignKind]
    title = t("title", count=found.standing_out, all=found.group_count, expected=found.expected_false)
    said = t("shown", count=len(shown), all=found.group_count)
    rests = basis(found, method=[t("method")], limits=[t("stands")])
    return Drawn(title, _drawing(title, shown, columns, said, t), _table(found.groups), rests, *_whom(shown, t))


def _communities(asked: Asked, too_little: str) -> Drawn | TooLittle:
    """Where too little is known to judge groups: who is tied to whom more than to others."""
    t = asked.t
    found: Communities = asked.finding("communities", ties=Ties.links)
    if not found.communities:
        return TooLittle(too_little)
    shown = [_of_community(each, t) for each in found.communities[:MOST_SHOWN]]
    columns = [("tied", t("pairs_tied")), ("aligned", t("sign", kind=SignKind.aligned.value))]
    title = t("communities", count=found.community_count, accounts=found.in_communities)
    said = t("shown_communities", count=len(shown), all=found.community_count)
    rests = basis(found, method=[t("method_of_communities")], limits=[too_little])
    table = _table_of_communities(found.communities)
    return Drawn(title, _drawing(title, shown, columns, said, t), table, rests, *_whom(shown, t))


def _whom(rows: Sequence[Row], t: Translator) -> tuple[set[int], list[Part]]:
    """The accounts of all groups that are drawn, and those of each."""
    parts = [Part(f"{row.words} ({t.number(row.size)})", [each.account for each in row.members]) for row in rows]
    return {account for each in parts for account in each.accounts}, parts


def _of_group(group: Group, t: Translator) -> Row:
    return Row(
        ", ".join(group.words) or t("no_words"),
        group.members,
        group.size,
        group.stands_out,
        {sign.kind.value: Share(sign.members, sign.of, sign.carries) for sign in group.signs},
    )


def _of_community(found: Community, t: Translator) -> Row:
    pairs = found.size * (found.size - 1) // 2
    shares = {
        "tied": Share(round(found.density * pairs), pairs, False),
        "aligned": Share(found.aligned, found.measured, found.stands_out),
    }
    words = ", ".join(found.words) or t("no_words")
    return Row(words, found.members, found.size, found.stands_out, shares)


def _drawing(title: str, rows: Sequence[Row], columns: Sequence[tuple[str, str]], shown: str, t: Translator) -> Markup:
    known = [(key, said) for key, said in columns if any(key in row.shares and row.shares[key].members for row in rows)]
    return canvas(
        title,
        _HEAD + len(rows) * _ROW + 28,
        _head([said for _, said in known], t),
        [part(number, _row(row, known, _HEAD + number * _ROW, t)) for number, row in enumerate(rows)],
        _legend(_HEAD + len(rows) * _ROW + 22, t),
        shown=shown,
    )


def _places(columns: int) -> tuple[float, float]:
    """Where the first column begins, and how far it is to the next; many columns leave the groups' words less room."""
    start = min(_FROM, WIDTH - columns * _LEAST_STEP)
    return start, (WIDTH - start) / max(1, columns)


def _head(columns: Sequence[str], t: Translator) -> Iterator[Markup]:
    start, step = _places(len(columns))
    yield text(0, _HEAD - 10, cut(t("words"), start - _SIZE - 16), "soft")
    yield text(start - 16, _HEAD - 10, t("size"), "soft", "end")
    for number, said in enumerate(columns):
        lines = wrapped(said, font(11), int(step - 6))
        for line, words in enumerate(lines):
            y = _HEAD - 10 - (len(lines) - 1 - line) * 13
            yield text(start + number * step, y, cut(words, step, 11), "small soft")


def _row(row: Row, columns: Sequence[tuple[str, str]], y: float, t: Translator) -> Iterator[Markup]:
    yield tag("path", class_="grid", d=f"M0 {y:g}H{WIDTH:g}")
    start, step = _places(len(columns))
    names = ", ".join(name_of(each) for each in row.members[:MOST_NAMED])
    yield text(0, y + 16, cut(row.words, start - _SIZE - 30), "strong" if row.stands_out else "soft")
    yield text(0, y + 30, cut(names, start - _SIZE - 30, 11), "small soft")
    yield text(start - 16, y + 22, t.number(row.size), None, "end")
    for number, (key, said) in enumerate(columns):
        if (share := row.shares.get(key)) is not None and share.of:
            words = f"{said}: {t('of', members=share.members, of=share.of)}"
            yield _share(share, words, start + number * step, y + 10, step - 10)


def _share(share: Share, words: str, x: float, y: float, wide: float) -> Markup:
    def bar(class_: str, width: float) -> Markup:
        return tag("rect", class_=class_, x=f"{x:.1f}", y=f"{y:g}", width=f"{width:.1f}", height="16")

    long = wide * share.members / share.of
    return tag("g", tag("title", words), bar("ground", wide), bar("bar marked" if share.carries else "bar", long))


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


def _table_of_communities(found: Sequence[Community]) -> Table:
    columns = ("community", "accounts", "words", "pairs_tied", "aligned", "measured", "q_value", "stands_out")
    rows = [
        (
            *(each.number, each.size, ", ".join(each.words), each.density, each.aligned, each.measured),
            *(each.q_value, "yes" if each.stands_out else "no"),
        )
        for each in found
    ]
    return Table(columns, rows)


FIGURE = Figure(draw)
