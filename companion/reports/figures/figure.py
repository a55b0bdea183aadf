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
from companion.core.wire.figures import FigureBasis, FigureDrawn, FigurePart, Slider, TimeRange
from companion.core.wire.findings.finding import Finding, Limit, Sample
from companion.core.wire.selection import Selection
from companion.registry import Registry
from companion.reports import figures
from companion.reports.file_names import file_stem
from companion.reports.findings import finding
from companion.reports.page import SAID_BY_TABLES, sample_words
from companion.reports.presentation import with_attributes
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
class Part:
    """One row, bar, disc, phrase or group, and the keys of the accounts that it stands for."""

    label: str
    accounts: Sequence[int]


@dataclass(frozen=True)
class Drawn:
    """A figure: ``title`` states what it finds in one sentence; ``drawing`` is made by ``canvas.canvas``.

    ``accounts`` are the keys of those of the selection that it shows, and ``parts`` what ``canvas.part`` numbers.
    ``basis`` says what it rests on; the selection's sample is said before. ``moves``: the accounts whose pictures are
    laid on each other, which is also there as a GIF. ``site``: the one platform that is drawn; the selection may have
    accounts on others.
    """

    title: str
    drawing: Markup
    table: Table
    basis: FigureBasis
    accounts: Iterable[int]
    parts: Sequence[Part] = ()
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


def basis(
    *found: Finding,
    sample: Sequence[str | None] = (),
    method: Sequence[str | None] = (),
    limits: Sequence[str | None] = (),
    about: Callable[[Limit], bool] = lambda limit: True,
) -> FigureBasis:
    """What a figure rests on: its own sentences, of these findings the limits that are about it, and their method."""
    more = [limit.text for each in found for limit in each.limits if limit.code not in SAID_BY_TABLES and about(limit)]
    in_full = [each for one in found for each in (one.method, one.null_model)]
    parts = {"sample": sample, "method": method, "limits": [*limits, *more], "in_full": in_full}
    return FigureBasis(**{name: [each for each in said if each] for name, said in parts.items()})


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
        words = sample_words(asked.sample, language)
        of = _name_of(conn, selection)
    if isinstance(made, TooLittle):
        return FigureDrawn(name=name, heading=heading, too_little=made.words)
    if made.site is not None and {*asked.sample.platforms} - {made.site}:
        said = texts(language).below("report.page")
        heading = said("heading_on", heading=heading, site=site_name(made.site))
        words = f"{said('only_on', site=site_name(made.site))} {words}"
    before, after = whole_file(made.title, made.drawing, words)
    own = set(asked.accounts.tolist())
    return FigureDrawn(
        name=name,
        heading=heading,
        title=made.title,
        drawing=with_attributes(made.drawing),
        before=before,
        after=after,
        basis=made.basis.model_copy(update={"sample": [words, *made.basis.sample]}),
        accounts=sorted({*made.accounts} & own),
        parts=[
            FigurePart(label=each.label[:500], accounts=list(each.accounts), inside=own.issuperset(each.accounts))
            for each in made.parts
        ],
        file=file_stem(of, *_told_apart(made, selection, [*asked.sample.platforms], figure.name)),
        table=made.table.csv(),
        moves=made.moves,
        slider=made.slider,
        time=made.time,
    )


def _name_of(conn: sqlite3.Connection, selection: Selection) -> str:
    """The name of its case, else the tag that its accounts have."""
    found = conn.execute("SELECT name FROM cases WHERE id = ?", (selection.case,)).fetchone()
    return str(found["name"]) if found else selection.tag or ""


def _told_apart(made: Drawn, selection: Selection, platforms: Sequence[str], name: str) -> list[str]:
    """What tells a figure's file from others of the case: the one site, the figure, and what it is narrowed by."""
    site = made.site or selection.platform or (platforms[0] if len(platforms) == 1 else "")
    least = f"k{made.slider.value}" if made.slider else ""
    days = f"{made.time.first}-{made.time.last}" if made.time and made.time.narrowed else ""
    return [site, name, least, days]
