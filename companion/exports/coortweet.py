"""CooRTweet's table: who acted upon the same object, and when, for the R package CooRTweet and its like."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from companion.core.activities import WIDTHS
from companion.core.columns import Row
from companion.core.facts import object_id
from companion.core.file_text import cell
from companion.core.naming import Naming
from companion.core.wire.observations import ActivityKind, TimePrecision
from companion.exports.format import Format, Rows

COLUMNS = ("object_id", "account_id", "content_id", "timestamp_share")
KINDS = (ActivityKind.posts, ActivityKind.shares, ActivityKind.likes, ActivityKind.comments)
PRECISE = WIDTHS[TimePrecision.minute]


def _write(rows: Rows, target: Path) -> None:
    once = rows.facts.activities_once(KINDS)
    exact = set(once.ids[once.within(PRECISE)].tolist())
    written = 0
    with target.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(COLUMNS)
        for activity in rows.known("activities"):
            if activity["activity"] in exact and (shared := list(_shared(rows, activity))):
                written += 1
                table.writerows(shared)
    if written < len(once):
        rows.leave("activities_not_shared", left_out=len(once) - written, activities=len(once))


def _shared(rows: Rows, activity: Row) -> Iterator[tuple[str, str, str, int]]:
    """A row for each object that the activity acts upon; ``timestamp_share`` is in Unix seconds.

    What an activity of kind ``posts`` names as its post is itself, and nobody else can have shared it by this.
    """
    naming = rows.asked.naming
    seconds = int(datetime.fromisoformat(activity["time"].replace("Z", "+00:00")).timestamp())
    for each in activity["objects"]:
        if activity["kind"] == "posts" and each["kind"] == "post":
            continue
        known = object_id(activity["platform"], each["kind"], each["key"])
        shown = naming.pseudonym("object", known) if naming.pseudonymised else known
        yield cell(shown), cell(naming.ref(activity["account"])), _content(naming, activity), seconds


def _content(naming: Naming, activity: Row) -> str:
    """The message where its id is known, else the activity's own number."""
    known: str | None = activity["content"]
    if known is None:
        return str(activity["activity"])
    return cell(naming.pseudonym("content", known) if naming.pseudonymised else known)


FORMAT = Format(
    "coortweet",
    "CooRTweet's table: object, account, content, and the time in Unix seconds.",
    ("activities",),
    _write,
    (".csv",),
)
