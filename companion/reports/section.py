"""What a section of a report is, and what it is written from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markupsafe import Markup

from companion.core.graph import IntArray
from companion.core.progress import Progress
from companion.core.wire.findings.finding import Finding, Limit, Sample
from companion.core.wire.selection import Selection
from companion.reports.facts_digest import fingerprint
from companion.reports.findings import finding
from companion.store.cases import CaseKnown, CaseNote
from companion.store.selecting import account_ids, sample
from companion.texts.catalogue import Translator, texts


@dataclass(frozen=True, eq=False)
class Subject:
    """A case as a report sees it, read in one transaction: its accounts without those that are hidden."""

    conn: sqlite3.Connection
    case: CaseKnown
    notes: list[CaseNote]
    language: str

    @cached_property
    def selection(self) -> Selection:
        return Selection(case=self.case.number)

    @cached_property
    def accounts(self) -> IntArray:
        """Their keys (n,), rising."""
        return account_ids(self.conn, self.selection)

    @cached_property
    def sample(self) -> Sample:
        return sample(self.conn, self.accounts)

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(self.conn, self.accounts)


@dataclass(frozen=True)
class MethodNote:
    """What a section rests on, to be said below it: the parts of :class:`Finding` that are the same for all."""

    method: str
    null_model: str | None = None
    seed: int | None = None
    limits: list[Limit] = field(default_factory=list)


@dataclass(frozen=True)
class SectionResult:
    """A section's content, and what it rests on. ``too_little`` is the sentence that it says instead."""

    body: Markup
    method_note: MethodNote
    too_little: str | None = None


@dataclass(frozen=True, eq=False)
class Section:
    """One section. Its texts are ``report.NAME``; ``title``, its usual heading, is this where there is none."""

    name: str
    write: Callable[[Subject, Translator, Progress], SectionResult]
    title: str = ""

    def texts(self, language: str) -> Translator:
        return texts(language).below(f"report.{self.name}")

    def heading(self, language: str) -> str:
        """Its usual heading."""
        return self.texts(language).known("title", self.title)


def of_analysis(
    name: str, body: Callable[[Any, Translator], Markup], options: Mapping[str, Any] | None = None, title: str = ""
) -> Section:
    """A section that shows an analysis' finding."""

    def write(subject: Subject, t: Translator, progress: Progress) -> SectionResult:
        found: Finding = finding(subject.conn, name, subject.selection, progress, t.language, **(options or {}))
        note = MethodNote(found.method, found.null_model, found.seed, found.limits)
        shown = Markup() if found.too_little is not None else body(found, t)
        return SectionResult(shown, note, found.too_little)

    return Section(name, write, title)
