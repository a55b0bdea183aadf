"""What a section of a report is, and what it is written from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from companion.analyses.analysis import run
from companion.core.graph import IntArray
from companion.core.progress import Progress
from companion.core.wire.findings.finding import Finding, Limit, Sample
from companion.core.wire.report import Language
from companion.core.wire.selection import Selection
from companion.reports.fingerprint import fingerprint
from companion.reports.markup import Html
from companion.reports.spoken import Spoken, Texts
from companion.store.cases import CaseKnown, CaseNote
from companion.store.selecting import account_ids, sample


@dataclass(frozen=True, eq=False)
class Subject:
    """A case as a report sees it, read in one transaction: its accounts without those that are hidden."""

    conn: sqlite3.Connection
    case: CaseKnown
    notes: list[CaseNote]
    language: Language

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
class Basis:
    """What a section rests on, to be said below it: the parts of :class:`Finding` that are the same for all."""

    method: str
    null_model: str | None = None
    seed: int | None = None
    limits: list[Limit] = field(default_factory=list)


@dataclass(frozen=True)
class Written:
    """A section's content, and what it rests on. ``too_little`` is the sentence that it says instead."""

    body: Html
    basis: Basis
    too_little: str | None = None


@dataclass(frozen=True, eq=False)
class Section:
    """One section. Its texts have at least ``title``, which is its usual heading."""

    name: str
    texts: Texts
    write: Callable[[Subject, Spoken, Progress], Written]


def of_analysis(
    name: str, texts: Texts, body: Callable[[Any, Spoken], Html], options: Mapping[str, Any] | None = None
) -> Section:
    """A section that shows an analysis' finding.

    ``texts`` has ``title``, and for a language other than English ``method``, ``null_model`` and ``too_little``, which
    in English are the finding's own and may be empty.
    """

    def write(subject: Subject, t: Spoken, progress: Progress) -> Written:
        finding: Finding = run(subject.conn, name, subject.selection, dict(options or {}), progress)
        basis = Basis(
            method=t.known("method", "") or finding.method,
            null_model=t.known("null_model", "") or finding.null_model if finding.null_model else None,
            seed=finding.seed,
            limits=finding.limits,
        )
        if finding.too_little is not None:
            return Written(Html(), basis, t.known("too_little", "") or finding.too_little)
        return Written(body(finding, t), basis)

    return Section(name, texts, write)
