"""The words that groups of accounts are called by: what they write of themselves, and nobody else does."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from companion.core.community_words import Phrases, words_of_groups
from companion.core.graph import IntArray
from companion.store.displayed import newest_descriptions
from companion.store.moment import once

WORDS = 4


@dataclass(frozen=True, eq=False)
class _Described:
    """The phrases of all descriptions, and by account which one is its own."""

    phrases: Phrases
    position: dict[int, int]


@once
def _described(conn: sqlite3.Connection) -> _Described:
    texts = newest_descriptions(conn)
    return _Described(Phrases.of(texts.values()), {account: at for at, account in enumerate(texts)})


def words_of(conn: sqlite3.Connection, groups: Sequence[IntArray]) -> list[tuple[list[str], int]]:
    """For each group of accounts (keys) the words that others' descriptions have not, and how many are described."""
    if not groups:
        return []
    known = _described(conn)
    described = [[known.position[key] for key in group.tolist() if key in known.position] for group in groups]
    words = words_of_groups(known.phrases, described, WORDS)
    return [(found, len(group)) for found, group in zip(words, described, strict=True)]
