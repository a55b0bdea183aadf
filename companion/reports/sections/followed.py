"""``followed``: whom the case follows most, with lift and interval."""

from __future__ import annotations

from companion.core.wire.findings.followed import Followed, FollowedMost, FollowedTable
from companion.reports.markup import Html, joined, tag
from companion.reports.pieces import Column, name, table
from companion.reports.section import of_analysis
from companion.reports.spoken import Spoken, Texts

MOST_ROWS = 20

TEXTS = Texts(
    en={
        "title": "Whom they follow most",
        "method": "",
        "null_model": "",
        "too_little": "",
        "follows": "Accounts that the case follows on {platform}, more than others do",
        "friend": "Friends of the case on {platform}, more than of others",
        "likes_page": "Pages that the case likes on {platform}, more than others do",
        "likes_post": "Posts that the case likes on {platform}, more than others do",
        "lists": "Compared: {inside} accounts of the case, with {length_inside} entries on average, and {outside} "
        "others, with {length_outside}. Showing {shown} of {all} that stand in enough lists.",
        "nothing": "Nothing stands in enough of the case’s lists on {platform}.",
        "target": "Followed or liked",
        "inside": "Of the case",
        "outside": "Of others",
        "lift": "Lift",
        "interval": "95 %",
        "q": "q",
        "to": "{low} to {high}",
        "reading": "Lift: how many times as often accounts of the case have it as others; the interval holds the true "
        "number in 95 % of the cases, and the order is by its lower end.",
    },
    es={
        "title": "A quién siguen más",
        "method": "De las cuentas cuya lista (a quiénes siguen, amigos, lo que les gusta) se capturó alguna vez, la "
        "parte que tiene cada destino: la del caso frente a la de los demás. Ambas partes llevan el prior de Jeffreys, "
        "para que las cifras pequeñas digan poco; el intervalo de 95 % se hace con los suyos (MOVER: Zou y Donner "
        "2008) y el orden es por su extremo inferior. Valores q: cola hipergeométrica, Benjamini–Hochberg en cada "
        "tabla.",
        "null_model": "Las listas del caso son como las de cualquiera: sacadas de todas las que se capturaron en el "
        "sitio.",
        "too_little": "De demasiado pocas cuentas del caso se capturó a quiénes siguen, de quiénes son amigas o qué "
        "les gusta. Abra esas listas.",
        "follows": "Cuentas que el caso sigue en {platform}, más que otras",
        "friend": "Amigos del caso en {platform}, más que de otras",
        "likes_page": "Páginas que gustan al caso en {platform}, más que a otras",
        "likes_post": "Publicaciones que gustan al caso en {platform}, más que a otras",
        "lists": "Se comparan {inside} cuentas del caso, con {length_inside} entradas de media, y {outside} otras, con "
        "{length_outside}. Se muestran {shown} de {all} que están en suficientes listas.",
        "nothing": "Nada está en suficientes listas del caso en {platform}.",
        "target": "Seguido o gustado",
        "inside": "Del caso",
        "outside": "De otras",
        "lift": "Lift",
        "interval": "95 %",
        "q": "q",
        "to": "{low} a {high}",
        "reading": "Lift: cuántas veces más a menudo lo tienen las cuentas del caso que las demás; el intervalo "
        "contiene el valor verdadero en el 95 % de los casos, y el orden es por su extremo inferior.",
    },
)


def body(found: FollowedMost, t: Spoken) -> Html:
    return joined([_table(each, t) for each in found.tables], tag("p", t("reading"), class_="soft"))


def _table(here: FollowedTable, t: Spoken) -> Html:
    if not here.rows:
        return tag("p", t("nothing", platform=here.platform))
    columns = [Column(t("target")), *(Column(t(of), True) for of in ("inside", "outside", "lift", "interval", "q"))]
    shown = here.rows[:MOST_ROWS]
    said = t(
        "lists",
        inside=here.lists_inside,
        outside=here.lists_outside,
        length_inside=here.length_inside,
        length_outside=here.length_outside,
        shown=len(shown),
        all=here.compared,
    )
    made = table(t(here.relation.value, platform=here.platform), columns, [_row(row, t) for row in shown])
    return joined(made, tag("p", said, class_="soft"))


def _row(row: Followed, t: Spoken) -> list[Html | str]:
    target: Html | str = name(row.account) if row.account else tag("bdi", row.object.key if row.object else "")
    outside = "—" if row.share_outside is None else f"{t.number(row.outside)} ({t.percent(row.share_outside, 1)})"
    return [
        target,
        f"{t.number(row.inside)} ({t.percent(row.share_inside, 1)})",
        outside,
        "—" if row.lift is None else t.ratio(row.lift),
        "—" if row.low is None or row.high is None else _interval(row.low, row.high, t),
        "—" if row.q_value is None else t.small(row.q_value),
    ]


def _interval(low: float, high: float, t: Spoken) -> str:
    return t("to", low=t.ratio(low), high=t.ratio(high))


SECTION = of_analysis("followed", TEXTS, body, {"most": MOST_ROWS, "examples": 0})
