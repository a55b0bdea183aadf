"""The sections of a report in their order: each file of :mod:`companion.reports.sections` is one."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from companion.analyses.analysis import ANALYSES, Analysis
from companion.errors import BadRequestError
from companion.registry import Registry
from companion.reports import sections as files
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


def sections(names: list[str] | None = None) -> list[Section]:
    """Those of these names in the report's order; None is all. Raises :class:`BadRequestError` for a name of none."""
    every = every_section()
    if names is None:
        return every
    known = {section.name for section in every}
    for name in names:
        if name not in known:
            raise BadRequestError("unknown", kind="section", name=name, known=", ".join(sorted(known)))
    return [section for section in every if section.name in names]


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
