"""What was found, and the figures that show it, as a report begins with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from companion.core.wire.figures import FigureDrawn
from companion.reports.markup import joined, paragraphs, tag
from companion.texts.catalogue import Translator, texts


@dataclass(frozen=True)
class ShownFigure:
    """A figure with the note that a person wrote for it.

    ``of`` where it does not show the whole case: how many accounts it shows, and how many of these are the case's.
    """

    drawn: FigureDrawn
    note: str
    of: tuple[int, int] | None = None


def findings(figures: Sequence[ShownFigure], language: str) -> Markup:
    """The findings in a sentence each, then every figure, then what there is too little for."""
    t = texts(language).below("report.page")
    shown = [each for each in figures if each.drawn.too_little is None]
    missing = [each for each in figures if each.drawn.too_little is not None]
    found = [
        tag("li", tag("a", each.drawn.title, href=f"#figure-{each.drawn.name}"), _of_others(each, t)) for each in shown
    ]
    return joined(
        tag("div", tag("h2", t("findings")), tag("ul", found), class_="findings") if found else None,
        tag("div", [_figure(each, t) for each in shown], class_="report-figures"),
        tag("div", tag("h3", t("missing")), tag("dl", map(_missing, missing)), class_="missing") if missing else None,
    )


def _figure(figure: ShownFigure, t: Translator) -> Markup:
    drawn = figure.drawn
    rests = [
        tag("div", tag("h4", t(f"basis.{name}")), [tag("p", each) for each in said])
        for name, said in drawn.basis
        if said
    ]
    return tag(
        "figure",
        tag("h3", drawn.title),
        Markup(drawn.drawing),  # noqa: S704 - drawn by us
        tag("figcaption", tag("span", drawn.heading, class_="soft"), _of_others(figure, t)),
        tag("div", paragraphs(figure.note), class_="note") if figure.note.strip() else None,
        tag("details", tag("summary", t("rests_on")), rests, class_="rests-on"),
        id=f"figure-{drawn.name}",
    )


def _of_others(figure: ShownFigure, t: Translator) -> Markup | None:
    """Whom it shows, where that is not the whole case: no finding may pass for one of the case."""
    return None if figure.of is None else tag("p", t("of_others", count=figure.of[0], inside=figure.of[1]))


def _missing(figure: ShownFigure) -> Markup:
    return tag("div", tag("dt", figure.drawn.heading), tag("dd", figure.drawn.too_little))
