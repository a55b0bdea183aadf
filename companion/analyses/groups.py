"""``groups``: the selection's groups, each judged by all that is known of it: which stand out, and by what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from pydantic import Field

from companion.analyses.analysis import Analysis, Selected
from companion.core.group_judgement import candidates, judge
from companion.core.innocent_reasons import EVENT_DAYS
from companion.core.judged_group import DENSE, MIXED, Judged
from companion.core.kinds import InnocentReason, SignKind
from companion.core.naming import names_of
from companion.core.progress import Progress
from companion.core.wire.base import Wire
from companion.core.wire.findings.finding import Limit
from companion.core.wire.findings.groups import Group, Groups
from companion.network import group_signs
from companion.network.group_words import words_of
from companion.store.selecting import names


class Options(Wire):
    fdr: float = Field(
        group_signs.FDR, gt=0, le=0.5, description="Of the pairs that share neighbours, and of the groups."
    )
    least: int = Field(group_signs.LEAST_ACCOUNTS, ge=2, le=10_000, description="The least size of a group.")
    most: int = Field(
        50, ge=1, le=10_000, description="How many groups are listed at most, those that stand out first."
    )
    members: int = Field(5_000, ge=0, le=200_000, description="How many accounts of each are listed at most.")
    seed: int = Field(0, ge=0, le=2**31 - 1, description="Of the order in which accounts are tried.")


def run(conn: sqlite3.Connection, selected: Selected, options: Options, progress: Progress) -> Groups:
    known = group_signs.read(conn, selected.accounts, options.fdr, progress)
    judged = judge(known, candidates(known, options.seed, options.least), options.fdr)
    judged = [each for each in judged if len(each.members) >= options.least]
    judged.sort(key=lambda each: (not each.stands_out, each.q_value, -len(each.members)))
    shown = judged[: options.most]
    standing_out = sum(each.stands_out for each in judged)
    return Groups(
        analysis="groups",
        sample=selected.sample,
        method=selected.t("method", minutes=group_signs.WINDOW // 60, dense=DENSE),
        null_model=selected.t("null_model", days=EVENT_DAYS, mixed=MIXED),
        seed=options.seed,
        limits=[*selected.limits, *_limits(selected, known.asked, len(shown), len(judged))],
        too_little=None if judged else selected.t("too_little"),
        fdr=options.fdr,
        group_count=len(judged),
        standing_out=standing_out,
        expected_false=options.fdr * standing_out,
        groups=_groups(conn, selected, shown, options),
    )


def _groups(conn: sqlite3.Connection, selected: Selected, judged: Sequence[Judged], options: Options) -> list[Group]:
    keys = [selected.accounts[each.members] for each in judged]
    loose = [selected.accounts[each.loose].tolist() for each in judged]
    described = words_of(conn, keys)
    listed = [group[: options.members].tolist() for group in keys]
    named = names(conn, {key for group in [*listed, *loose] for key in group[: options.members]})
    return [
        Group(
            number=number,
            size=len(each.members),
            stands_out=each.stands_out,
            p_value=each.p_value,
            q_value=each.q_value,
            granted=each.reason,
            signs=group_signs.told(each),
            words=described[number - 1][0],
            described=described[number - 1][1],
            members=[named[key] for key in listed[number - 1]],
            loose=[named[key] for key in loose[number - 1][: options.members]],
            loose_count=len(each.loose),
        )
        for number, each in enumerate(judged, 1)
    ]


def _limits(selected: Selected, asked: frozenset[SignKind], shown: int, groups: int) -> Iterator[Limit]:
    for kind in SignKind:
        if kind not in asked:
            yield selected.limit("sign_not_known", kind=kind.value)
    if shown < groups:
        yield selected.limit("groups_cut", shown=shown, groups=groups)


NAMES = {
    SignKind.aligned: "aligned pictures",
    SignKind.avatars_changed: "pictures changed in the same hour",
    SignKind.accounts_created: "accounts created in the same hour",
    SignKind.coshared: "things shared at once",
    SignKind.strangers: "share at once, though nobody is seen to show it to them",
    SignKind.reused: "the same picture",
    SignKind.faces_together: "faces that sit together",
    SignKind.followed_alike: "one account that they follow alike",
    SignKind.mutual_follows: "follow each other",
    SignKind.new_accounts: "among the newest accounts",
    SignKind.shared_neighbours: "shared friends or follows",
}
REASONS = {
    InnocentReason.fans: "they like the same thing",
    InnocentReason.event: "one event brought them together",
    InnocentReason.office: "they work in one place",
}


def _p(value: float) -> str:
    return f"p {value:.2g}" if value else "p below 1e-300"


def words(found: Groups) -> Iterator[str]:
    yield (
        f"{found.group_count:,} groups, of which {found.standing_out:,} stand out; "
        f"{found.expected_false:.1g} of these are expected to do so by chance."
    )
    for group in found.groups:
        named = ", ".join(group.words) or "no words of their own"
        mark = "*" if group.stands_out else " "
        yield f"{mark} {group.number}: {group.size:,} accounts (q {group.q_value:.2g}), {named}"
        for sign in group.signs:
            if sign.members:
                chance = "" if sign.p_value is None else f" ({_p(sign.p_value)})"
                yield f"      {NAMES[sign.kind]}: {sign.members:,} of {sign.of:,}{chance}{' *' if sign.carries else ''}"
        if group.granted:
            why = REASONS[group.granted]
            if group.stands_out:
                yield f"      not explained, even if {why}: so much is left by chance with {_p(group.p_value)}"
            else:
                yield f"      explained well enough if {why}"
        yield f"      {names_of(group.members, group.size)}"
        if group.loose_count:
            yield f"      connected by a single sign, which may be chance: {group.loose_count:,}"
    if found.standing_out:
        yield "* What the most fitting innocent reason leaves unexplained is rarer than chance allows."


ANALYSIS = Analysis(Options, run, words)
