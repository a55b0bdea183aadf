"""Rows that each tell of a post: its author did something, and when. Posts' own ids name nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from companion.core.account_names import NoName, why_no_name
from companion.core.wire.observations import AccountSighting, Activity, ActivityKind, ObjectKind, Role
from companion.imports.reading import columns
from companion.imports.reading.event_times import moment_if_any
from companion.imports.reading.gate import Named, cut, first, optional_handle, optional_id
from companion.imports.reading.gathering import Gathering
from companion.imports.reading.names import edge_kind, says_no
from companion.imports.reading.reading import Reading
from companion.imports.reading.sites import platform_at, site
from companion.imports.reading.ties import Ties

Row = Mapping[str, str]


class Doings:
    """What accounts did, on its way into the store."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._gathering: Gathering | None = None

    def act(self, seen: AccountSighting, activity: Activity) -> None:
        """Note a sighting and what was done."""
        if self._gathering is None:
            self._gathering = Gathering(self._reading, self._reading.seen, self._reading.page(seen.platform))
        self._gathering.see(seen)
        self._gathering.act(activity)

    def close(self) -> None:
        """Store what is left."""
        if self._gathering is not None:
            self._gathering.close()


@contextmanager
def doings(reading: Reading) -> Iterator[Doings]:
    """What accounts did, of which the last is stored at the end."""
    made = Doings(reading)
    yield made
    made.close()


class Posts:
    """Takes rows of posts, as 4CAT, QUT's toolkit and exporters of sites write them."""

    def __init__(self, reading: Reading, doings: Doings) -> None:
        self._reading = reading
        self._doings = doings

    def take(self, row: Row) -> None:
        """Raises :class:`UnreadableError` where the author is nobody."""
        address = first(row, columns.POST_ADDRESS)
        author = self._author(row, address)
        post = address or _id_in(row, columns.POST_ID)
        thread, reposted = _thread(row), _id_in(row, columns.REPOSTED)
        kind, done_to = ActivityKind.posts, post
        if reposted is not None:
            kind, done_to = ActivityKind.shares, reposted
        elif thread is not None and thread != _id_in(row, columns.POST_ID):
            kind, done_to = ActivityKind.comments, thread
        at = moment_if_any(first(row, columns.POST_TIME))
        text = first(row, columns.TEXTS)
        if done_to is None and text is None:
            done_to = thread
        activity = Activity(
            account=author.ref,
            kind=kind,
            object=cut(done_to, 4096),
            text=cut(_with_links(text, _links(row, address)), 5000),
            time=at and at[0],
            precision=at and at[1],
        )
        self._doings.act(author, activity)

    def _author(self, row: Row, address: str | None) -> AccountSighting:
        gate = self._reading.gate
        platform = row.get("platform") or row.get("account_platform") or None
        if platform is None and self._reading.asked.platform is None:
            addresses = filter(None, (address, first(row, columns.AUTHOR_ADDRESS)))
            platform = next(filter(None, map(platform_at, addresses)), None)
        known_id = gate.known_id(first(row, columns.AUTHOR_ID), platform)
        shown = [text for name in columns.AUTHOR if (text := first(row, (name,))) is not None]
        handle = next((text for text in shown if why_no_name(text) is None), None)
        display_name = first(row, columns.AUTHOR_NAME)
        if display_name is not None and _REDDITS.fullmatch(display_name):
            known_id, display_name = known_id or display_name, None
        if known_id is None:
            # Where no text is a name, the gate says of the first why not.
            named, spelled = (
                gate.named(handle or next(iter(shown), first(row, columns.AUTHOR_ID) or ""), platform),
                None,
            )
        elif handle is not None and " " in handle:  # a channel's title
            named, spelled, display_name = Named(gate.id_of(known_id, platform)), None, handle
        else:
            spelled = None if handle == known_id else optional_handle(site(gate.where(platform)), handle)
            named = Named(gate.id_of(known_id, platform))
        values = {
            "handle": spelled,
            "display_name": None if display_name == handle and " " not in (handle or "") else display_name,
            "picture_address": first(row, columns.AUTHOR_PICTURE),
        }
        return gate.sighting(named, values, Role.author)


_REDDITS = re.compile(r"t2_\w+")
"""Of an author its full *name*, which is its id."""


def _id_in(row: Row, names: Sequence[str]) -> str | None:
    """The id in the first of these columns; None for what is none, or was rounded: it would be that of many."""
    text = first(row, names)
    return None if text is None or why_no_name(text) not in (None, NoName.thing) else text.strip()


def _thread(row: Row) -> str | None:
    """The post that this one answers."""
    answered = _id_in(row, columns.THREAD)
    is_comment = answered is None and _id_in(row, columns.COMMENT_ID) is not None
    return _id_in(row, columns.COMMENTED) if is_comment else answered


def _links(row: Row, address: str | None) -> Sequence[str]:
    """The links beside the post's text: those of the first column that has others than the post's own address."""
    cells = (row.get(name, "").split() for name in columns.LINKS)
    found = (
        [link for link in links if link.startswith("http") and not link.endswith(address or "\n")] for links in cells
    )
    return next((links for links in found if links), [])


def _with_links(text: str | None, links: Sequence[str]) -> str | None:
    """The text, and each link of it that stands beside it only."""
    more = [link for link in links if link not in (text or "")]
    return " ".join([text or "", *more]).strip() or None


class Diffusion:
    """Takes Hoaxy's table: who passed on an article to whom. The retweeter shared it, and whoever mentions does."""

    def __init__(self, reading: Reading, found: Ties, doings: Doings) -> None:
        self._reading = reading
        self._found = found
        self._doings = doings

    def take(self, row: Row) -> None:
        """Raises :class:`UnreadableError`."""
        gate = self._reading.gate
        ends = []
        did = row.get("from_user_id", "").startswith("did:")
        platform = row.get("platform") or platform_at(row.get("tweet_url", "")) or ("bluesky" if did else "x")
        for end in ("from", "to"):
            known_id, handle = optional_id(row.get(f"{end}_user_id")), row.get(f"{end}_user_screen_name")
            if known_id is None:
                named = gate.named(handle or row.get(f"{end}_user_id", ""), platform)
            else:
                named = Named(gate.id_of(known_id, platform))
            ends.append(gate.sighting(named, {"handle": handle or ""}, Role.author))
        by_whom = ends[0] if not says_no(row.get("is_mention") or "no") else ends[1]
        at = moment_if_any(first(row, ("tweet_created_at", "pub_date")))
        link = first(row, ("canonical_url", "tweet_url"))
        activity = Activity(
            account=by_whom.ref,
            kind=ActivityKind.shares,
            object=cut(link, 4096),
            object_kind=ObjectKind.link if first(row, ("canonical_url",)) else None,
            content=cut(_id_in(row, ["tweet_id"]), 4096),
            time=at and at[0],
            precision=at and at[1],
        )
        for seen in ends:
            self._found.person(seen)
        self._doings.act(by_whom, activity)
        if self._reading.asked.kind:  # a repost is no following, unless somebody says so
            self._found.between(edge_kind(self._reading.asked.kind), Named(ends[1].ref), Named(ends[0].ref))
