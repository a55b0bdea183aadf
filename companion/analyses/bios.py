"""``bios``: phrases that the selection's descriptions share, against everyone else's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from pydantic import Field

from companion.analyses.analysis import Analysis, Selected
from companion.core.naming import names_of
from companion.core.phrases import LONGEST, SIGNIFICANT, identical, shared_phrases
from companion.core.progress import Progress
from companion.core.wire.base import Wire
from companion.core.wire.findings.bios import Bios, SameDescription, SharedPhrase
from companion.core.wire.findings.finding import Limit
from companion.core.wire.selection import AccountName
from companion.store.displayed import newest_descriptions
from companion.store.selecting import names

LEAST_DESCRIBED = 3


class Options(Wire):
    least_accounts: int = Field(3, ge=2, le=10_000, description="Accounts that must have a phrase.")
    longest: int = Field(LONGEST, ge=1, le=8, description="Words in a phrase at most.")
    most: int = Field(100, ge=1, le=10_000, description="How many phrases, and how many descriptions, at most.")
    examples: int = Field(50, ge=0, le=10_000, description="How many accounts of each are named.")


def run(conn: sqlite3.Connection, selected: Selected, options: Options, progress: Progress) -> Bios:
    progress(0, 3)
    described = newest_descriptions(conn)
    chosen = set(selected.accounts.tolist())
    mine = [account for account in described if account in chosen]
    others = [text for account, text in described.items() if account not in chosen]
    texts = [described[account] for account in mine]
    progress(1, 3)
    enough = len(mine) >= LEAST_DESCRIBED
    phrases = shared_phrases(texts, others, least=options.least_accounts, longest=options.longest) if enough else []
    progress(2, 3)
    same = identical(texts, others) if enough else []
    shown = [each.members for each in phrases[: options.most]] + [each.members for each in same[: options.most]]
    named = names(conn, {mine[member] for members in shown for member in members[: options.examples]})

    def by(members: Sequence[int]) -> list[AccountName]:
        return [named[mine[member]] for member in members[: options.examples]]

    progress(3, 3)
    return Bios(
        analysis="bios",
        sample=selected.sample,
        method=selected.t("method", least_z=SIGNIFICANT),
        null_model=selected.t("null_model"),
        limits=list(_limits(selected, len(mine), len(others), len(phrases), options)),
        too_little=None if enough else selected.t("too_little", described=len(mine), least=LEAST_DESCRIBED),
        described=len(mine),
        others_described=len(others),
        phrases=[
            SharedPhrase(
                phrase=phrase.text,
                accounts=len(phrase.members),
                elsewhere=phrase.rest,
                descriptions=phrase.descriptions,
                log_odds=phrase.log_odds,
                z=phrase.z,
                by=by(phrase.members),
            )
            for phrase in phrases[: options.most]
        ],
        identical=[
            SameDescription(text=each.text, accounts=len(each.members), elsewhere=each.rest, by=by(each.members))
            for each in same[: options.most]
        ],
    )


def _limits(selected: Selected, mine: int, others: int, found: int, options: Options) -> Iterator[Limit]:
    accounts = len(selected.accounts)
    if mine < accounts:
        yield selected.limit("not_described", without=accounts - mine, accounts=accounts)
    if others < mine:
        yield selected.limit("few_others_described", others=others)
    if found > options.most:
        yield selected.limit("phrases_cut", shown=options.most, phrases=found)


def words(found: Bios) -> Iterator[str]:
    yield f"Descriptions of {found.described:,} accounts, against {found.others_described:,} others."
    for phrase in found.phrases:
        yield (
            f"  “{phrase.phrase}”: {phrase.accounts:,} accounts in {phrase.descriptions:,} different descriptions, "
            f"{phrase.elsewhere:,} elsewhere (z {phrase.z:.1f}): {names_of(phrase.by, phrase.accounts)}"
        )
    if found.identical:
        yield "The same description, word for word:"
    for same in found.identical:
        yield (
            f"  {same.accounts:,} accounts, {same.elsewhere:,} elsewhere: “{' / '.join(same.text.splitlines())}”: "
            f"{names_of(same.by, same.accounts)}"
        )


ANALYSIS = Analysis(Options, run, words)
