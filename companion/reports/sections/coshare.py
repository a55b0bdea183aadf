"""``coshare``: who shared the same at once."""

from __future__ import annotations

from dataclasses import replace

from companion.core.progress import Progress
from companion.core.wire.findings.coshare import CoShares
from companion.reports.markup import Html, joined, tag
from companion.reports.pieces import Column, name, names, table
from companion.reports.section import Section, Subject, Written, of_analysis
from companion.reports.spoken import Spoken, Texts

MOST_ROWS = 15
WINDOWS = (10, 60, 3600)
OPTIONS = {"most_edges": MOST_ROWS, "most_groups": 10_000, "examples": 1}

TEXTS = Texts(
    en={
        "title": "The same posts at once",
        "method": "",
        "null_model": "",
        "too_little": "",
        "found": "{pairs} pairs of shares of the same post, link or text lie within {window} seconds of each "
        "other{due}. They make {edges} pairs of accounts, {significant} of them more often than chance (q at most "
        "0.05).",
        "due": "; {expected} would by chance",
        "left_out": "Left out: {vague} shares whose time is not known well enough, {untimed} without a time.",
        "edges": "Pairs of accounts that shared the same at once most often ({shown} of {all})",
        "first": "Account",
        "second": "Account",
        "weight": "Times",
        "expected": "By chance",
        "delay": "Seconds apart",
        "q": "q",
        "what": "As",
        "groups": "Groups that hang together by pairs above the threshold ({shown} of {all})",
        "accounts": "Accounts",
        "pairs": "Pairs",
        "members": "Members",
        "text": "a text",
        "windows": "Windows of 10, 60 and 3,600 seconds are tried in this order, and the first in which something is "
        "found is shown.",
    },
    es={
        "title": "Las mismas publicaciones a la vez",
        "method": "CooRTweet (Righetti y Balluff, versión 2): dos compartidos del mismo objeto por dos cuentas dentro "
        "de la ventana hacen un par; una cuenta debe tener un mínimo de compartidos, y el umbral es un cuantil de los "
        "pesos. Una publicación original no es un compartido de sí misma; enlaces y textos son los mismos en todos los "
        "sitios.",
        "null_model": "Cada compartido ocurre en cualquier segundo de la hora en que ocurrió (Amarasingham et al. "
        "2012), de modo que los objetos populares y las horas llenas quedan como están. Cola de Poisson; valores q "
        "(Benjamini y Hochberg) sobre todos los pares.",
        "too_little": "No se vieron bastantes compartidos de las mismas cosas a horas bien conocidas. Abra las "
        "publicaciones de las cuentas, o elija una ventana mayor.",
        "found": "{pairs} pares de compartidos de la misma publicación, enlace o texto están a menos de {window} "
        "segundos entre sí{due}. Forman {edges} pares de cuentas, {significant} de ellos más a menudo que el azar (q "
        "a lo sumo 0,05).",
        "due": "; por azar serían {expected}",
        "left_out": "Quedan fuera: {vague} compartidos cuya hora no se conoce bastante bien, {untimed} sin hora.",
        "edges": "Pares de cuentas que más a menudo compartieron lo mismo a la vez ({shown} de {all})",
        "first": "Cuenta",
        "second": "Cuenta",
        "weight": "Veces",
        "expected": "Por azar",
        "delay": "Segundos entre ellas",
        "q": "q",
        "what": "Como",
        "groups": "Grupos unidos por pares sobre el umbral ({shown} de {all})",
        "accounts": "Cuentas",
        "pairs": "Pares",
        "members": "Miembros",
        "text": "un texto",
        "windows": "Se prueban ventanas de 10, 60 y 3600 segundos en este orden y se muestra la primera en la que se "
        "halla algo.",
    },
)


def body(found: CoShares, t: Spoken) -> Html:
    due = "" if found.expected_pairs is None else t("due", expected=found.expected_pairs)
    said = t(
        "found",
        pairs=found.pairs,
        window=found.window,
        due=due,
        edges=found.edge_count,
        significant=found.significant,
    )
    left = t("left_out", vague=found.too_vague, untimed=found.untimed) if found.too_vague or found.untimed else ""
    return joined(tag("p", f"{said} {left}".strip()), _groups(found, t), _edges(found, t))


def _groups(found: CoShares, t: Spoken) -> Html | None:
    if not found.groups:
        return None
    shown = found.groups[:MOST_ROWS]
    columns = [Column(t("accounts"), True), Column(t("pairs"), True), Column(t("members"))]
    rows: list[list[Html | str]] = [
        [t.number(each.accounts), t.number(each.edges), names(each.members, each.accounts)] for each in shown
    ]
    return table(t("groups", shown=len(shown), all=len(found.groups)), columns, rows)


def _edges(found: CoShares, t: Spoken) -> Html | None:
    if not found.edges:
        return None
    shown = found.edges[:MOST_ROWS]
    columns = [
        Column(t("first")),
        Column(t("second")),
        *(Column(t(of), True) for of in ("weight", "expected", "delay", "q")),
        Column(t("what")),
    ]
    rows: list[list[Html | str]] = []
    for each in shown:
        example = each.objects[0] if each.objects else None
        key = "" if example is None else t("text") if example.kind.value == "text" else example.key
        rows.append(
            [
                name(each.first),
                name(each.second),
                t.number(each.weight),
                t.number(each.expected, 2),
                t.number(each.mean_delay, 1),
                t.small(each.q_value),
                tag("bdi", key, class_="address"),
            ]
        )
    return table(t("edges", shown=len(shown), all=found.edge_count), columns, rows)


def _write(subject: Subject, t: Spoken, progress: Progress) -> Written:
    """By the shortest window in which something is found: how well times are known differs from site to site."""
    tried = [of_analysis("coshare", TEXTS, body, {**OPTIONS, "window": window}).write for window in WINDOWS]
    for write in tried:
        written = write(subject, t, progress)
        if written.too_little is None:
            break
    basis = replace(written.basis, method=f"{written.basis.method} {t('windows')}")
    return replace(written, basis=basis)


SECTION = Section("coshare", TEXTS, _write)
