"""``words``: the phrases that the selection's descriptions share, underlined in some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from markupsafe import Markup
from pydantic import Field

from companion.core.wire.base import Wire
from companion.core.wire.findings.bios import Bios, SharedPhrase
from companion.core.words import normal, place_of
from companion.reports.canvas import WIDTH, canvas, part
from companion.reports.drawn_bars import LEGEND, BarRow, Sign, bar, legend, scale_of
from companion.reports.figures.figure import Asked, Drawn, Figure, Part, Table, TooLittle, basis
from companion.reports.markup import tag
from companion.reports.svg_text import cut, width_of
from companion.store.displayed import newest_descriptions
from companion.texts.catalogue import Translator

QUOTED = 2
TIMES = 2
"""What others write as often is no finding: a phrase is shown that is so many times as frequent as with others."""
_BARS, _TEXT, _ROW, _TOP = 350.0, 384.0, 46.0, 8.0
_BEFORE = 0.35
"""Of the room that a phrase leaves, so much may stand before it where what stands around it is too long."""


class Options(Wire):
    most: int = Field(12, ge=1, le=30, description="How many phrases are drawn.")


@dataclass(frozen=True)
class Line:
    """A description: what stands before the phrase, the phrase, and what stands after it."""

    before: str
    phrase: str
    after: str


def draw(asked: Asked, options: Options) -> Drawn | TooLittle:
    t = asked.t
    found: Bios = asked.finding("bios")
    if not found.phrases:
        return TooLittle(found.too_little or t("too_little", described=found.described))
    every = sorted(filter(partial(_is_theirs, found), found.phrases), key=lambda each: -each.accounts)
    if not every:
        return TooLittle(t("nothing_more", described=found.described, count=len(found.phrases), times=TIMES))
    phrases = every[: options.most]
    first = phrases[0]
    title = t(
        "title",
        accounts=first.accounts,
        described=found.described,
        phrase=first.phrase,
        elsewhere=first.elsewhere,
        others=found.others_described,
    )
    shown = t("shown", shown=len(phrases), all=len(every), rest=len(found.phrases) - len(every))
    drawing = _drawing(title, found, phrases, newest_descriptions(asked.conn), shown, t)
    return Drawn(
        title,
        drawing,
        _table(found, phrases),
        basis(
            found,
            sample=[t("seen", described=found.described)],
            method=[t("drawn", times=TIMES)],
            limits=[t("limit")],
        ),
        (account.account for phrase in phrases for account in phrase.by),
        [
            Part(f"“{each.phrase}” ({t.number(each.accounts)})", [account.account for account in each.by])
            for each in phrases
        ],
    )


def _is_theirs(found: Bios, phrase: SharedPhrase) -> bool:
    return phrase.accounts * found.others_described >= TIMES * phrase.elsewhere * found.described


def _drawing(
    title: str,
    found: Bios,
    phrases: Sequence[SharedPhrase],
    described: Mapping[int, str],
    shown: str,
    t: Translator,
) -> Markup:
    rows = [_row(found, phrase, t) for phrase in phrases]
    scale, height = scale_of(rows), _TOP + _ROW * len(rows)
    drawn = []
    for number, (row, phrase) in enumerate(zip(rows, phrases, strict=True)):
        top = _TOP + number * _ROW
        lines = islice(_lines(phrase, described), QUOTED)
        quoted = [_quoted(line, top + 10 + below * 18) for below, line in enumerate(lines)]
        drawn.append(part(number, bar(row, scale, 4, top, _BARS), quoted))
    signs = [Sign("bar", "own", t("inside", count=found.described))]
    if found.others_described:
        signs.append(Sign("mark", "", t("outside", count=found.others_described)))
    return canvas(title, height + LEGEND, drawn, legend(signs, 4, height + LEGEND - 8), shown=shown)


def _row(found: Bios, phrase: SharedPhrase, t: Translator) -> BarRow:
    share = phrase.accounts / found.described
    elsewhere = phrase.elsewhere / found.others_described if found.others_described else None
    return BarRow(f"“{phrase.phrase}”", share, elsewhere, t("count", count=phrase.accounts, share=share))


def _lines(phrase: SharedPhrase, described: Mapping[int, str]) -> Iterator[Line]:
    """Different descriptions with the phrase; those first that most of the accounts looked at have."""
    same: dict[str, list[str]] = {}
    for account in phrase.by:
        line = " · ".join(each.strip() for each in described.get(account.account, "").splitlines() if each.strip())
        same.setdefault(normal(line), []).append(line)
    for texts in sorted(same.values(), key=len, reverse=True):
        place = place_of(texts[0], phrase.phrase)
        if place is not None:
            yield _around(texts[0], *place)


def _around(text: str, begin: int, end: int) -> Line:
    """As much of a description as has room on its line, the phrase in any case."""
    room = WIDTH - _TEXT - 4
    phrase = cut(text[begin:end], room)
    before, after, left = text[:begin], text[end:], room - width_of(phrase)
    most_before = max(_BEFORE * left, left - width_of(after))
    if width_of(before) > most_before:
        before = f"…{cut(before[::-1], most_before)[-2::-1]}"
        before += " " if text[begin - 1].isspace() else ""
    spaced = " " if after[:1].isspace() else ""
    return Line(before, phrase, spaced + cut(after, left - width_of(before + spaced)))


def _quoted(line: Line, base: float) -> Markup:
    underlined = tag("tspan", tag("tspan", line.phrase, class_="phrase"), class_="underlined")
    spaces = {"xml:space": "preserve"}
    return tag("text", line.before, underlined, line.after, class_="soft", x=f"{_TEXT:g}", y=f"{base:.1f}", **spaces)


def _table(found: Bios, phrases: Sequence[SharedPhrase]) -> Table:
    columns = ("phrase", "accounts", "described", "elsewhere", "others_described", "descriptions", "log_odds", "z")
    rows = [
        (
            *(each.phrase, each.accounts, found.described, each.elsewhere, found.others_described),
            *(each.descriptions, each.log_odds, each.z),
        )
        for each in phrases
    ]
    return Table(columns, rows)


FIGURE = Figure(draw, Options)
