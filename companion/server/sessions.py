"""Who has the companion's window open.

A page of ours gets its token by a form that carries a code of one use; the code comes from this person's data folder,
or from a paired extension. So the token stands in no address, history or log. It lives as long as the companion does,
and no longer than the pairing that it was had by.
"""

from __future__ import annotations

import hmac
import secrets

from companion.core.proof import key_of
from companion.store.one_time_codes import Entry

MOST = 1000


class Sessions:
    """The tokens, by their hashes, with how each came to be, the oldest first."""

    def __init__(self) -> None:
        self._opened: list[tuple[bytes, Entry]] = []

    def open(self, entry: Entry) -> str:
        """A new token. The oldest ends where there are very many."""
        token = secrets.token_urlsafe(32)
        self._opened = [*self._opened[-MOST + 1 :], (key_of(token), entry)]
        return token

    def entry_of(self, token: str) -> Entry | None:
        """By what this token was had, which may have ended; None for no token. In constant time for every one."""
        given = key_of(token)
        found = None
        for each, entry in self._opened:
            if hmac.compare_digest(each, given):
                found = entry
        return found
