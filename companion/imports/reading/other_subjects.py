"""What columns say of a table that is of something else than accounts, or than who follows whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.imports.reading.columns import ENDS, KINDS, POSTS_ONLY
from companion.imports.reading.names import words

_OF_BOOKS = words("doi isbn issn journal publisher abstract citations commit sha")
_OF_OTHER_THINGS = words(
    "subject cc bcc price cost amount currency fare rating balance payment invoice discount tax salary airline flight "
    "departure arrival distance duration bytes packets protocol src_port dst_port gene gene_id protein_id"
)


def are_of_other_things(names: Sequence[str], are_posts: bool = False) -> bool:
    """Whether a column says that the table is of books; or of letters, payments and the like."""
    return not {*_OF_BOOKS, *(() if are_posts else _OF_OTHER_THINGS)}.isdisjoint(names)


_OF_LIKENESS = words("similarity correlation jaccard cosine is_duplicate duplicate is_match sentiment polarity")
_OF_ROWS = frozenset(words("id1 id_1 node1 node_1 node_a nodea v1 start_id from_id source_id"))


def compare_rows(names: Sequence[str], source: str) -> bool:
    """Whether the columns beside two ends say how alike they are, as in a table of duplicates."""
    are_alike = any(name in _OF_LIKENESS or name.endswith(("_similarity", "_distance")) for name in names)
    return are_alike or (source in _OF_ROWS and any(name.endswith(("score", "probability")) for name in names))


_OF_MESSAGES = words("content postid tie")
_COUNTED = re.compile(r"(?:mention|retweet|repost|reply|replie|quote|like|comment|message)(?:s|s?_count)")


def of_messages(names: Sequence[str], pair: tuple[int, int]) -> list[int]:
    """The columns that tell of mentions, replies, letters and the like, which make nobody a follower; none where the
    ends themselves are called followers, friends and so on."""
    if any(names[at] not in known for at, known in zip(pair, ENDS[0], strict=True)) or {*names} & {*KINDS}:
        return []
    return [
        at for at, name in enumerate(names) if name in POSTS_ONLY or name in _OF_MESSAGES or _COUNTED.fullmatch(name)
    ]
