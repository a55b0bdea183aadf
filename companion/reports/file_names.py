"""What files of a case are called: of what they are, so that many of them are told apart in one folder."""

from __future__ import annotations

import re

_LONGEST = 40


def file_stem(*parts: str) -> str:
    """``eyeline`` and these, as a file may be called on every system: letters, numbers and hyphens.

    >>> file_stem("Who? Me/You", "", "friends", "k49")
    'eyeline-Who-Me-You-friends-k49'
    """
    said = (re.sub(r"[\W_]+", "-", part).strip("-")[:_LONGEST].rstrip("-") for part in parts)
    return "-".join(["eyeline", *filter(None, said)])
