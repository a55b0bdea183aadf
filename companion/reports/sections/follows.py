"""``follows``: whether the case follows itself more than chance."""

from __future__ import annotations

from operator import itemgetter

from markupsafe import Markup

from companion.core.number_words import probability
from companion.core.wire.findings.follows import AgainstChance, Follows, FollowsHere
from companion.reports.markup import joined, tag
from companion.reports.pieces import name
from companion.reports.section import of_analysis
from companion.reports.table import Column, Number, Rows
from companion.texts.catalogue import Translator

MOST_ROWS = 12

Against = tuple[str | None, ...]
"""What is counted, how much of it there is, how much chance gives, z and p."""


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
    rows = [
        _against(t("edges", possible=here.possible), here.edge_count, here.edges, t),
        (t("density"), _share(here.density, ".00", t), _share(here.expected_density, ".00", t), "", ""),
        (
            t("reciprocity", returnable=here.returnable),
            _share(here.reciprocity, ".0", t),
            _share(here.expected_reciprocity, ".0", t),
            "",
            "",
        ),
        _against(t("mutual"), here.mutual.observed, here.mutual, t),
    ]
    return Rows(rows, t).table(
        t("table", platform=here.platform),
        Column("what", itemgetter(0)),
        *(Number[Against](of, itemgetter(at)) for at, of in enumerate(("observed", "expected", "z", "p"), 1)),
    )


def _share(share: float | None, decimals: str, t: Translator) -> str | None:
    return None if share is None else t.number(share, f"::%x100 {decimals}")


def _against(what: str, observed: int, chance: AgainstChance | None, t: Translator) -> Against:
    if chance is None:
        return what, t.number(observed), None, None, None
    z = None if chance.z is None else t.number(chance.z, "::.0")
    return what, t.number(observed), t.number(chance.expected, "::.0"), z, probability(chance.p_value, t)


def _pairs(here: FollowsHere, t: Translator) -> Markup | None:
    if not here.pairs:
        return None
    shown = here.pairs[:MOST_ROWS]
    return Rows(shown, t).table(
        t("pairs", platform=here.platform, shown=len(shown), all=here.mutual.observed),
        Column("first", lambda pair: name(pair.first)),
        Column("second", lambda pair: name(pair.second)),
        Number("chance", lambda pair: probability(pair.chance, t)),
    )


SECTION = of_analysis("follows", body)
