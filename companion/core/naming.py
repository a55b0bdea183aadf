"""How accounts are named: in lines of text, and in what leaves the computer as they are or by pseudonyms of a key."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from companion.errors import BadRequestError

if TYPE_CHECKING:  # what checks data is heavy, and a command names accounts before it needs that
    from companion.core.wire.selection import AccountName

KEY_BYTES = 32
PSEUDONYM_DIGITS = 32
MOST_NAMED = 8


def ref_of(platform: str, account_id: str | None, handle: str | None, key: int) -> str:
    """An account's ref as on the wire; one that has neither id nor handle is named by its number in the database."""
    if account_id is not None:
        return f"{platform}:id:{account_id}"
    return f"{platform}:handle:{handle}" if handle is not None else f"{platform}:number:{key}"


def parse_key(text: str) -> bytes:
    """The key that 64 hexadecimal digits say; white space around them is nothing. Raises BadRequestError."""
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise BadRequestError("exports.key", digits=KEY_BYTES * 2)
    return key


@dataclass(frozen=True)
class Naming:
    """With a ``key`` of 32 bytes everything is named by pseudonyms, without one as it is.

    A pseudonym is the first 32 hexadecimal digits of HMAC-SHA-256 (RFC 2104) of ``KIND:VALUE`` in UTF-8. Whoever has
    the same key gives the same pseudonym; without the key nobody can try out names.
    """

    key: bytes | None = field(default=None, repr=False)

    @property
    def pseudonymised(self) -> bool:
        """Whether accounts are given on under pseudonyms."""
        return self.key is not None

    def pseudonym(self, kind: str, value: str) -> str:
        """The pseudonym of a value of this kind, as ``account`` and a ref. Raises ValueError without a key."""
        if self.key is None:
            raise ValueError("a pseudonym without a key")
        return hmac.digest(self.key, f"{kind}:{value}".encode(), "sha256").hex()[:PSEUDONYM_DIGITS]

    def ref(self, ref: str) -> str:
        """The ref itself, or ``PLATFORM:pseudonym:DIGITS`` with the pseudonym of ``account:REF``."""
        if self.key is None:
            return ref
        return f"{ref.partition(':')[0]}:pseudonym:{self.pseudonym('account', ref)}"


def name_of(account: AccountName) -> str:
    """What it is called among people: its handle, else the name it shows, else its id, else its number."""
    return account.handle or account.display_name or account.account_id or f"#{account.account}"


def names_of(accounts: Iterable[AccountName], count: int) -> str:
    """The first MOST_NAMED names, and how many of ``count`` are left out."""
    shown = [name_of(account) for account in accounts][:MOST_NAMED]
    more = f" and {count - len(shown):,} more" if count > len(shown) else ""
    return ", ".join(shown) + more
