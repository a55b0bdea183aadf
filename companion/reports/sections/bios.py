"""``bios``: the phrases that the case's descriptions share."""

from __future__ import annotations

from companion.core.wire.findings.bios import Bios
from companion.reports.markup import Html, joined, tag
from companion.reports.pieces import Column, names, table
from companion.reports.section import of_analysis
from companion.reports.spoken import Spoken, Texts

MOST_ROWS = 25
MOST_LETTERS = 160

TEXTS = Texts(
    en={
        "title": "The same words",
        "method": "",
        "null_model": "",
        "too_little": "",
        "seen": "Descriptions of {described} accounts of the case, against those of {others} others.",
        "none": "No phrase stands out, and no two accounts of the case have the same description.",
        "phrases": "Phrases that the case has more than others ({shown} of {all})",
        "phrase": "Phrase",
        "accounts": "Accounts",
        "elsewhere": "Elsewhere",
        "descriptions": "Different descriptions",
        "z": "z",
        "by": "Accounts",
        "same": "The same description on several accounts ({shown} of {all})",
        "text": "Description",
    },
    es={
        "title": "Las mismas palabras",
        "method": "Frases de una a cuatro palabras en la descripción más reciente de cada cuenta; se cuentan cuentas, "
        "no apariciones. Cociente de log-odds con un prior de Dirichlet informativo del tamaño del caso (Monroe, "
        "Colaresi y Quinn 2008, sección 3.3). De las frases que comparten una palabra y tienen las mismas cuentas, una "
        "vale por todas.",
        "null_model": "Todos, del caso o no, usan una frase con la misma probabilidad.",
        "too_little": "Se vieron descripciones de demasiado pocas cuentas del caso. Abra sus perfiles, donde están las "
        "descripciones.",
        "seen": "Descripciones de {described} cuentas del caso, frente a las de {others} otras.",
        "none": "Ninguna frase destaca, y no hay dos cuentas del caso con la misma descripción.",
        "phrases": "Frases que el caso tiene más que otras cuentas ({shown} de {all})",
        "phrase": "Frase",
        "accounts": "Cuentas",
        "elsewhere": "En otras",
        "descriptions": "Descripciones distintas",
        "z": "z",
        "by": "Cuentas",
        "same": "La misma descripción en varias cuentas ({shown} de {all})",
        "text": "Descripción",
    },
)


def body(found: Bios, t: Spoken) -> Html:
    seen = tag("p", t("seen", described=found.described, others=found.others_described))
    if not found.phrases and not found.identical:
        return joined(seen, tag("p", t("none")))
    return joined(seen, _phrases(found, t), _same(found, t))


def _phrases(found: Bios, t: Spoken) -> Html | None:
    if not found.phrases:
        return None
    shown = found.phrases[:MOST_ROWS]
    columns = [
        Column(t("phrase")),
        *(Column(t(of), True) for of in ("accounts", "elsewhere", "descriptions", "z")),
        Column(t("by")),
    ]
    rows: list[list[Html | str]] = [
        [
            tag("bdi", f"“{each.phrase}”"),
            t.number(each.accounts),
            t.number(each.elsewhere),
            t.number(each.descriptions),
            t.number(each.z, 1),
            names(each.by[:4], each.accounts),
        ]
        for each in shown
    ]
    return table(t("phrases", shown=len(shown), all=len(found.phrases)), columns, rows)


def _same(found: Bios, t: Spoken) -> Html | None:
    if not found.identical:
        return None
    shown = found.identical[:MOST_ROWS]
    columns = [Column(t("text")), Column(t("accounts"), True), Column(t("elsewhere"), True), Column(t("by"))]
    rows: list[list[Html | str]] = [
        [
            tag("bdi", _short(each.text)),
            t.number(each.accounts),
            t.number(each.elsewhere),
            names(each.by[:4], each.accounts),
        ]
        for each in shown
    ]
    return table(t("same", shown=len(shown), all=len(found.identical)), columns, rows)


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"


SECTION = of_analysis("bios", TEXTS, body, {"most": 10_000, "examples": 4})
