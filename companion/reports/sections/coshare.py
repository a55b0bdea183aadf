"""``coshare``: who shared the same at once."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from companion.analyses.coshare import FDR
from companion.core.number_words import probability
from companion.core.progress import Progress
from companion.core.wire.findings.coshare import CoShares
from companion.reports.markup import joined, tag
from companion.reports.pieces import Column, name, names, table
from companion.reports.section import Section, SectionResult, Subject, of_analysis
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
    columns = [Column(t("accounts"), True), Column(t("pairs"), True), Column(t("members"))]
    rows: list[list[Markup | str]] = [
        [t.number(each.accounts), t.number(each.edges), names(each.members, t, each.accounts)] for each in shown
    ]
    return table(t("groups", shown=len(shown), all=len(found.groups)), columns, rows)


def _edges(found: CoShares, t: Translator) -> Markup | None:
    if not found.edges:
        return None
    shown = found.edges[:MOST_ROWS]
    columns = [
        Column(t("first")),
        Column(t("second")),
        *(Column(t(of), True) for of in ("weight", "expected", "delay", "q")),
        Column(t("what")),
    ]
    rows: list[list[Markup | str]] = []
    for each in shown:
        example = each.objects[0] if each.objects else None
        key = "" if example is None else t("text") if example.kind.value == "text" else example.key
        rows.append(
            [
                name(each.first),
                name(each.second),
                t.number(each.weight),
                t.number(each.expected, "::.00"),
                t.number(each.mean_delay, "::.0"),
                probability(each.q_value, t),
                tag("bdi", key, class_="address"),
            ]
        )
    return table(t("edges", shown=len(shown), all=found.edge_count), columns, rows)


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
