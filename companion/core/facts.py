"""What is known of accounts, edges, captures and activities, as rows of named columns: the form in which it leaves.

``docs/files.md`` shows the same tables to people.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from companion.core.columns import Column, Kind, Row, Under, each_hashed, hashed
from companion.core.naming import Naming


def _ref(naming: Naming, row: Row, ref: str) -> str:
    return naming.ref(ref)


def _refs(naming: Naming, row: Row, refs: Sequence[str]) -> list[str]:
    return [naming.ref(ref) for ref in refs]


def _account_id(naming: Naming, row: Row, account_id: str) -> str:
    return naming.pseudonym("account", f"{row['platform']}:id:{account_id}")


def _handle(naming: Naming, row: Row, handle: str) -> str:
    return naming.pseudonym("account", f"{row['platform']}:handle:{handle}")


def _handles(naming: Naming, row: Row, handles: Sequence[Row]) -> list[Row]:
    return [{**each, "handle": _handle(naming, row, each["handle"])} for each in handles]


def object_id(platform: str, kind: str, key: str) -> str:
    """One text for an object; the same link or text on two platforms is one object."""
    return f"{kind}:{key}" if kind in ("link", "text") else f"{platform}:{kind}:{key}"


def _objects(naming: Naming, row: Row, objects: Sequence[Row]) -> list[Row]:
    return [
        {"kind": each["kind"], "key": naming.pseudonym("object", object_id(row["platform"], each["kind"], each["key"]))}
        for each in objects
    ]


SPELL = ("first_seen", "last_seen", "began_after", "gone_by")
"""The times of a spell, as the columns of ``spells`` are called."""
_FIRST = Column("first_seen", Kind.time, "When it was first seen.")
_LAST = Column("last_seen", Kind.time, "When it was last seen.")
_PLATFORM = Column("platform", Kind.text, "The site, as `instagram`.")

ACCOUNTS = (
    Column(
        "ref",
        Kind.text,
        "The account's name in every file: `PLATFORM:id:VALUE` where its stable id is known, else "
        "`PLATFORM:handle:VALUE`.",
        Under.hashed,
        _ref,
    ),
    Column("account", Kind.integer, "Its number in the database that the file comes from.", Under.dropped),
    _PLATFORM,
    Column("account_id", Kind.text, "The platform's stable id.", Under.hashed, _account_id),
    Column("handle", Kind.text, "The name in its address, which can change.", Under.hashed, _handle),
    Column("display_name", Kind.text, "The name it shows.", Under.dropped),
    Column("address", Kind.text, "Where its profile is.", Under.dropped),
    Column(
        "handles",
        Kind.records,
        "Every handle it was seen with, and when.",
        Under.hashed,
        _handles,
        ("handle", "first_seen", "last_seen"),
    ),
    Column("bio", Kind.text, "Its description, as last seen.", Under.dropped),
    Column("followers", Kind.integer, "How many followers its page displayed last.", Under.rounded),
    Column("following", Kind.integer, "How many it follows, as displayed last.", Under.rounded),
    Column("friends", Kind.integer, "How many friends, as displayed last.", Under.rounded),
    Column("posts", Kind.integer, "How many posts, as displayed last.", Under.rounded),
    _FIRST,
    _LAST,
    Column("picture_address", Kind.text, "The address of the picture it wears now.", Under.dropped),
    Column("picture_sha256", Kind.text, "SHA-256 of that picture's bytes.", Under.hashed, hashed("picture")),
    Column("picture_status", Kind.text, "What became of measuring it; only `scored` has a score."),
    Column("picture_score", Kind.number, "How close to StyleGAN's alignment; higher is closer.", Under.rounded),
    Column("picture_level", Kind.text, "The evidence: `strong`, `some` or `none`."),
    Column(
        "picture_one_in",
        Kind.integer,
        "At most one in so many ordinary profile pictures of its size sits so.",
    ),
    Column("picture_at_least", Kind.flag, "Whether it is rarer than that, by how much nobody can say."),
    Column(
        "reused_by",
        Kind.integer,
        "Other accounts that wear or wore the same picture, up to 1,000; none for a site's own.",
    ),
    Column("reused_elsewhere", Kind.integer, "How many of those are on other platforms."),
    Column("known_in", Kind.texts, "Sets of known pictures that it is in.", Under.hashed, each_hashed("known set")),
    Column("tags", Kind.texts, "The tags that people gave it.", Under.hashed, each_hashed("tag")),
    Column("notes", Kind.texts, "The notes that people wrote on it.", Under.dropped),
    Column("hidden", Kind.flag, "Whether a person hid it."),
    Column("selected", Kind.flag, "Whether it is in the selection itself, or beside it as a neighbour."),
    Column("community", Kind.integer, "The number of its community, where that was asked for; the largest is 1."),
)

EDGES = (
    Column("edge", Kind.integer, "Its number in the database that the file comes from.", Under.dropped),
    Column("kind", Kind.text, "`follows`, `member` (of a group), or `friend`, which has no direction."),
    Column("source", Kind.text, "The ref of the account it goes out from.", Under.hashed, _ref),
    Column("target", Kind.text, "The ref of the account it goes to.", Under.hashed, _ref),
    _FIRST,
    _LAST,
    Column("captures", Kind.integer, "How many captures of lists show it."),
    Column(
        "weight",
        Kind.number,
        "How strong it is, as the imported file says that was read last of those that say it; "
        "where it says two, as QUT's toolkit does, the larger.",
    ),
    Column(
        "spells",
        Kind.records,
        "When it was there: from `first_seen` to `last_seen` at least. `began_after`: a complete capture lacked it "
        "then; `gone_by`: one lacks it from then on; empty where nobody knows.",
        fields=SPELL,
    ),
)

CAPTURES = (
    Column("capture", Kind.text, "The visit's own number, a UUID.", Under.hashed, hashed("capture")),
    Column("kind", Kind.text, "Which list: `followers`, `friends`, `members`, `likers`, `sharers`, `search` …"),
    Column("owner", Kind.text, "The ref of whose list it is; empty for a list of nobody.", Under.hashed, _ref),
    _PLATFORM,
    Column("page", Kind.text, "The address of the page.", Under.dropped),
    Column("page_kind", Kind.text, "The kind of page: `profile`, `list`, `post`, `feed` or `other`."),
    Column("displayed_count", Kind.integer, "How many members the page said there are.", Under.rounded),
    Column("seen_count", Kind.integer, "How many were seen.", Under.rounded),
    Column("complete", Kind.flag, "Whether the list's end was seen and the counts agree."),
    _FIRST,
    _LAST,
    Column("session", Kind.text, "The browser session, a UUID.", Under.hashed, hashed("session")),
    Column("tool_version", Kind.text, "The version of what observed it."),
    Column("members", Kind.texts, "The refs of those seen in it that are in this export.", Under.hashed, _refs),
)

ACTIVITIES = (
    Column("activity", Kind.integer, "Its number in the database that the file comes from."),
    Column("account", Kind.text, "The ref of the account that acted.", Under.hashed, _ref),
    _PLATFORM,
    Column("kind", Kind.text, "`posts`, `shares`, `likes`, `comments`, `avatar_changed` or `account_created`."),
    Column("object", Kind.text, "What it acted upon, as it was seen.", Under.dropped),
    Column("object_kind", Kind.text, "`post`, `link`, `page`, `picture` or `text`, where it was said."),
    Column("text", Kind.text, "The post's or comment's text.", Under.dropped),
    Column(
        "content",
        Kind.text,
        "The message by which it was done, where what was imported names it.",
        Under.hashed,
        hashed("content"),
    ),
    Column("time", Kind.time, "When it happened, as far as is known."),
    Column("precision", Kind.text, "How exact that is: `second`, `minute`, `hour`, `day`, `week`, `month` or `year`."),
    Column("seen_at", Kind.time, "When it was seen."),
    Column("look", Kind.text, "One look at a page on which acts stand newest first.", Under.hashed, hashed("look")),
    Column("place", Kind.integer, "Its place among the look's acts, from 0 at the page's top."),
    Column("page", Kind.text, "The address of the page where it was seen.", Under.dropped),
    Column(
        "objects",
        Kind.records,
        "What it acts upon, by keys that are the same on other accounts: the object named, each link in the text, and "
        "the text by a hash of its words.",
        Under.hashed,
        _objects,
        ("kind", "key"),
    ),
)

TABLES: Mapping[str, tuple[Column, ...]] = {
    "accounts": ACCOUNTS,
    "edges": EDGES,
    "captures": CAPTURES,
    "activities": ACTIVITIES,
}


def columns(table: str, naming: Naming, without: Sequence[str] = ()) -> tuple[Column, ...]:
    """The columns of a table that are given on under this naming; what is dropped has none."""
    return tuple(
        column
        for column in TABLES[table]
        if column.name not in without and not (naming.pseudonymised and column.under is Under.dropped)
    )


def label(row: Row) -> str:
    """What to write beside an account in a drawing: its handle, else the name it shows, else its ref."""
    return str(row.get("handle") or row.get("display_name") or row["ref"])


def plain(value: Any) -> str:
    """A value, other than None, as one text: ``true`` or ``false``, a number's shortest form, a list as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return repr(value)  # as JSON has it, and many times quicker
    return json.dumps(value, ensure_ascii=False)
