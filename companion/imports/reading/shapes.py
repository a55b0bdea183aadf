"""What a table of no known header is by its shape: a square matrix, ties, or a list of profiles' addresses."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from companion.core.account_names import is_missing, lives_in_one_file
from companion.imports.reading import columns, headers
from companion.imports.reading.event_times import MICROSECONDS_FROM, SECONDS_FROM
from companion.imports.reading.gate import is_ref
from companion.imports.reading.names import ACCOUNT_ID, KINDS, plain
from companion.imports.reading.sites import profile_at
from companion.imports.reading.tables import SAMPLED, Table

_WIDEST = 50


def address_column(read: Table) -> tuple[int, int] | None:
    """The only column of profiles' addresses, or of handles with ``@`` where it stands alone, and the row, from 0, in
    which they begin."""
    rows = [read.first, *read.sample]
    begins = {at: _addresses_begin(rows, at) for at in range(min(max(map(len, rows)), _WIDEST))}
    found = [(at, begin) for at, begin in begins.items() if begin is not None]
    return found[0] if len(found) == 1 else None


def _addresses_begin(rows: Sequence[Sequence[str]], at: int) -> int | None:
    """The first row in which a column has a profile's address; None where fewer than half of them are."""
    known = [place for place, row in enumerate(rows) if at < len(row) and not is_missing(row[at])]
    named = [place for place in known if _is_of_profile(rows[place][at], len(rows[place]) == 1)]
    return named[0] if named and len(named) * 2 > len(known) - 1 else None


def _is_of_profile(cell: str, is_alone: bool) -> bool:
    return profile_at(cell) is not None or is_ref(cell) or (is_alone and cell.strip().startswith("@"))


def edge_columns(read: Table) -> list[str] | None:
    """Ties without a header: two columns of names, and what stands beside them; None for another table."""
    rows = [read.first, *read.sample]
    width = len(read.first)
    if read.is_named or width < 2 or not read.first[0].strip():
        return None
    if width == 3 and all(len(row) == width and _is_kind(row[1]) for row in rows):  # Cytoscape's SIF
        return ["source", "kind", "target"]
    if headers.looks_like_header(read.first[:2], [row[:2] for row in read.sample]) or not _are_ties(rows):
        return None
    beside = _beside(rows, width, read.by_spaces)
    if beside is None or (read.by_spaces and not _are_sure(rows) and not rows[0][-1].startswith("{")):
        return None
    return ["source", "target", *beside]


def are_no_accounts(read: Table, names: Sequence[str], ends: tuple[int, int]) -> bool:
    """Whether what stands in two columns speaks against accounts.

    Such are texts; and words that each stand in one row only, as those of translations, with nothing beside them that
    ties have.
    """
    rows = [tuple(row[at].strip() for at in ends) for row in read.sample if max(ends) < len(row)]
    known = [row for row in rows if not any(map(is_missing, row))]
    cells = [cell for row in known for cell in row]
    if any(map(_is_surely_a_name, cells)):
        return False
    texts = sum(map(_is_text, cells))
    are_apart = len(known) > 2 and len({*cells}) == len(cells) and all(map(_is_of_letters, cells))
    return texts * 5 > len(cells) or (are_apart and not {*names} & _OF_TIES)


_OF_TIES = {"platform", *columns.KINDS, *columns.TYPES, *columns.WEIGHTS, *columns.FIRST, *columns.LAST}
_MOST_WORDS = 5


def _is_text(cell: str) -> bool:
    return cell.endswith(("?", "!", ".", "…")) or cell.startswith(("¿", "¡")) or cell.count(" ") >= _MOST_WORDS


def _is_of_letters(cell: str) -> bool:
    return all(letter.isalpha() or letter in " '’-" for letter in cell)


def _beside(rows: Sequence[Sequence[str]], width: int, by_spaces: bool) -> list[str] | None:
    """What the columns beside two ends are, where they have no names: a kind, a weight, a time; None for others."""
    cells = [[row[at].strip() for row in rows if at < len(row) and row[at].strip()] for at in range(2, width)]
    if width > 4 or not all(cells):
        return None
    if width == 2:
        return []
    if width == 3 and all(map(_is_kind, cells[0])):
        return ["kind"]
    if width == 3 and all(text.startswith("{") for text in cells[0]):  # networkx's data of an edge
        return [""]
    if not all(headers.is_number(text) for column in cells for text in column) or not (by_spaces or _are_sure(rows)):
        return None
    names = [columns.TIME if all(map(_is_a_time, column)) else columns.WEIGHT for column in cells]
    are_ratings = width == _OF_RATINGS and _are_stars(cells[0]) and all(text.isdigit() for text in cells[1])
    return names if len({*names}) == len(names) and not are_ratings else None


_OF_RATINGS = 4
"""Columns: a user, a thing, the rating and its time in whole seconds."""


def _are_stars(cells: Sequence[str]) -> bool:
    """Whether numbers are ratings: several, whole or halves, from a half to five."""
    found = {float(text.replace(",", ".")) for text in cells}
    return len(found) > 1 and all(0 < each <= 5 and (2 * each).is_integer() for each in found)


def _is_a_time(text: str) -> bool:
    """Whether a number is one of seconds since 1970."""
    return SECONDS_FROM <= float(text.replace(",", ".")) < MICROSECONDS_FROM


def is_matrix(read: Table) -> bool:
    """Whether the same names stand before the rows and above the columns, and numbers between them."""
    first, sample = read.first, read.sample
    heads = [cell.strip() for cell in first[1:]]
    rows = [row[0].strip() for row in sample if row]
    if len(heads) < 2 or rows != heads[:SAMPLED]:
        return False
    return all(len(row) == len(first) and all(is_missing(c) or headers.is_number(c) for c in row[1:]) for row in sample)


def _are_ties(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first two columns are of names, and the first row is no header that nobody knows: names in full, or
    many that stand on both sides, of the first row's too."""
    pairs = [(row[0].strip(), row[1].strip()) for row in rows if len(row) > 1]
    known = [pair for pair in pairs if not any(map(is_missing, pair))]
    if known and (all(map(_is_surely_a_name, itertools.chain(*known))) or all(map(is_ref, known[0]))):
        return True
    return _share_names(known) and not {*rows[0][:2]}.isdisjoint(itertools.chain(*pairs[1:]))


def _share_names(pairs: Sequence[tuple[str, str]]) -> bool:
    left, right = ({*side} for side in zip(*pairs, strict=True)) if pairs else ({""}, {""})
    return bool(left & right) and len(left & right) * 20 >= len(left | right)


def _are_sure(rows: Sequence[Sequence[str]]) -> bool:
    """Whether words between spaces are names and no text: numbers, names in full, or many of them on both sides."""
    pairs = [(row[0], row[1]) for row in rows if len(row) > 1]
    are_names = all(map(_is_surely_a_name, itertools.chain.from_iterable(pairs)))
    return len(pairs) == len(rows) and (are_names or _share_names(pairs))


def _is_surely_a_name(text: str) -> bool:
    return text.startswith("@") or lives_in_one_file(text) or text.isdigit() or _is_of_profile(text, is_alone=False)


def _is_kind(cell: str) -> bool:
    return any(plain(cell) in words for words in KINDS.values())


def are_numbered(read: Table, names: Sequence[str]) -> bool:
    """Whether the ids only number the rows or nodes of this file."""
    at = next((names.index(name) for name in ("id", *ACCOUNT_ID) if name in names), None)
    numbers = [row[at].strip() for row in read.sample if at is not None and at < len(row) and not is_missing(row[at])]
    return bool(numbers) and all(number.isdigit() and len(number) <= _DIGITS for number in numbers)


_DIGITS = 5
"""Hardly anybody's stable id has so few."""
