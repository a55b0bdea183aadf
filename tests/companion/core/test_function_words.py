"""Words that say nothing by themselves are neither phrases nor names of groups, in any language."""

from __future__ import annotations

import pytest

from companion.core.community_words import Phrases, words_of_groups
from companion.core.function_words import FUNCTION_WORDS, says_something
from companion.core.phrases import shared_phrases

SAID = {
    "en": ("a teacher for the people", "a", "for the", "teacher"),
    "es": ("maestra de la gente", "de la", "la", "maestra"),
    "pt": ("professora para o povo", "para o", "o", "professora"),
    "fr": ("professeur pour les gens", "pour les", "les", "professeur"),
    "de": ("Lehrerin für die Menschen", "für die", "die", "lehrerin"),
}
ELSEWHERE = ["Lover of music", "Gamer", "Dad, husband", "Buenos Aires"] * 50


@pytest.mark.parametrize("language", SAID)
def test_function_words_are_no_phrase_where_nobody_else_writes_the_language(language: str) -> None:
    described, first, second, content = SAID[language]
    group = [f"{described} {number}" for number in range(10)] + [f"{first} x{number}" for number in range(20)]
    phrases = {phrase.text for phrase in shared_phrases(group, ELSEWHERE)}
    assert not {first, second} & phrases
    assert any(content in phrase for phrase in phrases)
    words = words_of_groups(Phrases.of([*group, *ELSEWHERE]), [range(len(group))], 10)[0]
    assert words and not {first, second} & set(words)


def test_in_any_language_short_words_that_many_write_say_nothing() -> None:
    elsewhere = [f"{word} ve hayat {number}" for number, word in enumerate(["kitap", "deniz", "kedi", "okul"] * 50)]
    group = [f"ve {word} adalet" for word in ["doktor", "hemşire"] * 10]
    found = {phrase.text for phrase in shared_phrases(group, elsewhere)}
    assert "adalet" in " ".join(found)
    assert "ve" not in found
    assert not says_something(("ve",), {"ve": 200}.__getitem__, 200)
    assert says_something(("ve",), {"ve": 5}.__getitem__, 5)  # too few to know
    assert says_something(("hayat",), {"hayat": 200}.__getitem__, 200)  # a long word is none of these


def test_a_phrase_with_one_word_that_says_something_stands() -> None:
    group = ["working for a better tomorrow"] * 12
    assert [phrase.text for phrase in shared_phrases(group, ELSEWHERE)] == ["working for a better tomorrow"]
    assert all(word == word.casefold() for word in FUNCTION_WORDS)
