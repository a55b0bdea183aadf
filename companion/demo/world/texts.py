"""Names, handles and descriptions. They are made of syllables and of everyday phrases, and are nobody's."""

from __future__ import annotations

import numpy as np

from companion.demo.world.ties import Ints

_ONSETS = ["b", "br", "c", "d", "f", "fl", "g", "l", "m", "n", "p", "pr", "qu", "r", "s", "t", "tr", "v", "z", "ll"]
_CORES = ["a", "e", "i", "o", "u", "ia", "ue", "ea"]
_CODAS = ["", "", "", "n", "r", "l", "s", "nd", "lt"]
_ORDINARY = [
    "Coffee first", "Two cats and a bicycle", "Mother of three", "Engineer", "Nurse by night", "Football on Sundays",
    "Here for the recipes", "Photographs of clouds", "Teacher", "Reader", "I sell honey", "Runner, slow on purpose",
    "Gardener", "Music, mostly loud", "Student", "Proud grandfather", "Travelling when I can", "Dogs over people",
    "Tea, properly made", "Ask me about bread", "Architect", "Choir on Tuesdays", "Fishing", "Amateur astronomer",
]  # fmt: skip
_OPERATION = [
    "Living my best life", "Dreamer and traveller", "Good vibes only", "Proud of my homeland", "Truth above everything",
    "Together for the future", "Family is first", "No one will silence us", "Working for a better tomorrow",
]  # fmt: skip


def names(rng: np.random.Generator, count: int) -> list[str]:
    first, last = _words(rng, 900, 2), _words(rng, 4000, 3)
    return [
        f"{first[a]} {last[b]}"
        for a, b in zip(rng.integers(900, size=count), rng.integers(4000, size=count), strict=True)
    ]


def handles(rng: np.random.Generator, count: int) -> list[str]:
    """Each once."""
    words = _words(rng, 2000, 2)
    picked = rng.integers(2000, size=count)
    return [f"{words[word].lower()}.{number:06}" for word, number in zip(picked, rng.permutation(count), strict=True)]


def bios(rng: np.random.Generator, role: Ints, operator: Ints, village: Ints) -> list[str]:
    """Ordinary phrases and at times the village's name; most planted accounts have some of the operation's phrases."""
    count = len(role)
    places = _words(rng, int(village.max(initial=0)) + 1, 2)
    one, two = rng.integers(len(_ORDINARY), size=(2, count))
    slogans = np.stack([rng.permutation(len(_OPERATION)) for _ in range(int(operator.max(initial=0)) + 1)])
    of_three = rng.integers(3, size=(2, count))
    chance = rng.random(count)
    made = []
    for i in range(count):
        if role[i] == 1 and chance[i] < 0.7:
            mine = slogans[operator[i]]
            phrases = [_OPERATION[mine[of_three[0, i]]], _OPERATION[mine[of_three[1, i]]] if chance[i] < 0.3 else ""]
        elif chance[i] < 0.3:
            phrases = [""]
        else:
            phrases = [_ORDINARY[one[i]], _ORDINARY[two[i]] if chance[i] < 0.6 else ""]
            if village[i] >= 0 and chance[i] > 0.8:
                phrases.append(f"From {places[village[i]]}")
        made.append(". ".join(dict.fromkeys(phrase for phrase in phrases if phrase)))
    return made


def _words(rng: np.random.Generator, count: int, syllables: int) -> list[str]:
    drawn = [rng.integers(len(part), size=(count, syllables)) for part in (_ONSETS, _CORES)]
    ends = rng.integers(len(_CODAS), size=count)
    return [
        "".join(_ONSETS[o] + _CORES[c] for o, c in zip(drawn[0][i], drawn[1][i], strict=True)).capitalize()
        + _CODAS[ends[i]]
        for i in range(count)
    ]
