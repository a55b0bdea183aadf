"""``together``: pictures of the case and of its communities, beside what chance gives."""

from __future__ import annotations

from companion.core.wire.findings.together import Excess, Together
from companion.reports.markup import Html, joined, tag
from companion.reports.pieces import Column, names, table
from companion.reports.section import of_analysis
from companion.reports.spoken import Spoken, Texts

MOST_ROWS = 15

TEXTS = Texts(
    en={
        "title": "Pictures of the groups",
        "method": "",
        "null_model": "",
        "too_little": "",
        "compared": "Compared with {count} accounts whose picture was measured.",
        "groups": "Pictures by group: seen, and due in a group of that size ({shown} of {all})",
        "group": "Group",
        "size": "Accounts",
        "aligned": "Aligned",
        "reused": "Reused",
        "same": "Pairs with one picture",
        "sitting": "In a set that sits together",
        "seen": "{observed} of {of}",
        "due": "due {expected}",
        "sets": "Faces that sit in the same place, more than chance puts there ({shown} of {all})",
        "place": "Place",
        "count": "Accounts",
        "pictures": "Pictures",
        "observed": "At the middle",
        "expected": "Due",
        "p": "p",
        "accounts": "Accounts",
        "stylegan": "StyleGAN’s, cropped to {share}",
        "another": "another",
        "selection": "The whole case",
        "community": "Community {number}",
    },
    es={
        "title": "Fotos de los grupos",
        "method": "Las cuentas de cada grupo cuya foto se midió se comparan con las de todos: fotos alineadas y "
        "reutilizadas por la cola hipergeométrica, pares con la misma foto por grupos sorteados (Phipson y Smyth "
        "2010). Unos rostros coinciden si en un lugar hay más de los que explican las fotos corrientes y el entorno "
        "(docs/together.md). Las comunidades son las de quién sigue o es amigo de quién (Louvain: Blondel et al. "
        "2008). Valores q: Benjamini–Hochberg sobre todos los grupos e indicios.",
        "null_model": "Un grupo son otras tantas cuentas sacadas por igual de todas las que se comparan.",
        "too_little": "Demasiado pocas cuentas del caso llevan una foto que se midiera.",
        "compared": "Se compara con {count} cuentas cuya foto se midió.",
        "groups": "Fotos por grupo: lo visto y lo que corresponde a un grupo de ese tamaño ({shown} de {all})",
        "group": "Grupo",
        "size": "Cuentas",
        "aligned": "Alineadas",
        "reused": "Reutilizadas",
        "same": "Pares con una misma foto",
        "sitting": "En un conjunto que coincide",
        "seen": "{observed} de {of}",
        "due": "se esperan {expected}",
        "sets": "Rostros que están en el mismo lugar, más de los que el azar pone ahí ({shown} de {all})",
        "place": "Lugar",
        "count": "Cuentas",
        "pictures": "Fotos",
        "observed": "En el centro",
        "expected": "Corresponden",
        "p": "p",
        "accounts": "Cuentas",
        "stylegan": "el de StyleGAN, recortado al {share}",
        "another": "otro",
        "selection": "Todo el caso",
        "community": "Comunidad {number}",
    },
)


def body(found: Together, t: Spoken) -> Html:
    return joined(tag("p", t("compared", count=found.compared_with)), _groups(found, t), _sets(found, t))


def _groups(found: Together, t: Spoken) -> Html | None:
    if not found.groups:
        return None
    shown = found.groups[:MOST_ROWS]
    columns = [
        Column(t("group")),
        *(Column(t(of), True) for of in ("size", "aligned", "reused", "same", "sitting")),
    ]
    rows: list[list[Html | str]] = [
        [
            _group_name(each.group, t),
            t.number(each.size),
            *(_due(excess, t) for excess in (each.aligned, each.reused, each.same, each.sitting)),
        ]
        for each in shown
    ]
    return table(t("groups", shown=len(shown), all=len(found.groups)), columns, rows)


def _group_name(group: str, t: Spoken) -> str:
    kind, _, number = group.partition(" ")
    return t("community", number=number) if kind == "community" else t.known(kind, group)


def _due(excess: Excess, t: Spoken) -> Html | str:
    """What was seen, and below it what is due."""
    if not excess.of:
        return "—"
    q = f", q {t.small(excess.q_value)}" if excess.observed > excess.expected else ""
    seen = t("seen", observed=excess.observed, of=excess.of)
    return joined(seen, tag("br"), tag("span", t("due", expected=excess.expected) + q, class_="soft"))


def _sets(found: Together, t: Spoken) -> Html | None:
    if not found.sets:
        return None
    shown = found.sets[:MOST_ROWS]
    columns = [
        Column(t("place")),
        *(Column(t(of), True) for of in ("count", "pictures", "observed", "expected", "p")),
        Column(t("accounts")),
    ]
    rows: list[list[Html | str]] = [
        [
            t("another") if each.cropped is None else t("stylegan", share=t.percent(each.cropped)),
            t.number(each.count),
            t.number(each.pictures),
            t.number(each.observed),
            t.number(each.expected, 2),
            t.small(each.p_value),
            names(each.accounts[:4], each.count),
        ]
        for each in shown
    ]
    return table(t("sets", shown=len(shown), all=len(found.sets)), columns, rows)


SECTION = of_analysis("together", TEXTS, body)
