"""Words of many groups at once are those that each group has by itself."""

from __future__ import annotations

import numpy as np

from companion.core.community_words import Phrases, of_their_own, words_of_groups
from companion.core.phrases import Phrase, shared_phrases

WORDS = [f"word{number}" for number in range(30)]


def made() -> tuple[list[str], list[list[int]]]:
    """Three groups with phrases of their own among ordinary texts."""
    rng = np.random.default_rng(2)
    texts = [" ".join(rng.choice(WORDS, 4)) for _ in range(200)]
    groups = [list(range(0, 20)), list(range(20, 50)), list(range(50, 54))]
    for number, group in enumerate(groups):
        for at in group[::2]:
            texts[at] += f". Proud of river{number}"
    return texts, groups


def words_of_one(group: list[str], rest: list[str], most: int) -> list[str]:
    """The words of one group by itself: its phrases of one or two words, without those that repeat a word."""
    chosen: list[Phrase] = []
    for phrase in shared_phrases(group, rest, least=2, longest=2):
        names_something = any(len(word) > 2 or not word.isascii() for word in phrase.words)
        if names_something and not any(set(phrase.words) & set(other.words) for other in chosen):
            chosen.append(phrase)
    return [phrase.text for phrase in chosen[:most]]


def test_each_group_has_the_words_that_it_has_by_itself() -> None:
    texts, groups = made()
    found = words_of_groups(Phrases.of(texts), groups, 3)
    for group, words in zip(groups, found, strict=True):
        others = [text for at, text in enumerate(texts) if at not in set(group)]
        alone = words_of_one([texts[at] for at in group], others, 3)
        assert bool(words) == bool(alone)
        assert not words or set(words[0].split()) & set(" ".join(alone).split())
        assert len(words) <= 3
    assert "proud of river0" in found[0]
    assert "proud of river1" in found[1]


def test_words_name_a_group() -> None:
    group = ["Abogado en Buenos Aires", "abogado, Buenos Aires", "soy abogado de Buenos Aires", "abogado"]
    rest = ["soy de Lima", "en Quito", "vivo en Lima", "de todo"] * 25
    assert words_of_groups(Phrases.of([*group, *rest]), [range(4)], 2) == [["abogado", "buenos aires"]]
    assert words_of_groups(Phrases.of(["uno", "dos"]), [[0]], 3) == [[]]


def test_a_group_without_texts_or_words_of_its_own_has_no_name() -> None:
    texts, _ = made()
    assert words_of_groups(Phrases.of(texts), [[], [60], list(range(len(texts)))], 3) == [[], [], []]
    assert words_of_groups(Phrases.of([]), [[]], 3) == [[]]


def test_words_without_spaces_are_joined_without() -> None:
    texts = ["東京 taro", "東京 jiro", *["other words here"] * 30]
    assert words_of_groups(Phrases.of(texts), [[0, 1]], 2)[0][0] == "東京"


def test_a_word_names_one_group_only() -> None:
    words = [["lake", "boats", "oars"], ["lake"], ["oars", "boats", "tents"]]
    assert of_their_own(words, 2) == [["lake", "boats"], [], ["oars", "tents"]]
