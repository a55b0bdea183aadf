"""``coshare``: who shared the same at once."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from companion.analyses.coshare import FDR
from companion.core.number_words import probability
from companion.core.progress import Progress
from companion.core.wire.findings.coshare import CoShare, CoShares
from companion.reports.markup import joined, tag
from companion.reports.pieces import name, names
from companion.reports.section import Section, SectionResult, Subject, of_analysis
from companion.reports.table import Column, Number, Rows
from companion.texts.catalogue import Translator

MOST_ROWS = 15
WINDOWS = (10, 60, 3600)


def body(found: CoShares, t: Translator) -> Markup:
    said = t(
        "found",
        pairs=found.pairs,
        window=found.window,
        is_expected_known=str(found.expected_pairs is not None).lower(),
        expected=found.expected_pairs or 0,
        edges=found.edge_count,
        significant=found.significant,
        fdr=FDR,
    )
    left = t("left_out", vague=found.too_vague, untimed=found.untimed) if found.too_vague or found.untimed else ""
    return joined(tag("p", f"{said} {left}".strip()), _groups(found, t), _edges(found, t))


def _groups(found: CoShares, t: Translator) -> Markup | None:
    if not found.groups:
        return None
    shown = found.groups[:MOST_ROWS]
    return Rows(shown, t).table(
        t("groups", shown=len(shown), all=len(found.groups)),
        Number("accounts", lambda each: each.accounts),
        Number("pairs", lambda each: each.edges),
        Column("members", lambda each: names(each.members, t, each.accounts)),
    )


def _edges(found: CoShares, t: Translator) -> Markup | None:
    if not found.edges:
        return None
    shown = found.edges[:MOST_ROWS]
    return Rows(shown, t).table(
        t("edges", shown=len(shown), all=found.edge_count),
        Column("first", lambda each: name(each.first)),
        Column("second", lambda each: name(each.second)),
        Number("weight", lambda each: each.weight),
        Number("expected", lambda each: each.expected, "::.00"),
        Number("delay", lambda each: each.mean_delay, "::.0"),
        Number("q", lambda each: probability(each.q_value, t)),
        Column("what", lambda each: tag("bdi", _what(each, t), class_="address")),
    )


def _what(edge: CoShare, t: Translator) -> str:
    """The first object that both shared; of a text only that it is one."""
    example = edge.objects[0] if edge.objects else None
    return "" if example is None else t("text") if example.kind.value == "text" else example.key


def _write(subject: Subject, t: Translator, progress: Progress) -> SectionResult:
    """By the shortest window in which something is found: how well times are known differs from site to site."""
    tried = [of_analysis("coshare", body, {"window": window}).write for window in WINDOWS]
    for write in tried:
        result = write(subject, t, progress)
        if result.too_little is None:
            break
    first, second, third = WINDOWS
    windows = t("windows", first=first, second=second, third=third)
    return replace(result, method_note=replace(result.method_note, method=f"{result.method_note.method} {windows}"))


SECTION = Section("coshare", _write)
