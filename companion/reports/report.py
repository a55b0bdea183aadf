"""A case's report: read from the store as it is at one moment, figures, then sections, and written as one page."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import numpy as np

from companion.core.progress import Progress, unobserved
from companion.core.wire.report import ReportFigure, ReportMade, ReportPlan, ReportRequest, ReportSection
from companion.core.wire.selection import Selection
from companion.reports.contents import every_section, figures, options_text, sections, selection_text
from companion.reports.figures.figure import drawn, every_figure
from companion.reports.page import Part, page
from companion.reports.section import Section, Subject
from companion.reports.shown_figures import ShownFigure
from companion.store import cases
from companion.store.moment import one_moment
from companion.store.selecting import account_ids
from companion.texts import catalogue

_STEPS = 100
"""How many steps of the progress a section has."""


def write(
    conn: sqlite3.Connection,
    case: int,
    asked: ReportRequest,
    at: datetime,
    path: Path,
    progress: Progress = unobserved,
) -> ReportMade:
    """Write a case's report to the file; gives how much it has.

    The same data, texts and ``at`` give the same bytes. Raises :class:`NotFoundError` for a case that there is not,
    :class:`BadRequestError` for a figure or section that there is not, and what ``progress`` raises.
    """
    chosen = sections(asked.sections)
    with one_moment(conn):
        texts = cases.texts(conn, case)
        shown = figures(_put(texts) if asked.figures is None else asked.figures)
        of = (len(shown) + len(chosen) + 1) * _STEPS
        subject = Subject(conn, cases.case(conn, case), cases.notes(conn, case), asked.language)
        made = [
            _drawn(subject, figure.name, texts, _within(progress, number * _STEPS, of))
            for number, figure in enumerate(shown)
        ]
        parts = [
            _part(subject, section, texts, _within(progress, number * _STEPS, of))
            for number, section in enumerate(chosen, len(shown))
        ]
        progress(of - _STEPS, of)
        path.write_text(page(subject, texts, made, parts, at), encoding="utf-8", newline="\n")
    progress(of, of)
    return ReportMade(figures=len(made), sections=len(parts), bytes=path.stat().st_size)


def plan(conn: sqlite3.Connection, case: int, language: str) -> ReportPlan:
    """What a case's report would have, with the texts that are kept for it. Raises :class:`NotFoundError`."""
    known = cases.case(conn, case)
    texts = cases.texts(conn, case)
    subject = Subject(conn, known, [], language)
    return ReportPlan(
        case=case,
        name=known.name,
        accounts=len(subject.accounts),
        usual=catalogue.texts(language)("report.page.heading", case=known.name),
        heading=texts.get("heading", ""),
        introduction=texts.get("introduction", ""),
        figures=[
            ReportFigure(
                name=figure.name,
                usual=figure.heading(language),
                note=texts.get(f"figures.{figure.name}.note", ""),
                chosen=options_text(figure.name) in texts,
                accounts=None if (of := _of(texts, figure.name)) is None else len(account_ids(conn, of)),
            )
            for figure in every_figure()
        ],
        sections=[
            ReportSection(
                name=section.name,
                usual=section.heading(language),
                heading=texts.get(f"{section.name}.heading", ""),
                note=texts.get(f"{section.name}.note", ""),
            )
            for section in every_section()
        ],
    )


def _put(texts: Mapping[str, str]) -> list[str] | None:
    """The figures that were put into the report; None where none was."""
    return [figure.name for figure in every_figure() if options_text(figure.name) in texts] or None


def _of(texts: Mapping[str, str], figure: str) -> Selection | None:
    """Of whom it is drawn, where that is not the whole case."""
    text = texts.get(selection_text(figure))
    return None if text is None else Selection.model_validate_json(text).model_copy(update={"hidden": False})


def _drawn(subject: Subject, name: str, texts: dict[str, str], progress: Progress) -> ShownFigure:
    """A figure as it was last put into the report, or as it is usually drawn."""
    progress(0, 1)
    options = json.loads(texts.get(options_text(name), "{}"))
    of = _of(texts, name)
    made = drawn(subject.conn, name, of or subject.selection, options, progress, subject.language)
    return ShownFigure(made, texts.get(f"figures.{name}.note", ""), None if of is None else _among(subject, of))


def _among(subject: Subject, of: Selection) -> tuple[int, int] | None:
    """How many these are, and how many of them are the case's; None where they are all of the case, and nobody else."""
    accounts = account_ids(subject.conn, of)
    inside = int(np.isin(accounts, subject.accounts).sum())
    return None if inside == len(accounts) == len(subject.accounts) else (len(accounts), inside)


def _part(subject: Subject, section: Section, texts: dict[str, str], progress: Progress) -> Part:
    progress(0, 1)
    return Part(
        section.name,
        texts.get(f"{section.name}.heading") or section.heading(subject.language),
        texts.get(f"{section.name}.note", ""),
        section.write(subject, section.texts(subject.language), progress),
    )


def _within(progress: Progress, first: int, of: int) -> Progress:
    """A part's own progress as one of the whole; what counts anew, as one does that asks two analyses, waits there."""
    reached = 0

    def further(done: int, out_of: int) -> None:
        nonlocal reached
        reached = max(reached, min(done, out_of) * _STEPS // out_of if out_of else 0)
        progress(first + reached, of)

    return further
