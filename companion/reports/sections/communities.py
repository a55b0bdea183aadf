"""``communities``: the groups that hang together."""

from __future__ import annotations

from companion.core.wire.findings.communities import Communities
from companion.reports.markup import Html, joined, tag
from companion.reports.pieces import Column, names, table
from companion.reports.section import of_analysis
from companion.reports.spoken import Spoken, Texts

MOST_ROWS = 20

TEXTS = Texts(
    en={
        "title": "Communities",
        "method": "",
        "null_model": "",
        "too_little": "",
        "found": "{tied} accounts are tied by neighbours that they share beyond chance; {inside} of them are in "
        "{communities} communities.",
        "stands_one": "In one community more pictures are aligned than a few who mix with others could bring.",
        "stands_other": "In {count} communities more pictures are aligned than a few who mix with others could bring.",
        "table": "Communities, those that stand out first ({shown} of {all})",
        "number": "No.",
        "words": "Words of its descriptions",
        "size": "Accounts",
        "density": "Pairs tied",
        "aligned": "Aligned",
        "expected": "As elsewhere",
        "q": "q",
        "members": "Accounts",
        "of": "{aligned} of {measured}",
        "no_words": "none of its own",
        "stands": "● Stands out by its pictures.",
    },
    es={
        "title": "Comunidades",
        "method": "Louvain (Blondel et al. 2008, J. Stat. Mech. P10008); las comunidades no conexas se parten. Entre "
        "pares que comparten más que el azar, ponderados por lo improbables que son, una parte pertenece a una "
        "comunidad si está unido el 5 % de los pares (modelo de Potts constante, Traag et al. 2011). Palabras: "
        "log-odds con prior (Monroe et al. 2008). Una comunidad destaca si tiene más fotos alineadas de las que "
        "podrían traer unos pocos mezclados con otros: cola binomial, Benjamini–Hochberg sobre las comunidades.",
        "null_model": "Listas de las longitudes vistas, llenadas al azar con vecinos de la popularidad vista; quien "
        "vive en un mismo lugar también comparte amigos: una comunidad dice que hay una razón, no cuál.",
        "too_little": "No hay cuentas del caso que compartan más que el azar en grupos de tamaño suficiente. Abra "
        "listas de más de ellas, y algunas de cuentas corrientes.",
        "found": "{tied} cuentas están unidas por vecinos que comparten más que el azar; {inside} de ellas están en "
        "{communities} comunidades.",
        "stands_one": "En una comunidad hay más fotos alineadas de las que podrían traer unos pocos mezclados con "
        "otros.",
        "stands_other": "En {count} comunidades hay más fotos alineadas de las que podrían traer unos pocos mezclados "
        "con otros.",
        "table": "Comunidades, primero las que destacan ({shown} de {all})",
        "number": "N.º",
        "words": "Palabras de sus descripciones",
        "size": "Cuentas",
        "density": "Pares unidos",
        "aligned": "Alineadas",
        "expected": "Como en otras",
        "q": "q",
        "members": "Cuentas",
        "of": "{aligned} de {measured}",
        "no_words": "ninguna propia",
        "stands": "● Destaca por sus fotos.",
    },
)


def body(found: Communities, t: Spoken) -> Html:
    shown = found.communities[:MOST_ROWS]
    standing = sum(each.stands_out for each in found.communities)
    said = t("found", tied=found.tied, inside=found.in_communities, communities=found.community_count)
    columns = [
        Column(t("number"), True),
        Column(t("words")),
        *(Column(t(of), True) for of in ("size", "density", "aligned", "expected", "q")),
        Column(t("members")),
    ]
    rows = [
        [
            f"{'● ' if each.stands_out else ''}{each.number}",
            ", ".join(each.words) or t("no_words"),
            t.number(each.size),
            t.percent(each.density),
            t("of", aligned=each.aligned, measured=each.measured),
            t.number(each.expected, 1),
            t.small(each.q_value),
            names(each.members[:4], each.size),
        ]
        for each in shown
    ]
    return joined(
        tag("p", said, " ", t.counted("stands", standing) if standing else None),
        table(t("table", shown=len(shown), all=found.community_count), columns, rows),
        tag("p", t("stands"), class_="soft") if standing else None,
    )


SECTION = of_analysis("communities", TEXTS, body, {"most": MOST_ROWS, "members": 4})
