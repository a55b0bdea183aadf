"""Who has the companion's window open.

A page of ours gets its token by a form that carries a code of one use; the code comes from this person's data folder,
or from a paired extension. So the token stands in no address, history or log. It lives as long as the companion does.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

MOST = 1000


class Sessions:
    """The tokens in force, by their hashes, the oldest first."""

    def __init__(self) -> None:
        self._hashes: list[bytes] = []

    def open(self) -> str:
        """A new token. The oldest ends where there are very many."""
        token = secrets.token_urlsafe(32)
        self._hashes = [*self._hashes[-MOST + 1 :], _hash(token)]
        return token

    def holds(self, token: str) -> bool:
        """Whether this token is in force, compared in constant time with every one."""
        given = _hash(token)
        found = False
        for each in self._hashes:
            found |= hmac.compare_digest(each, given)
        return found


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
