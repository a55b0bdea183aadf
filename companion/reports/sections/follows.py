"""``follows``: whether the case follows itself more than chance."""

from __future__ import annotations

from companion.core.wire.findings.follows import AgainstChance, Follows, FollowsHere
from companion.reports.markup import Html, joined, tag
from companion.reports.pieces import Column, name, table
from companion.reports.section import of_analysis
from companion.reports.spoken import Spoken, Texts

MOST_ROWS = 12

TEXTS = Texts(
    en={
        "title": "Do they follow each other",
        "method": "",
        "null_model": "",
        "too_little": "",
        "seen": "On {platform} it was seen of {following} of {accounts} accounts whom they follow ({whole} lists "
        "whole), and of {followers} who follows them.",
        "table": "Follows inside the case on {platform}",
        "what": "What",
        "observed": "Seen",
        "expected": "By chance",
        "z": "z",
        "p": "p at most",
        "edges": "Follows, of {possible} that could be seen",
        "density": "Density",
        "reciprocity": "Returned, of {returnable} that could be",
        "mutual": "Pairs that follow each other",
        "pairs": "Mutual pairs that are least likely by chance, on {platform} ({shown} of {all})",
        "first": "Account",
        "second": "Account",
        "chance": "Probability by chance",
    },
    es={
        "title": "Si se siguen entre sí",
        "method": "Cuentan los vínculos entre cuentas del caso que una lista capturada podía mostrar. Densidad: "
        "vínculos entre los pares ordenados que podían verse. Reciprocidad: la parte devuelta de los vínculos cuya "
        "devolución podía verse; rho según Garlaschelli y Loffredo 2004 (Phys. Rev. Lett. 93:268701). Los valores p "
        "son cotas superiores, por la cola de Poisson (Hoeffding 1956).",
        "null_model": "Modelo dirigido de configuración (Squartini y Garlaschelli 2011, New J. Phys. 13:083001): cada "
        "cuenta conserva, en promedio, a cuántos sigue y cuántos la siguen, y todo lo demás es tan aleatorio como "
        "puede ser.",
        "too_little": "Se vieron demasiado pocos seguimientos entre cuentas del caso. Abra sus listas de seguidos y de "
        "seguidores.",
        "seen": "En {platform} se vio de {following} de {accounts} cuentas a quiénes siguen ({whole} listas enteras), "
        "y de {followers} quiénes las siguen.",
        "table": "Seguimientos dentro del caso en {platform}",
        "what": "Qué",
        "observed": "Visto",
        "expected": "Por azar",
        "z": "z",
        "p": "p a lo sumo",
        "edges": "Seguimientos, de {possible} que podían verse",
        "density": "Densidad",
        "reciprocity": "Devueltos, de {returnable} que podían serlo",
        "mutual": "Pares que se siguen mutuamente",
        "pairs": "Pares mutuos menos probables por azar, en {platform} ({shown} de {all})",
        "first": "Cuenta",
        "second": "Cuenta",
        "chance": "Probabilidad por azar",
    },
)


def body(found: Follows, t: Spoken) -> Html:
    return joined(joined(_seen(each, t), _table(each, t), _pairs(each, t)) for each in found.graphs)


def _seen(here: FollowsHere, t: Spoken) -> Html:
    return tag(
        "p",
        t(
            "seen",
            platform=here.platform,
            accounts=here.accounts,
            following=here.following_captured,
            whole=here.following_whole,
            followers=here.followers_captured,
        ),
    )


def _table(here: FollowsHere, t: Spoken) -> Html:
    columns = [Column(t("what")), *(Column(t(of), True) for of in ("observed", "expected", "z", "p"))]
    rows = [
        _against(t("edges", possible=here.possible), here.edge_count, here.edges, t),
        [
            t("density"),
            t.percent(here.density, 2),
            "—" if here.expected_density is None else t.percent(here.expected_density, 2),
            "",
            "",
        ],
        [
            t("reciprocity", returnable=here.returnable),
            "—" if here.reciprocity is None else t.percent(here.reciprocity, 1),
            "—" if here.expected_reciprocity is None else t.percent(here.expected_reciprocity, 1),
            "",
            "",
        ],
        _against(t("mutual"), here.mutual.observed, here.mutual, t),
    ]
    return table(t("table", platform=here.platform), columns, rows)


def _against(what: str, observed: int, chance: AgainstChance | None, t: Spoken) -> list[str]:
    if chance is None:
        return [what, t.number(observed), "—", "—", "—"]
    z = "—" if chance.z is None else t.number(chance.z, 1)
    return [what, t.number(observed), t.number(chance.expected, 1), z, t.small(chance.p_value)]


def _pairs(here: FollowsHere, t: Spoken) -> Html | None:
    if not here.pairs:
        return None
    shown = here.pairs[:MOST_ROWS]
    columns = [Column(t("first")), Column(t("second")), Column(t("chance"), True)]
    rows = [[name(pair.first), name(pair.second), t.small(pair.chance)] for pair in shown]
    caption = t("pairs", platform=here.platform, shown=len(shown), all=here.mutual.observed)
    return table(caption, columns, rows)


SECTION = of_analysis("follows", TEXTS, body, {"most_pairs": MOST_ROWS})
