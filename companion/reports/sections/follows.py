"""``follows``: whether the case follows itself more than chance."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.number_words import probability
from companion.core.wire.findings.follows import AgainstChance, Follows, FollowsHere
from companion.reports.markup import joined, tag
from companion.reports.pieces import Column, name, table
from companion.reports.section import of_analysis
from companion.texts.catalogue import Translator

MOST_ROWS = 12


def body(found: Follows, t: Translator) -> Markup:
    return joined(joined(_seen(each, t), _table(each, t), _pairs(each, t)) for each in found.graphs)


def _seen(here: FollowsHere, t: Translator) -> Markup:
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


def _table(here: FollowsHere, t: Translator) -> Markup:
    columns = [Column(t("what")), *(Column(t(of), True) for of in ("observed", "expected", "z", "p"))]
    rows = [
        _against(t("edges", possible=here.possible), here.edge_count, here.edges, t),
        [
            t("density"),
            t.number(here.density, "::%x100 .00"),
            "—" if here.expected_density is None else t.number(here.expected_density, "::%x100 .00"),
            "",
            "",
        ],
        [
            t("reciprocity", returnable=here.returnable),
            "—" if here.reciprocity is None else t.number(here.reciprocity, "::%x100 .0"),
            "—" if here.expected_reciprocity is None else t.number(here.expected_reciprocity, "::%x100 .0"),
            "",
            "",
        ],
        _against(t("mutual"), here.mutual.observed, here.mutual, t),
    ]
    return table(t("table", platform=here.platform), columns, rows)


def _against(what: str, observed: int, chance: AgainstChance | None, t: Translator) -> list[str]:
    if chance is None:
        return [what, t.number(observed), "—", "—", "—"]
    z = "—" if chance.z is None else t.number(chance.z, "::.0")
    return [what, t.number(observed), t.number(chance.expected, "::.0"), z, probability(chance.p_value, t)]


def _pairs(here: FollowsHere, t: Translator) -> Markup | None:
    if not here.pairs:
        return None
    shown = here.pairs[:MOST_ROWS]
    columns = [Column(t("first")), Column(t("second")), Column(t("chance"), True)]
    rows = [[name(pair.first), name(pair.second), probability(pair.chance, t)] for pair in shown]
    caption = t("pairs", platform=here.platform, shown=len(shown), all=here.mutual.observed)
    return table(caption, columns, rows)


SECTION = of_analysis("follows", body)
