"""The page that a report is: one file of HTML without script and without any address outside it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from markupsafe import Markup

from companion import __version__
from companion.core.wire.findings.finding import Sample
from companion.reports.markup import joined, paragraphs, tag
from companion.reports.section import MethodNote, SectionResult, Subject
from companion.reports.shown_figures import ShownFigure, findings
from companion.texts.catalogue import Translator, site_name, texts

STYLES = (
    Path(__file__).parents[1] / "window" / "look.css",
    Path(__file__).with_name("figure.css"),
    Path(__file__).with_name("report.css"),
    Path(__file__).with_name("shown_figures.css"),
)


SAID_BY_TABLES = frozenset(
    {
        "bursts_cut",
        "communities_cut",
        "edges_cut",
        "groups_cut",
        "members_cut",
        "pairs_cut",
        "phrases_cut",
        "rows_cut",
    }
)
"""Limits not repeated: a report's tables are shorter than a finding's, and each says how much of it it shows."""


@dataclass(frozen=True)
class Part:
    """A section as it stands on the page: with the heading and note that a person wrote, where they did."""

    name: str
    heading: str
    note: str
    result: SectionResult


def page(
    subject: Subject,
    written: Mapping[str, str],
    figures: Sequence[ShownFigure],
    parts: Sequence[Part],
    at: datetime,
) -> str:
    """The whole file: what was found and the figures, and folded below them the sections.

    ``written``: a person's own texts; ``at``: when it is made, the only thing not of the data.
    """
    t = texts(subject.language).below("report.page")
    heading = written.get("heading") or t("heading", case=subject.case.name)
    style = "".join(each.read_text(encoding="utf-8") for each in STYLES)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="generator", content=f"Eyeline {__version__}"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", heading),
        tag("style", Markup(style)),  # noqa: S704 - our own file
    )
    body = tag(
        "body",
        tag("header", _front(written, heading, at, t)),
        tag(
            "main",
            findings(figures, subject.language) if figures else None,
            _contents(parts, t),
            [_section(subject, part, t) for part in parts],
            None if figures or parts else tag("p", t("nothing")),
        ),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang=subject.language)}\n"


def _front(written: Mapping[str, str], heading: str, at: datetime, t: Translator) -> Markup:
    utc = at.astimezone(timezone.utc)
    said = t("made", at=utc, time=f"{utc:%H:%M}")
    made = tag("p", tag("time", said, datetime=at.isoformat(timespec="seconds")), class_="made-at")
    introduction = paragraphs(written.get("introduction", ""), class_="lead")
    words = tag("p", tag("strong", f"{t('what')}. "), t("what_words"), class_="soft")
    return joined(_MARK, tag("h1", heading), made, introduction, words)


_MARK = tag(
    "svg",
    tag("path", d="M2 14h52"),
    tag("circle", cx=17, cy=14, r=6),
    tag("circle", cx=39, cy=14, r=6),
    viewBox="0 0 56 28",
    class_="mark",
    aria_hidden="true",
)


def _contents(parts: Sequence[Part], t: Translator) -> Markup | None:
    if len(parts) < 2:
        return None
    rows = [tag("li", tag("a", part.heading, href=f"#{part.name}-folded")) for part in parts]
    said = tag("p", t("folded"), class_="soft")
    return tag("nav", tag("h2", t("contents")), said, tag("ol", rows), aria_label=t("contents"))


def _section(subject: Subject, part: Part, t: Translator) -> Markup:
    result = part.result
    note = tag("div", paragraphs(part.note), class_="note") if part.note.strip() else None
    little = None if result.too_little is None else tag("p", result.too_little, class_="little")
    # A link to what is folded unfolds it; one to what is around it does not.
    inside = tag("div", note, little, result.body, _how_made(subject, result.method_note, t), id=f"{part.name}-folded")
    heading = tag("summary", tag("h2", part.heading, id=f"{part.name}-heading"))
    return tag("section", tag("details", heading, inside), id=part.name, aria_labelledby=f"{part.name}-heading")


def _how_made(subject: Subject, note: MethodNote, t: Translator) -> Markup:
    limits = [limit.text for limit in note.limits if limit.code not in SAID_BY_TABLES]
    entries: list[tuple[str, Markup | str]] = [(t("method"), note.method)]
    if note.null_model:
        entries.append((t("null_model"), note.null_model))
    entries.append((t("sample"), sample_words(subject.sample, t.language)))
    if limits:
        entries.append((t("limits"), joined(tag("p", limit) for limit in limits)))
    version = f"Eyeline {__version__}" + ("" if note.seed is None else f" · {t('seed')} {note.seed}")
    entries.append((t("version"), version))
    entries.append((t("data"), tag("code", f"sha256:{subject.fingerprint}")))
    rows = [tag("div", tag("dt", what), tag("dd", words)) for what, words in entries]
    return tag("div", tag("h3", t("how")), tag("dl", rows), class_="basis")


def sample_words(sample: Sample, language: str) -> str:
    """What something rests on, in a sentence."""
    t = texts(language).below("report.page")
    if sample.first_seen is None or sample.last_seen is None:
        return t("sample_none")
    is_one_day = sample.first_seen.date() == sample.last_seen.date()
    return t(
        "sample_words",
        accounts=sample.accounts,
        platforms=t.listed([site_name(each) for each in sample.platforms]),
        captures=sample.captures,
        incomplete=sample.incomplete_captures,
        is_one_day=str(is_one_day).lower(),
        first=sample.first_seen,
        last=sample.last_seen,
    )
