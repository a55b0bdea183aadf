"""What a figure is, and how one is found and drawn."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markupsafe import Markup

from companion.analyses.analysis import parsed_options
from companion.core.file_text import cell
from companion.core.graph import IntArray
from companion.core.progress import Progress, unobserved
from companion.core.wire.base import Wire
from companion.core.wire.figures import FigureDrawn, Slider, TimeRange
from companion.core.wire.findings.finding import Finding, Limit, Sample
from companion.core.wire.selection import Selection
from companion.registry import Registry
from companion.reports import figures
from companion.reports.findings import finding
from companion.reports.page import SAID_BY_TABLES, sample_words
from companion.reports.whole_file import whole_file
from companion.store.moment import one_moment
from companion.store.selecting import account_ids, sample
from companion.texts.catalogue import SOURCE, Translator, site_name, texts


@dataclass(frozen=True, eq=False)
class Asked:
    """The selection that a figure is drawn of. ``t`` has the figure's own sentences (``figures.NAME``)."""

    conn: sqlite3.Connection
    selection: Selection
    t: Translator
    progress: Progress

    @cached_property
    def accounts(self) -> IntArray:
        """Their keys (n,), rising."""
        return account_ids(self.conn, self.selection)

    @cached_property
    def sample(self) -> Sample:
        return sample(self.conn, self.accounts)

    def finding(self, analysis: str, **options: Any) -> Any:
        """What the analysis finds in the selection, asked as :mod:`companion.reports.findings` says."""
        return finding(self.conn, analysis, self.selection, self.progress, self.t.language, **options)


@dataclass(frozen=True)
class Table:
    """A figure's numbers: what each column is called by programs, and its rows."""

    columns: Sequence[str]
    rows: Iterable[Sequence[str | int | float | None]]

    def csv(self) -> str:
        """As CSV (RFC 4180); no cell is taken for a formula."""
        written = io.StringIO()
        writer = csv.writer(written)
        writer.writerow(self.columns)
        writer.writerows([cell(value) for value in row] for row in self.rows)
        return written.getvalue()


@dataclass(frozen=True)
class Drawn:
    """A figure: ``title`` states what it finds in one sentence; ``drawing`` is made by ``canvas.canvas``.

    ``basis`` says what it rests on, a sentence or more each; the selection's sample is said before. ``moves``: the
    accounts whose pictures are laid on each other, which is also there as a GIF. ``site``: the one platform that is
    drawn; the selection may have accounts on others.
    """

    title: str
    drawing: Markup
    table: Table
    basis: Sequence[str] = ()
    moves: Selection | None = None
    slider: Slider | None = None
    time: TimeRange | None = None
    site: str | None = None


@dataclass(frozen=True)
class TooLittle:
    """What to browse to get the figure, in a sentence or two."""

    words: str


class NoOptions(Wire):
    """Of a figure that has none."""


@dataclass(frozen=True)
class Figure:
    """One figure: the file ``companion/reports/figures/NAME.py`` has it as ``FIGURE``.

    Its texts are ``figures.NAME``; ``heading`` there is what it is called.
    """

    draw: Callable[[Asked, Any], Drawn | TooLittle]
    options: type[Wire] = field(default=NoOptions)

    @property
    def name(self) -> str:
        return self.draw.__module__.rpartition(".")[2]

    def heading(self, language: str) -> str:
        return texts(language)(f"figures.{self.name}.heading")

    def parsed(self, options: dict[str, Any]) -> Any:
        """The options as its model. Raises :class:`BadRequestError` for those that it has not."""
        return parsed_options(self.options, options)


FIGURES: Registry[Figure] = Registry(figures, "FIGURE", "figure")
FIRST = (
    *("aligned_faces", "superimposed", "reused", "friends", "follows_inside", "followed"),
    *("pages", "words", "activity", "changes", "posts", "groups"),
)


def every_figure() -> list[Figure]:
    """All of them: those above, in that order, then others by name."""
    there = FIGURES.names()
    ordered = [*(name for name in FIRST if name in there), *(name for name in there if name not in FIRST)]
    return [FIGURES.named(name) for name in ordered]


def rests_on(found: Finding, about: Callable[[Limit], bool] = lambda limit: True) -> list[str]:
    """What a figure of this finding has to say below it: method, null model, and the limits that are about it."""
    limits = [limit.text for limit in found.limits if limit.code not in SAID_BY_TABLES and about(limit)]
    return [each for each in (found.method, found.null_model, *limits) if each]


def drawn(
    conn: sqlite3.Connection,
    name: str,
    selection: Selection,
    options: dict[str, Any],
    progress: Progress = unobserved,
    language: str = SOURCE,
) -> FigureDrawn:
    """Draw a figure of a selection, read at one moment; its words are in the language.

    Raises :class:`NotFoundError` for a figure that there is not, :class:`BadRequestError` for options it has not, and
    what ``progress`` raises.
    """
    figure = FIGURES.named(name)
    parsed = figure.parsed(options)
    asked = Asked(conn, selection, texts(language).below(f"figures.{name}"), progress)
    heading = figure.heading(language)
    with one_moment(conn):
        is_nobody = not len(asked.accounts) and conn.execute("SELECT 1 FROM accounts").fetchone() is not None
        made = TooLittle(texts(language)("report.page.nobody")) if is_nobody else figure.draw(asked, parsed)
        basis = [sample_words(asked.sample, language)]
    if isinstance(made, TooLittle):
        return FigureDrawn(name=name, heading=heading, too_little=made.words)
    if made.site is not None and {*asked.sample.platforms} - {made.site}:
        said = texts(language).below("report.page")
        heading = said("heading_on", heading=heading, site=site_name(made.site))
        basis[0] = f"{said('only_on', site=site_name(made.site))} {basis[0]}"
    before, after = whole_file(made.title, made.drawing, basis[0])
    return FigureDrawn(
        name=name,
        heading=heading,
        title=made.title,
        drawing=made.drawing,
        before=before,
        after=after,
        basis=[*basis, *made.basis],
        table=made.table.csv(),
        moves=made.moves,
        slider=made.slider,
        time=made.time,
    )
