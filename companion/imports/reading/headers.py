"""Whether a table's first row names its columns, or is a row as the others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.core.account_names import is_missing
from companion.imports.reading.names import words

_WORDS = frozenset(
    words(
        "account accounts actor address alter amigo amount author autor avatar bio body caption category channel "
        "city class color comment comments company content conta count country created cuenta data date datum day "
        "degree description edge ego email end entity fecha first follow followed followee follower followers "
        "following friend friends from fuente full gender group groups handle hashtag head id ids image index "
        "interval item key kind label lang language last left level likes link list location login mail member "
        "members message modularity name names nick nickname no node nodes nombre nome num number object "
        "organisation organization origen origem owner page parent partner peer peso person persons phone platform "
        "post price product profile quantity quelle rank reach reply retweet right row score screen sex shares size "
        "sender receiver site source src start state status subject tag tail target text thread time timestamp "
        "timeset title to topic total tweet type uid unnamed url user userid username users usuario usuário value "
        "vertex video views weight year ziel"
    )
)
_SPLIT = re.compile(r"[^\W_]+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def looks_like_header(first: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names its columns, and is no tie: by words that name columns, or by another shape."""
    if name_columns(first):
        return True
    cells = [cell.strip() for cell in first]
    columns = [
        [row[at].strip() for row in rows if at < len(row) and not is_missing(row[at])] for at in range(len(cells))
    ]
    if len(rows) > 1 and all(cells) and _stand_apart(cells, [cell for column in columns for cell in column]):
        return True
    return any(
        len(column) > 1 and all(map(shape, column)) and not shape(cell)
        for cell, column in zip(cells, columns, strict=True)
        if cell
        for shape in _SHAPES
    )


def name_columns(cells: Sequence[str]) -> bool:
    """Whether each cell is of words that name columns."""
    said = [_SPLIT.findall(CAMEL.sub(" ", cell).lower()) for cell in cells]
    return all(any(_is_a_word(word) for word in each) and all(map(_names_a_column, each)) for each in said)


def _stand_apart(cells: Sequence[str], others: Sequence[str]) -> bool:
    """Whether cells are of another kind than all others: of a letter or two, or begun with a capital."""
    if {cell.lower() for cell in cells} & {other.lower() for other in others}:
        return False
    are_short = all(len(cell) <= 2 for cell in cells) and all(len(other) > 2 for other in others)
    return are_short or (all(cell[0].isupper() for cell in cells) and all(other == other.lower() for other in others))


def _is_a_word(text: str) -> bool:
    return len(text) > 1 and not text.isdigit()


def _names_a_column(word: str) -> bool:
    """A word of columns' names, or what tells two of them apart, as the ``1`` of ``user_1``."""
    return len(word) == 1 or word.isdigit() or word.rstrip("0123456789") in _WORDS


def is_number(text: str) -> bool:
    """Whether a cell has a number, however it is written."""
    return re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?", text.strip(), re.IGNORECASE) is not None


_SHAPES = (
    is_number,
    lambda text: text.startswith("@"),
    lambda text: text.startswith(("http://", "https://")),
    lambda text: re.fullmatch(r"[a-z][a-z0-9-]*:(?:id|handle|pseudonym):.+", text) is not None,
)
