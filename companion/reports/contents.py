"""The sections of a report in their order."""

from __future__ import annotations

from companion.analyses.analysis import ANALYSES
from companion.errors import BadRequestError
from companion.reports.section import Section
from companion.reports.sections import (
    activity,
    bios,
    communities,
    coshare,
    followed,
    follows,
    graph,
    overview,
    pictures,
    reused,
    shared,
    suspects,
    synchrony,
    together,
)
from companion.reports.sections.other import other

IN_ORDER = (
    overview.SECTION,
    pictures.SECTION,
    together.SECTION,
    reused.SECTION,
    graph.SECTION,
    follows.SECTION,
    shared.SECTION,
    communities.SECTION,
    followed.SECTION,
    bios.SECTION,
    coshare.SECTION,
    activity.SECTION,
    synchrony.SECTION,
    suspects.SECTION,
)


def every_section() -> list[Section]:
    """All of them: those above, then every other analysis that there is."""
    own = {section.name for section in IN_ORDER}
    return [*IN_ORDER, *(other(each) for each in ANALYSES.every() if each.name not in own)]


def sections(names: list[str] | None = None) -> list[Section]:
    """Those of these names in the report's order; None is all. Raises :class:`BadRequestError` for a name of none."""
    every = every_section()
    if names is None:
        return every
    known = {section.name for section in every}
    for name in names:
        if name not in known:
            raise BadRequestError(f"There is no section {name}: there are {', '.join(sorted(known))}.")
    return [section for section in every if section.name in names]
