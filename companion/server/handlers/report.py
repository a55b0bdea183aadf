"""A case's report: the texts that a person keeps for it, and the file."""

from __future__ import annotations

import json
import sqlite3

from aiohttp import web

from companion.core.progress import Progress
from companion.core.wire.jobs import Job
from companion.core.wire.report import ReportFigureChoice, ReportPlan, ReportRequest, ReportText
from companion.core.wire.selection import Selection
from companion.errors import BadRequestError
from companion.server.services import path_number, services_of
from companion.store import cases, transfers
from companion.store.times import now
from companion.texts.catalogue import SOURCE, languages
from companion.workers.jobs import Outcome


async def plan(request: web.Request) -> ReportPlan:
    number, language = path_number(request), request.query.get("language", SOURCE)
    if language not in languages():
        raise BadRequestError("report.language", known=", ".join(languages()))

    def read(conn: sqlite3.Connection) -> ReportPlan:
        from companion.reports.report import plan as planned

        return planned(conn, number, language)

    return await services_of(request).store.read(read)


async def keep(request: web.Request, asked: ReportText) -> ReportText:
    """Keep a text with the case; an empty one takes it away."""
    number = path_number(request)

    def work(conn: sqlite3.Connection) -> None:
        cases.check(conn, number)
        cases.keep_text(conn, number, asked.name, asked.text)

    await services_of(request).store.write(work)
    return asked


async def put(request: web.Request, asked: ReportFigureChoice) -> ReportFigureChoice:
    """Keep with the case how a figure of its report is drawn, and of whom, or take it out of the report."""
    number = path_number(request)

    def work(conn: sqlite3.Connection) -> None:
        from companion.reports.contents import options_text, selection_text
        from companion.reports.figures.figure import FIGURES

        FIGURES.named(asked.name).parsed(asked.options or {})
        cases.check(conn, number)
        options = "" if asked.options is None else json.dumps(asked.options)
        cases.keep_text(conn, number, options_text(asked.name), options)
        of = asked.selection if options and asked.selection != Selection(case=number) else None
        chosen = "" if of is None else of.model_dump_json(exclude_defaults=True)
        cases.keep_text(conn, number, selection_text(asked.name), chosen)

    await services_of(request).store.write(work)
    return asked


async def begin(request: web.Request, asked: ReportRequest) -> Job:
    """Begin to write it, as a job whose result is a file."""
    services, number = services_of(request), path_number(request)

    def checked(conn: sqlite3.Connection) -> str:
        from companion.reports.contents import figures, sections

        figures(asked.figures)
        sections(asked.sections)
        return cases.case(conn, number).name

    name_of_case = await services.store.read(checked)

    def work(progress: Progress) -> Outcome:
        from companion.reports import report
        from companion.reports.file_names import file_stem

        name = f"{file_stem(name_of_case, 'report')}.html"
        with transfers.outgoing(services.store.folder, name) as path:
            made = services.store.read_here(lambda conn: report.write(conn, number, asked, now(), path, progress))
        return Outcome(data=made.model_dump(mode="json"), file=path, name=name)

    return services.jobs.start("report", name_of_case, work)
