"""What is to be forgotten, and how much it was."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from companion.core.kinds import Span
from companion.core.wire.base import Count, Key, Number, ShortText, Wire


class ForgetRequest(Wire):
    last: Span


class Forgotten(Wire):
    """How many rows are gone, and what is still to happen where the file could not be written anew at once."""

    observations: int
    accounts: int
    pictures: int
    message: ShortText | None = None


class ForgettingRequest(Wire):
    """What to forget, by one of ``last``, ``older_than_days``, ``case``, ``accounts`` and ``imported`` (an import).

    ``with_accounts``: with a case, also all else that is known of its accounts. ``pictures``: only the pictures;
    what was measured on them stays; alone it means all of them. ``dry_run``: only say how much it is.
    """

    last: Span | None = None
    older_than_days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    case: Number | None = None
    accounts: list[Key] | None = Field(None, max_length=200_000)
    imported: Key | None = None
    with_accounts: bool = False
    pictures: bool = False
    dry_run: bool = True


class ForgettingResult(Wire):
    """``message``: what is still to happen where the database's file could not be written anew at once."""

    observations: Count
    accounts: Count
    pictures: Count
    dry_run: bool
    message: ShortText | None = None
