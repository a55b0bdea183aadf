"""The one message that a browser sends and the one that it gets: JSON behind its length, as browsers prescribe."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, Literal, TypeGuard, get_args

from companion.host.identity import is_origin_of_ours

MOST_BYTES = 4096
"""Of a message to the host; a browser would send 64 MB."""
LONGEST_NAME = 100
LONGEST_LANGUAGE = 35

Start = Literal["no", "if_unused", "yes"]

_LENGTH = struct.Struct("=I")


class NotUnderstoodError(Exception):
    """What came is no message of ours: nothing is done, and nothing answered."""


@dataclass(frozen=True)
class Pair:
    """For whom a pairing is wanted: the browser's name, and the origin that its requests will have."""

    browser: str
    origin: str


@dataclass(frozen=True)
class Asked:
    """``start`` it where it does not run: in no case, only where it ended because nobody used it, or in any.

    ``language`` is a BCP 47 tag, for the sentence of a problem.
    """

    start: Start
    pair: Pair | None
    language: str


@dataclass(frozen=True)
class Answer:
    """``origin``: where the companion listens, or None where it does not. ``problem``: why it was not started."""

    origin: str | None = None
    token: str | None = None
    paired_at: str | None = None
    problem: str | None = None


def read(stream: BinaryIO) -> Asked:
    """The message. Raises :class:`NotUnderstoodError`, before anything of one that is too long is read."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise NotUnderstoodError
    (length,) = _LENGTH.unpack(head)
    if length > MOST_BYTES:
        raise NotUnderstoodError
    body = stream.read(length)
    if len(body) < length:
        raise NotUnderstoodError
    try:
        return _asked(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise NotUnderstoodError from error


def write(stream: BinaryIO, answer: Answer) -> None:
    """The answer, whole."""
    body = json.dumps(asdict(answer)).encode()
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def _asked(said: Any) -> Asked:
    match said:
        case {"start": start, "pair": pair, "language": str(language), **more} if not more:
            if _is_start(start) and len(language) <= LONGEST_LANGUAGE:
                return Asked(start, _pair(pair), language)
    raise NotUnderstoodError


def _is_start(said: Any) -> TypeGuard[Start]:
    return said in get_args(Start)


def _pair(said: Any) -> Pair | None:
    match said:
        case None:
            return None
        case {"browser": str(browser), "origin": str(origin), **more} if not more:
            if 1 <= len(browser) <= LONGEST_NAME and browser.isprintable() and is_origin_of_ours(origin):
                return Pair(browser, origin)
    raise NotUnderstoodError
