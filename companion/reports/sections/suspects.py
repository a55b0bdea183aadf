"""``suspects``: where to look next, from the accounts that a person marked."""

from __future__ import annotations

from companion.core.wire.findings.suspects import Suspects
from companion.reports.markup import Html, joined, tag
from companion.reports.pieces import Column, name, names, table
from companion.reports.section import of_analysis
from companion.reports.spoken import Spoken, Texts

MOST_ROWS = 20

TEXTS = Texts(
    en={
        "title": "Near the marked accounts",
        "method": "",
        "null_model": "",
        "too_little": "",
        "seen": "{marked} accounts carry the tag “{tag}”; of {network} of them an edge was seen. A rank says where to "
        "look next and is no verdict: a sister, a colleague or a customer is near them, too.",
        "table": "Accounts of the case that are nearest to the marked ones ({shown} of {all})",
        "account": "Account",
        "lift": "Lift",
        "low": "At least",
        "behind": "Marked ones behind it",
        "edges": "Edges",
        "reasons": "Through",
    },
    es={
        "title": "Cerca de las cuentas marcadas",
        "method": "Paseo aleatorio con vuelta a las cuentas marcadas (Tong, Faloutsos y Pan 2006) por amistades y "
        "seguimientos en ambas direcciones, dividido por cuántas veces pasa un paseo desde cualquier sitio "
        "(normalizado por grado como SybilRank, Cao et al. 2012). El orden es por el extremo inferior de un "
        "intervalo, para que lo que descansa en muchas marcadas vaya antes que lo que descansa en una (Garwood 1936).",
        "null_model": "Un paseo que parte de cualquier sitio: de una cuenta o del extremo de un vínculo, sacados por "
        "igual.",
        "too_little": "No hay cuentas marcadas, o no se vieron vínculos suyos. Etiquete como «marked» algunas de las "
        "que esté seguro y abra sus listas.",
        "seen": "{marked} cuentas llevan la etiqueta «{tag}»; de {network} de ellas se vio un vínculo. Un puesto dice "
        "dónde seguir mirando y no es un veredicto: una hermana, un colega o un cliente también están cerca.",
        "table": "Cuentas del caso más cercanas a las marcadas ({shown} de {all})",
        "account": "Cuenta",
        "lift": "Lift",
        "low": "Al menos",
        "behind": "Marcadas detrás",
        "edges": "Vínculos",
        "reasons": "A través de",
    },
)


def body(found: Suspects, t: Spoken) -> Html:
    shown = found.ranked[:MOST_ROWS]
    columns = [
        Column(t("account")),
        *(Column(t(of), True) for of in ("lift", "low", "behind", "edges")),
        Column(t("reasons")),
    ]
    rows: list[list[Html | str]] = [
        [
            name(each.account),
            t.ratio(each.lift),
            t.ratio(each.low),
            t.number(each.marks_behind, 1),
            t.number(each.edges),
            names([reason.mark for reason in each.reasons[:3]]),
        ]
        for each in shown
    ]
    said = t("seen", marked=found.marked, tag=found.tag, network=found.marked_in_network)
    return joined(tag("p", said), table(t("table", shown=len(shown), all=len(found.ranked)), columns, rows))


SECTION = of_analysis("suspects", TEXTS, body, {"most": 1000, "reasons": 3})
