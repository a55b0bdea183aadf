"""What the made-up people wrote, and who answered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from companion.demo.people import Person, person


@dataclass(frozen=True)
class Comment:
    author: Person
    text: str


@dataclass(frozen=True)
class Share:
    author: Person
    time: datetime


@dataclass(frozen=True)
class Post:
    """Times are in UTC; ``likes`` is how many the page says there are."""

    number: int
    author: Person
    time: datetime
    text: str
    likes: int
    comments: tuple[Comment, ...]
    shares: tuple[Share, ...]


_NEWEST = datetime(2024, 9, 21, 18, 4, tzinfo=timezone.utc)
_APART = timedelta(hours=5, minutes=37)

_ROWS = json.loads(Path(__file__).with_name("posts.json").read_text(encoding="utf-8"))


def _known(handle: str) -> Person:
    found = person(handle)
    if found is None:
        raise LookupError(f"the demo has nobody called {handle}")
    return found


def _shares(time: datetime, row: dict[str, Any] | None) -> tuple[Share, ...]:
    """``after`` seconds after the post and as many ``apart``: the aligned ones share within a minute."""
    if row is None:
        return ()
    times = (time + timedelta(seconds=row["after"] + place * row["apart"]) for place in range(len(row["by"])))
    return tuple(Share(_known(handle), at) for handle, at in zip(row["by"], times, strict=True))


POSTS: tuple[Post, ...] = tuple(
    Post(
        number=len(_ROWS) - place,
        author=_known(row["author"]),
        time=_NEWEST - place * _APART,
        text=row["text"],
        likes=row["likes"],
        comments=tuple(Comment(_known(said["author"]), said["text"]) for said in row["comments"]),
        shares=_shares(_NEWEST - place * _APART, row.get("shares")),
    )
    for place, row in enumerate(_ROWS)
)
"""Newest first."""


def posts_by(author: Person) -> list[Post]:
    return [post for post in POSTS if post.author is author]
