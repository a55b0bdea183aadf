"""The figures of a report and its sections, in their order: each file of :mod:`companion.reports.sections` is one."""

from __future__ import annotations

from typing import Any, TypeVar

from markupsafe import Markup

from companion.analyses.analysis import ANALYSES, Analysis
from companion.errors import BadRequestError
from companion.registry import Registry
from companion.reports import sections as files
from companion.reports.figures.figure import Figure, every_figure
from companion.reports.markup import joined, tag
from companion.reports.section import Section, of_analysis
from companion.texts.catalogue import Translator

SECTIONS: Registry[Section] = Registry(files, "SECTION", "section")
FIRST = (
    *("overview", "groups", "pictures", "together", "reused", "graph", "follows", "shared", "communities", "followed"),
    *("bios", "coshare", "activity", "synchrony", "suspects"),
)


def every_section() -> list[Section]:
    """All of them: those above, then others, then every analysis that has no section of its own."""
    own = [*FIRST, *(name for name in SECTIONS.names() if name not in FIRST)]
    return [*map(SECTIONS.named, own), *(_other(each) for each in ANALYSES.every() if each.name not in own)]


def figures(names: list[str] | None = None) -> list[Figure]:
    """The figures of these names in their order; None is all. Raises :class:`BadRequestError` for a name of none."""
    return _chosen(every_figure(), names, "figure")


def options_text(figure: str) -> str:
    """Under which name it is kept with a case how a figure of its report is drawn."""
    return f"figures.{figure}.options"


def selection_text(figure: str) -> str:
    """Under which name it is kept with a case of whom a figure is drawn, where that is not the whole case."""
    return f"figures.{figure}.selection"


def sections(names: list[str] | None = None) -> list[Section]:
    """Those of these names in the report's order; None is all. Raises :class:`BadRequestError` for a name of none."""
    return _chosen(every_section(), names, "section")


Named = TypeVar("Named", Figure, Section)


def _chosen(every: list[Named], names: list[str] | None, kind: str) -> list[Named]:
    if names is None:
        return every
    known = {each.name for each in every}
    for name in names:
        if name not in known:
            raise BadRequestError("unknown", kind=kind, name=name, known=", ".join(sorted(known)))
    return [each for each in every if each.name in names]


MOST_LINES = 60


def _other(analysis: Analysis) -> Section:
    """The section of an analysis that has none of its own: its finding as it is said in a terminal, in English."""

    def body(finding: Any, t: Translator) -> Markup:
        lines = list(analysis.words(finding))
        cut = f"… {t.number(len(lines) - MOST_LINES)}" if len(lines) > MOST_LINES else None
        return tag(
            "div", joined(tag("p", line) for line in lines[:MOST_LINES]), tag("p", cut) if cut else None, lang="en"
        )

    return of_analysis(analysis.name, body, title=analysis.summary.rstrip("."))
