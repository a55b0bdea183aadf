"""Bluesky's repository (CAR), as an account exports it: whom it follows, and what it posted, shared and liked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from companion.core.kinds import EdgeKind
from companion.core.wire.observations import Activity, ActivityKind
from companion.imports.format import Format
from companion.imports.platforms.found import Item, record, text_of, within
from companion.imports.reading.event_times import moment_if_any, times_said
from companion.imports.reading.gate import Named, cut
from companion.imports.reading.gathering import bare
from companion.imports.reading.reading import Reading
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.ties import Ties, ties
from companion.imports.tables.posts import Doings, doings

LARGEST = 2**30
PLATFORM = "bluesky"
_DEEPEST = 64
_DONE = {
    "app.bsky.feed.post": ActivityKind.posts,
    "app.bsky.feed.repost": ActivityKind.shares,
    "app.bsky.feed.like": ActivityKind.likes,
}
_FOLLOW = "app.bsky.graph.follow"


def _read(reading: Reading) -> None:
    blocks, commit = _repository(reading)
    reading.taken_for.kind = "archive_bluesky"
    owner = Named(reading.gate.id_of(str(commit["did"]), PLATFORM))
    with ties(reading) as found, doings(reading) as done:
        found.person(bare(owner.ref))
        for key, value in _records(blocks, commit.get("data")):
            if value.get("$type") in (_FOLLOW, *_DONE):
                with reading.reasons({"key": key, **value}):
                    _take(reading, owner, key, value, found, done)


def _repository(reading: Reading) -> tuple[Mapping[bytes, Any], Item]:
    """The blocks of the file, and the commit that says whose they are. Raises :class:`BadRequestError`."""
    import libipld  # noqa: PLC0415 - the list of formats is asked for where nothing is read

    reading.refuse_above(LARGEST)
    try:
        _, blocks = libipld.decode_car(reading.path.read_bytes())
    except ValueError:
        raise reading.refusal("imports.no_car") from None
    found = next((each for each in blocks.values() if isinstance(each, dict) and {"did", "data"} <= {*each}), None)
    if found is None:
        raise reading.refusal("imports.no_car")
    return blocks, found


def _records(blocks: Mapping[bytes, Any], node: object, depth: int = 0) -> Iterator[tuple[str, Item]]:
    """Each record with its key, ``app.bsky.feed.post/RKEY``, in the order of the tree that the repository is."""
    tree = record(blocks.get(node)) if isinstance(node, bytes) and depth < _DEEPEST else {}
    yield from _records(blocks, tree["l"], depth + 1) if tree.get("l") else ()
    before = b""
    for entry in tree.get("e") or ():
        before = before[: entry["p"]] + entry["k"]
        yield before.decode(errors="replace"), record(blocks.get(entry["v"]))
        if entry.get("t"):
            yield from _records(blocks, entry["t"], depth + 1)


def _take(reading: Reading, owner: Named, key: str, value: Item, found: Ties, done: Doings) -> None:
    created = text_of(value.get("createdAt"))
    kind = str(value["$type"])
    if kind == _FOLLOW:
        member = Named(reading.gate.id_of(text_of(value.get("subject")) or "", PLATFORM))
        times, unread = times_said([created])
        found.between(EdgeKind.follows, owner, member, *times)
        if unread is not None:
            raise unread
        return
    at = moment_if_any(created)
    own = _address(f"at://{owner.ref.partition(':id:')[2]}/{key}")
    answered = text_of(within(value, "reply", "parent").get("uri"))
    subject = text_of(record(value.get("subject")).get("uri")) or answered
    act = ActivityKind.comments if answered else _DONE[kind]
    if act in (ActivityKind.shares, ActivityKind.likes) and subject is None:
        raise UnreadableError("imports.row.whose")
    activity = Activity(
        account=owner.ref,
        kind=act,
        object=cut(_address(subject) if subject else own, 4096),
        text=cut(text_of(value.get("text")), 5000),
        time=at and at[0],
        precision=at and at[1],
    )
    done.act(bare(owner.ref), activity)


def _address(uri: str) -> str:
    """Where a post is shown; of anything else the site's own name for it."""
    account, _, rest = uri.removeprefix("at://").partition("/")
    collection, _, key = rest.partition("/")
    is_post = uri.startswith("at://") and collection == "app.bsky.feed.post"
    return f"https://bsky.app/profile/{account}/post/{key}" if is_post else uri


FORMAT = Format(
    "bluesky",
    "Bluesky's repository (CAR): whom its owner follows, and what it posted, shared and liked.",
    _read,
    ("seen",),
    recognises=lambda start: b"eroots" in start.data[:16],
)
