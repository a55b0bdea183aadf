"""What an analysis is, and how one is found and run."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from companion import analyses
from companion.core.graph import IntArray
from companion.core.progress import Progress, unobserved
from companion.core.wire.base import Wire
from companion.core.wire.findings.finding import Finding, Limit, Sample
from companion.core.wire.selection import Selection
from companion.errors import BadRequestError, InvalidError
from companion.registry import Registry
from companion.store.selecting import account_ids, sample
from companion.texts.catalogue import SOURCE, Translator, texts


@dataclass(frozen=True, eq=False)
class Selected:
    """The selection that an analysis is asked about: its accounts' keys (k,), rising, and what is known around them.

    ``t`` has the analysis' own sentences (``analyses.NAME``) in the language of who asks.
    """

    accounts: IntArray
    sample: Sample
    t: Translator

    @property
    def limits(self) -> list[Limit]:
        """What every analysis of lists has to say of its sample."""
        cut, of = self.sample.incomplete_captures, self.sample.captures
        return [self.limit("incomplete_captures", incomplete=cut, captures=of)] if cut else []

    def limit(self, code: str, **values: int | float | str) -> Limit:
        """One limit in the language of who asks."""
        return Limit.of(self.t.language, code, **values)


@dataclass(frozen=True)
class Analysis:
    """One analysis: the file ``companion/analyses/NAME.py`` has it as ``ANALYSIS``, and begins with what it is.

    ``options`` is the model of its options, each with a default and a description; ``run`` gives its finding, and
    ``words`` the finding in lines for a terminal.
    """

    options: type[Wire]
    run: Callable[[sqlite3.Connection, Selected, Any, Progress], Finding]
    words: Callable[[Any], Iterator[str]]

    @property
    def name(self) -> str:
        return self.run.__module__.rpartition(".")[2]

    @property
    def summary(self) -> str:
        """One sentence: what stands after the name where the file begins."""
        _, _, said = (sys.modules[self.run.__module__].__doc__ or "").partition(": ")
        sentence = " ".join(said.partition("\n\n")[0].split())
        return f"{sentence[:1].upper()}{sentence[1:]}"


ANALYSES: Registry[Analysis] = Registry(analyses, "ANALYSIS", "analysis")


def parsed_options(model: type[Wire], options: dict[str, Any]) -> Any:
    """The options as their model. Raises :class:`BadRequestError` for those that it has not."""
    try:
        return model.model_validate(options)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise BadRequestError("analyses.option", option=where, problem=InvalidError.of(error, at=False)) from None


def run(
    conn: sqlite3.Connection,
    name: str,
    selection: Selection,
    options: dict[str, Any],
    progress: Progress = unobserved,
    language: str = SOURCE,
) -> Finding:
    """Run an analysis on a selection, read in one transaction; its sentences are in the language.

    Raises :class:`BadRequestError` for options it has not and
    :class:`companion.core.progress.Cancelled` where ``progress`` does.
    """
    wanted = ANALYSES.named(name)
    parsed = parsed_options(wanted.options, options)
    accounts = account_ids(conn, selection)
    t = texts(language).below(f"analyses.{name}")
    return wanted.run(conn, Selected(accounts, sample(conn, accounts), t), parsed, progress)
