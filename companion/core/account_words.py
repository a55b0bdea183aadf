"""How lines of text name accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what checks data is heavy, and a command names accounts before it needs that
    from companion.core.wire.selection import AccountName


def name_of(account: AccountName) -> str:
    return account.handle or account.display_name or account.account_id or f"#{account.account}"


def names_of(accounts: Iterable[AccountName], count: int, most: int = 8) -> str:
    """The first names, and how many of ``count`` are left out."""
    shown = [name_of(account) for account in accounts][:most]
    more = f" and {count - len(shown):,} more" if count > len(shown) else ""
    return ", ".join(shown) + more
