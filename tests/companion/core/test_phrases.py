"""Shared phrases: counted by accounts, held against everyone else, in any script."""

from __future__ import annotations

import math
from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from companion.core.phrases import identical, log_odds, shared_phrases
from companion.core.words import joined, normal, place_of, words_of

letters = st.sampled_from("bcdfg")
descriptions = st.lists(st.lists(letters, max_size=7).map(" ".join), max_size=12)


def test_words_of_many_scripts() -> None:
    text = "Soy Periodista 🇦🇷 en #BuenosAires, @ana_lopez: e-mail ana@b.example https://Ex.org/A?b 1️⃣ don't"
    assert words_of(normal(text)) == (
        *("soy", "periodista", "🇦🇷", "en", "#buenosaires", "@ana_lopez", "e-mail", "ana@b.example", "ex.org/a?b"),
        *("1️⃣", "don't"),
    )
    assert words_of(normal("हिन्दी में السَّلام 한국어 東京タワー")) == ("हिन्दी", "में", "السَّلام", "한국어", *"東京タワー")
    assert words_of("👩\u200d👩\u200d👧👍🏽❤️") == ("👩\u200d👩\u200d👧", "👍🏽", "❤️")
    assert words_of("สวัสดี") == ("ส", "วั", "ส", "ดี")


def test_phrases_end_with_sentences_and_lines() -> None:
    assert words_of(normal("Uno dos. Tres\ncuatro | cinco、六。七"), runs=True) == [
        ("uno", "dos"),
        ("tres",),
        ("cuatro",),
        ("cinco", "六"),
        ("七",),
    ]


@given(st.text(max_size=60))
def test_any_text_has_words_and_they_stay_the_same_when_written_again(text: str) -> None:
    words = words_of(normal(text))
    assert all(word and not word.isspace() for word in words)
    assert normal(normal(text)) == normal(text)
    assert joined(words).replace(" ", "") == "".join(words)


def test_log_odds_by_hand() -> None:
    """Monroe et al. 2008, equation 16: 30 of 100 accounts against 20 of 900, with a prior of 100 accounts."""
    prior = 100 * 50 / 1000
    ratio = math.log((30 + prior) / (100 + 100 - 30 - prior)) - math.log((20 + prior) / (900 + 100 - 20 - prior))
    spread = math.sqrt(1 / 35 + 1 / 165 + 1 / 25 + 1 / 975)
    assert log_odds(30, 100, 20, 900) == (ratio, ratio / spread)


@example(["a a b a", "b a a b", "a b a"], ["", ""])  # "a b" stands for "b a", and longer ones for "a b"
@given(descriptions, descriptions)
def test_phrases_are_what_counting_by_hand_finds(group: list[str], rest: list[str]) -> None:
    def having(texts: list[str]) -> Counter[str]:
        """Accounts by phrase: a phrase of single letters is a part of the text."""
        found: Counter[str] = Counter()
        for text in texts:
            found.update({text[a:b] for a in range(0, len(text), 2) for b in range(a + 1, len(text) + 1, 2)})
        return found

    mine, theirs = having(group), having(rest)
    sure = {
        phrase
        for phrase, count in mine.items()
        if count >= 2 and log_odds(count, len(group), theirs[phrase], len(rest))[1] >= 0.5
    }
    found = shared_phrases(group, rest, least=2, significant=0.5)
    assert {phrase.text for phrase in found} <= sure
    for phrase in found:
        assert len(phrase.members) == mine[phrase.text]
        assert phrase.rest == theirs[phrase.text]
        assert all(f" {phrase.text} " in f" {group[member]} " for member in phrase.members)
    accounts_of = {each: {at for at, text in enumerate(group) if f" {each} " in f" {text} "} for each in sure}
    for lost in sure - {phrase.text for phrase in found}:
        accounts = accounts_of[lost]
        alike = [each for each in sure if accounts_of[each] == accounts]  # of which the surest stands for all
        longer = [[set(kept.members) for kept in found if f" {each} " in f" {kept.text} "] for each in alike]
        same = any(accounts == set(kept.members) for kept in found)
        covered = any(set().union(*members) >= accounts for members in longer)
        assert same or covered, "only absorbed where the same accounts have others"


def test_a_phrase_stands_once_with_its_accounts() -> None:
    group = ["Amo a mi país 🇦🇷", "amo a mi PAÍS 🇦🇷", "hola, amo a mi país 🇦🇷"] + ["otra vida"] * 2
    found = shared_phrases(group, ["amo el mar", "mi vida", "nada"] * 40)
    assert [(phrase.text, phrase.members, phrase.rest, phrase.descriptions) for phrase in found] == [
        ("amo a mi país 🇦🇷", (0, 1, 2), 0, 2)
    ]


def test_what_everybody_writes_is_nobodys() -> None:
    assert shared_phrases(["i love music"] * 10, ["i love music"] * 500) == []
    assert shared_phrases(["i love music"] * 10, []) == []
    assert shared_phrases([], ["i love music"]) == []


def test_identical_descriptions_are_grouped() -> None:
    group = ["Vivo en  Lima", "vivo en lima", "VIVO EN LIMA", "otra cosa", "🙂", "🙂", ""]
    found = identical(group, ["vivo en lima", "otra cosa"])
    assert [(same.text, same.members, same.rest) for same in found] == [("vivo en lima", (0, 1, 2), 1)]


def test_where_a_phrase_stands_in_what_was_written() -> None:
    def found(text: str, phrase: str) -> str | None:
        place = place_of(text, phrase)
        return None if place is None else text[slice(*place)]

    assert found("We — Ｗork,  HARD! work", "work hard") == "Ｗork,  HARD"
    assert found("Straße und Straße", "strasse und") == "Straße und"
    assert found("see https://Ex.org/A now", "ex.org/a now") == "https://Ex.org/A now"
    assert found("东京 tower", "京 tower") == "京 tower"
    assert found("Not here. At all", "here at") is None
    assert found("café au lait", "café") == "café"
    assert found("", "café") is None
