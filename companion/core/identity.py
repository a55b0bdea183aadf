"""Which account is meant: refs, the joining of ids and handles, and the keys of pictures' addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit, urlunsplit

from companion.errors import BadRequestError

REF = re.compile(r"([a-z][a-z0-9-]{0,31}):(id|handle):(.{1,256})", re.DOTALL)


@dataclass(frozen=True)
class AccountRef:
    """An account's name on the wire: by the platform's stable id, or by the handle, which can change."""

    platform: str
    by_id: bool
    value: str

    def __str__(self) -> str:
        return f"{self.platform}:{'id' if self.by_id else 'handle'}:{self.value}"


def parse_ref(text: str) -> AccountRef:
    """The ref of ``platform:id:VALUE`` or ``platform:handle:VALUE``. Raises :class:`BadRequestError`."""
    found = REF.fullmatch(text)
    if found is None:
        raise BadRequestError("accounts.ref", name=text)
    return AccountRef(found[1], found[2] == "id", found[3])


@dataclass(frozen=True)
class KnownAccount:
    """An account as the store has it; ``last_seen`` is its newest sighting, as sortable text."""

    key: int
    account_id: str | None
    handle: str | None
    last_seen: str


@dataclass(frozen=True)
class Joining:
    """What a sighting makes of the accounts known: ``keep`` None means a new one.

    All that is known of ``absorb`` becomes ``keep``'s. ``unname`` loses its handle. ``takes_handle`` says whether
    ``keep`` now bears the sighted handle.
    """

    keep: int | None
    absorb: int | None = None
    unname: int | None = None
    takes_handle: bool = False


PSEUDONYM = "pseudonym:"
"""How an id begins that is an account's pseudonym in an export."""
_DIGITS = re.compile(r"[0-9a-f]{32}")


def id_by_handle(handle: str) -> str | None:
    """The id under which an export names an account by the pseudonym of this handle; None where it is no pseudonym."""
    return f"{PSEUDONYM}{handle}" if _DIGITS.fullmatch(handle) else None


def join(
    account_id: str | None, handle: str | None, at: str, by_id: KnownAccount | None, by_handle: KnownAccount | None
) -> Joining:
    """Whom a sighting at the time ``at`` with this id and handle shows.

    ``by_id`` is the account with this id, ``by_handle`` the one that bears this handle now. Two ids are never
    joined: where they contradict, the handle has passed on to the one that was seen with it last. An id that is but the
    handle's pseudonym is none: who exported it knew the handle only, and who knew the id too exported the same handle.
    """
    if handle is not None and (stand_in := id_by_handle(handle)) is not None:
        if by_handle is not None and by_handle.account_id == stand_in:
            by_handle = replace(by_handle, account_id=None)
        if account_id == stand_in and by_id is None:
            account_id = None
    if account_id is None:
        return Joining(by_handle.key if by_handle else None, takes_handle=True)
    keep = by_id.key if by_id else None
    if handle is None:
        return Joining(keep)
    newest = by_id is None or at >= by_id.last_seen
    unnamed = by_id is not None and by_id.handle is None
    if by_handle is None or by_handle.key == keep:
        return Joining(keep, takes_handle=newest or unnamed or by_handle is not None)
    if by_handle.account_id is None:  # seen by its handle only until now
        if by_id is None:
            return Joining(by_handle.key, takes_handle=True)
        return Joining(keep, absorb=by_handle.key, takes_handle=newest or unnamed)
    passed_on = newest and at >= by_handle.last_seen
    return Joining(keep, unname=by_handle.key if passed_on else None, takes_handle=passed_on)


_PLAIN_ADDRESS = re.compile(r"(https?://[a-z0-9.-]+/[A-Za-z0-9._~/-]+)(\?[A-Za-z0-9._~=&%+,:;/-]*)?")
"""As nearly all are: it is parted in a tenth of the time that any address takes."""
PICTURE_SUFFIX = re.compile(r"\.(jpe?g|png|webp|gif|avif)$", re.IGNORECASE)


def picture_key(address: str, picture_id: str | None) -> str:
    """What stays the same of a picture's address: the platform's id of the picture, else the address.

    Signatures in the query change from visit to visit, so it is left out; but only where the path itself names
    a picture file, since ``/avatar?account=1`` and ``/avatar?account=2`` are two pictures.
    """
    if picture_id is not None:
        return f"id:{picture_id}"
    if (plain := _PLAIN_ADDRESS.fullmatch(address)) is not None:
        return plain[1] if plain[2] == "?" or PICTURE_SUFFIX.search(plain[1]) else address
    try:
        parts = urlsplit(address)
    except ValueError:  # as http://[
        return address
    if parts.scheme in ("http", "https"):
        query = "" if PICTURE_SUFFIX.search(parts.path) else parts.query
        return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
    return address
