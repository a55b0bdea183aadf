"""The page that a report is: one file of HTML without script and without any address outside it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from companion import __version__
from companion.core.wire.findings.finding import Sample
from companion.reports.limits import SAID_BY_TABLES, said
from companion.reports.markup import Html, joined, paragraphs, tag
from companion.reports.section import Basis, Subject, Written
from companion.reports.spoken import Spoken, Texts

STYLES = (Path(__file__).parents[1] / "window" / "look.css", Path(__file__).with_name("report.css"))

TEXTS = Texts(
    en={
        "heading": "Report on {case}",
        "made": "Made {at}",
        "by": "with Eyeline {version}",
        "contents": "Contents",
        "how": "How this was made",
        "method": "Method",
        "null_model": "By chance",
        "sample": "Sample",
        "sample_words": "{accounts} accounts on {platforms}; {captures} captured lists, {incomplete} of them not "
        "whole; seen {when}.",
        "sample_none": "No account.",
        "from_to": "from {first} to {last}",
        "on_day": "on {first}",
        "limits": "Limits",
        "seed": "Seed",
        "version": "Version",
        "data": "Data",
        "what": "What this report is",
        "what_words": "It says what was seen, how rare that is by chance, and what is not known. It judges nobody: "
        "alignment, a reused picture or shared friends have innocent reasons, too, and each figure names what it was "
        "compared with. Names are those that the pages showed.",
        "data_words": "The SHA-256 of the facts about the case’s accounts: the same facts give the same number, on any "
        "computer (docs/report.md says how). Whoever has the database can make this report again and compare.",
        "nothing": "There is no section in this report.",
    },
    es={
        "heading": "Informe sobre {case}",
        "made": "Hecho el {at}",
        "by": "con Eyeline {version}",
        "contents": "Contenido",
        "how": "Cómo se hizo",
        "method": "Método",
        "null_model": "Por azar",
        "sample": "Muestra",
        "sample_words": "{accounts} cuentas en {platforms}; {captures} listas capturadas, {incomplete} de ellas "
        "incompletas; vistas {when}.",
        "sample_none": "Ninguna cuenta.",
        "from_to": "del {first} al {last}",
        "on_day": "el {first}",
        "limits": "Límites",
        "seed": "Semilla",
        "version": "Versión",
        "data": "Datos",
        "what": "Qué es este informe",
        "what_words": "Dice qué se vio, cuán raro es eso por azar y qué no se sabe. No juzga a nadie: la alineación, "
        "una foto reutilizada o los amigos en común también tienen razones inocentes, y cada figura nombra con qué se "
        "comparó. Los nombres son los que mostraban las páginas.",
        "data_words": "El SHA-256 de los hechos sobre las cuentas del caso: los mismos hechos dan el mismo número en "
        "cualquier computadora (docs/report.md dice cómo). Quien tenga la base de datos puede rehacer este informe y "
        "comparar.",
        "nothing": "Este informe no tiene ninguna sección.",
    },
)


@dataclass(frozen=True)
class Part:
    """A section as it stands on the page: with the heading and note that a person wrote, where they did."""

    name: str
    heading: str
    note: str
    written: Written


def page(subject: Subject, texts: dict[str, str], parts: Sequence[Part], at: datetime) -> str:
    """The whole file. ``at`` is when it is made, the only thing on it that is not of the data."""
    t = TEXTS.said_in(subject.language)
    heading = texts.get("heading") or t("heading", case=subject.case.name)
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
        tag("style", Html(style)),
    )
    body = tag(
        "body",
        tag("header", _front(subject, texts, heading, at, t)),
        _contents(parts, t),
        tag("main", [_section(subject, part, t) for part in parts] or tag("p", t("nothing"))),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang=subject.language.value)}\n"


def _front(subject: Subject, texts: dict[str, str], heading: str, at: datetime, t: Spoken) -> Html:
    made = tag(
        "p", tag("time", t("made", at=t.moment(at)), datetime=at.isoformat(timespec="seconds")), class_="made-at"
    )
    introduction = paragraphs(texts.get("introduction", ""), class_="lead")
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


def _contents(parts: Sequence[Part], t: Spoken) -> Html | None:
    if len(parts) < 2:
        return None
    rows = [tag("li", tag("a", part.heading, href=f"#{part.name}")) for part in parts]
    return tag("nav", tag("h2", t("contents")), tag("ol", rows), aria_label=t("contents"))


def _section(subject: Subject, part: Part, t: Spoken) -> Html:
    written = part.written
    note = tag("div", paragraphs(part.note), class_="note") if part.note.strip() else None
    little = None if written.too_little is None else tag("p", written.too_little, class_="little")
    return tag(
        "section",
        tag("h2", part.heading, id=f"{part.name}-heading"),
        note,
        little,
        written.body,
        _basis(subject, written.basis, t),
        id=part.name,
        aria_labelledby=f"{part.name}-heading",
    )


def _basis(subject: Subject, basis: Basis, t: Spoken) -> Html:
    limits = [said(limit, subject.language) for limit in basis.limits if limit.code not in SAID_BY_TABLES]
    entries: list[tuple[str, Html | str]] = [(t("method"), basis.method)]
    if basis.null_model:
        entries.append((t("null_model"), basis.null_model))
    entries.append((t("sample"), _sample(subject.sample, t)))
    if limits:
        entries.append((t("limits"), joined(tag("p", limit) for limit in limits)))
    version = f"Eyeline {__version__}" + ("" if basis.seed is None else f" · {t('seed')} {basis.seed}")
    entries.append((t("version"), version))
    entries.append((t("data"), tag("code", f"sha256:{subject.fingerprint}")))
    rows = [tag("div", tag("dt", what), tag("dd", words)) for what, words in entries]
    return tag("aside", tag("h3", t("how")), tag("dl", rows), class_="basis", aria_label=t("how"))


def _sample(sample: Sample, t: Spoken) -> str:
    if sample.first_seen is None or sample.last_seen is None:
        return t("sample_none")
    first, last = t.day(sample.first_seen), t.day(sample.last_seen)
    return t(
        "sample_words",
        accounts=sample.accounts,
        platforms=", ".join(sample.platforms),
        captures=sample.captures,
        incomplete=sample.incomplete_captures,
        when=t("on_day" if first == last else "from_to", first=first, last=last),
    )
