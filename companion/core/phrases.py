"""Phrases that a group's descriptions share, against everyone else's.

A phrase is one to four words that follow each other, or more where nobody else has them. What is counted is accounts,
never occurrences. How far a phrase is the group's is its log-odds ratio with an informative Dirichlet prior (Monroe,
Colaresi & Quinn 2008, "Fightin' Words", section 3.3, with the variance before its simplification in section 3.4): the
prior is what everybody writes, weighed as as many accounts as the group has. A phrase that is rare everywhere gets no
high score by chance.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from companion.core.function_words import says_something
from companion.core.words import Words, joined, normal, words_of

LONGEST = 4
SIGNIFICANT = 1.96
"""The z score from which on a phrase is said to be the group's: one in forty phrases that are not gets so far."""
SMALLEST_PRIOR = 10.0


@dataclass(frozen=True)
class Phrase:
    """Words that ``members`` of the group share: positions among its texts, rising.

    ``rest`` is the number of other accounts that have it, ``descriptions`` how many different texts it stands in within
    the group. ``log_odds`` is natural, above 0 where the group has it more often; ``z`` is it over its standard error.
    """

    words: Words
    members: tuple[int, ...]
    rest: int
    descriptions: int
    log_odds: float
    z: float

    @property
    def text(self) -> str:
        """The words as people write them."""
        return joined(self.words)


@dataclass(frozen=True)
class Same:
    """One description that several accounts have, up to case, width of letters and spacing."""

    text: str
    members: tuple[int, ...]
    rest: int


def log_odds(having: int, group: int, rest_having: int, rest: int) -> tuple[float, float]:
    """Log-odds ratio and z score of a phrase that ``having`` of ``group`` accounts and ``rest_having`` of ``rest`` use.

    >>> log_odds(10, 100, 10, 100)
    (0.0, 0.0)
    """
    prior = max(float(group), SMALLEST_PRIOR)
    expected = prior * (having + rest_having) / (group + rest)
    yes, no = having + expected, group - having + prior - expected
    yes_rest, no_rest = rest_having + expected, rest - rest_having + prior - expected
    if min(no, no_rest) <= 0:  # everybody has it
        return 0.0, 0.0
    ratio = math.log(yes / no) - math.log(yes_rest / no_rest)
    return ratio, ratio / math.sqrt(1 / yes + 1 / no + 1 / yes_rest + 1 / no_rest)


def shared_phrases(
    group: Sequence[str],
    rest: Iterable[str],
    *,
    least: int = 3,
    longest: int = LONGEST,
    significant: float = SIGNIFICANT,
) -> list[Phrase]:
    """The phrases of at least ``least`` texts of ``group`` that are the group's, not the rest's, the surest first.

    Each text is one account's description. Function words alone are no phrase. Of phrases that share a word and that
    the same accounts have, the surest stands for all, the longest where they are equally sure. One whose accounts all
    have longer ones with it does not stand. One that nobody else has is told in full, however long.
    """
    written = [normal(text) for text in group]
    of_phrase: dict[Words, list[int]] = defaultdict(list)
    for at, text in enumerate(written):
        for phrase in _phrases(text, longest):
            of_phrase[phrase].append(at)
    wanted = {phrase: members for phrase, members in of_phrase.items() if len(members) >= least}
    counts: Counter[Words] = Counter()
    others = 0
    starts = {phrase[0] for phrase in wanted}
    for text in rest:
        others += 1
        counts.update(wanted.keys() & _phrases(normal(text), longest, starts))
    found = []
    for phrase, members in wanted.items():
        if not says_something(phrase, lambda word: counts[word,], others):
            continue
        ratio, z = log_odds(len(members), len(group), counts[phrase], others)
        if z >= significant:
            different = len({written[at] for at in members})
            found.append(Phrase(phrase, tuple(members), counts[phrase], different, ratio, z))
    found.sort(key=lambda phrase: (-round(phrase.z, 9), -len(phrase.words), phrase.words))
    return [_extended(phrase, written, wanted) for phrase in _absorbed(found)]


def identical(group: Sequence[str], rest: Iterable[str]) -> list[Same]:
    """The descriptions that at least two of ``group`` have, those of most accounts first. A lone word is none."""
    of_text: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(group):
        if len(words_of(written := normal(text))) > 1:
            of_text[written].append(at)
    several = {text: members for text, members in of_text.items() if len(members) > 1}
    elsewhere = Counter(written for text in rest if (written := normal(text)) in several) if several else Counter()
    found = [Same(text, tuple(members), elsewhere[text]) for text, members in several.items()]
    return sorted(found, key=lambda same: (-len(same.members), same.text))


def _phrases(text: str, longest: int, starts: Collection[str] | None = None) -> set[Words]:
    """The phrases of a normal text; with ``starts`` only those that begin with one of these words."""
    found: set[Words] = set()
    for run in words_of(text, runs=True):
        for start, word in enumerate(run):
            if starts is None or word in starts:
                found.update(run[start : start + length] for length in range(1, min(longest, len(run) - start) + 1))
    return found


def _absorbed(phrases: Iterable[Phrase]) -> list[Phrase]:
    """Without those that share a word with a surer one of the same accounts, or whose accounts all have longer ones."""
    kept: list[Phrase] = []
    words_of_members: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for phrase in phrases:
        seen = words_of_members[phrase.members]
        if seen.isdisjoint(phrase.words):
            kept.append(phrase)
        seen.update(phrase.words)
    covered: dict[Words, set[int]] = defaultdict(set)
    for phrase in kept:
        length = len(phrase.words)
        for start in range(length):
            for end in range(start + 1, length + 1):
                if end - start < length:
                    covered[phrase.words[start:end]].update(phrase.members)
    return [phrase for phrase in kept if not covered[phrase.words].issuperset(phrase.members)]


def _extended(phrase: Phrase, written: Sequence[str], wanted: Mapping[Words, list[int]]) -> Phrase:
    """The phrase with the words before and after it that the same accounts have with it, where nobody else has it."""
    if phrase.rest:
        return phrase
    members = list(phrase.members)
    same = {words for words, having in wanted.items() if having == members and len(words) == len(phrase.words)}
    runs = [words_of(written[member], runs=True) for member in members]
    words = phrase.words
    while longer := next((each for each in _longer(words, same) if all(_has(run, each) for run in runs)), None):
        words = longer
    return replace(phrase, words=words)


def _longer(words: Words, same: Iterable[Words]) -> Iterator[Words]:
    for other in sorted(same):
        if other[:-1] == words[len(words) - len(other) + 1 :]:
            yield (*words, other[-1])
        if other[1:] == words[: len(other) - 1]:
            yield (other[0], *words)


def _has(runs: Iterable[Words], words: Words) -> bool:
    length = len(words)
    return any(run[at : at + length] == words for run in runs for at in range(len(run) - length + 1))
