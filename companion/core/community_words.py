"""The words that name communities: what their accounts write of themselves and everyone else does not.

By the log-odds of :mod:`companion.core.phrases`, for many groups at once: each text is cut up only once.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from companion.core.function_words import says_something
from companion.core.phrases import SIGNIFICANT, log_odds
from companion.core.words import Words, joined, normal, words_of

LEAST = 2
"""A word names a group only where so many of its accounts have it."""

LONGEST = 5
"""Words of a phrase, once those beside its surest two belong to it."""

BELONGING = 0.9
"""A word belongs to a phrase where at least this share of the texts that have the phrase have the word beside it."""


@dataclass(frozen=True, eq=False)
class Phrases:
    """The words and pairs of words of each text, and how many texts have each."""

    of_texts: Sequence[set[Words]]
    everywhere: Counter[Words]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Phrases:
        """Those of the texts, in their order."""
        phrases = [_phrases(text) for text in texts]
        return cls(phrases, Counter(itertools.chain.from_iterable(phrases)))


def words_of_groups(phrases: Phrases, groups: Iterable[Sequence[int]], most: int) -> list[list[str]]:
    """For each group of positions in the texts, at most ``most`` words or phrases, the surest first.

    Each is compared with all texts that are not the group's. Words of one or two letters and
    function words name nothing by themselves.
    """
    return [_named(phrases.of_texts, group, phrases.everywhere, most) for group in groups]


def of_their_own(words: Iterable[Sequence[str]], most: int) -> list[list[str]]:
    """Of each group's words at most ``most`` that no group before it is called by."""
    taken: set[str] = set()
    names = []
    for said in words:
        names.append([word for word in said if word not in taken][:most])
        taken.update(names[-1])
    return names


def _named(phrases: Sequence[set[Words]], group: Sequence[int], everywhere: Counter[Words], most: int) -> list[str]:
    inside = Counter(phrase for at in group for phrase in phrases[at])
    rest = len(phrases) - len(group)

    def says(phrase: Words) -> bool:
        return says_something(phrase, lambda word: everywhere[word,] - inside[word,], rest)

    sure: list[tuple[float, int, Words]] = []
    for phrase, having in inside.items():
        if having >= LEAST and any(len(word) > 2 or not word.isascii() for word in phrase) and says(phrase):
            _, z = log_odds(having, len(group), everywhere[phrase] - having, rest)
            if z >= SIGNIFICANT:
                sure.append((-round(z, 9), -len(phrase), phrase))
    chosen: list[Words] = []
    for *_, phrase in sorted(sure):
        if len(chosen) < most and not any(set(phrase) & set(other) for other in chosen):
            chosen.append(_whole(phrase, [phrases[at] for at in group if phrase in phrases[at]]))
    return [joined(phrase) for phrase in chosen]


def _whole(phrase: Words, having: Sequence[set[Words]]) -> Words:
    """The phrase with the words that belong before and after it in the texts that have it."""
    pairs = Counter(pair for text in having for pair in text if len(pair) == 2)
    belonging = sorted(pair for pair, count in pairs.items() if count >= BELONGING * len(having))
    after = dict(belonging)
    before = {other: one for one, other in belonging}
    while len(phrase) < LONGEST and (word := after.get(phrase[-1], phrase[0])) not in phrase:
        phrase = (*phrase, word)
    while len(phrase) < LONGEST and (word := before.get(phrase[0], phrase[0])) not in phrase:
        phrase = (word, *phrase)
    return phrase


def _phrases(text: str) -> set[Words]:
    found: set[Words] = set()
    for run in words_of(normal(text), runs=True):
        found.update((word,) for word in run)
        found.update(itertools.pairwise(run))
    return found
