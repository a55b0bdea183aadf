"""What the extension says that a page showed, and what it is answered."""

from __future__ import annotations

from enum import Enum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from companion.core.wire.base import Address, Count, LongText, Platform, Ref, ShortText, Wire
from companion.core.wire.evidence import Badge
from companion.core.wire.pictures import WantedPicture


class Role(str, Enum):
    """Where on the page an account was seen."""

    profile = "profile"
    row = "row"
    author = "author"
    commenter = "commenter"
    liker = "liker"


class PageKind(str, Enum):
    profile = "profile"
    list = "list"
    post = "post"
    feed = "feed"
    other = "other"


class CaptureKind(str, Enum):
    """The kind of list a capture is one visit of. ``liked``: the pages that its owner likes; ``invitations``: who asks
    the viewer to connect, or is asked.
    """

    followers = "followers"
    following = "following"
    friends = "friends"
    members = "members"
    likers = "likers"
    sharers = "sharers"
    liked = "liked"
    invitations = "invitations"
    search = "search"
    suggestions = "suggestions"


class ActivityKind(str, Enum):
    posts = "posts"
    shares = "shares"
    likes = "likes"
    comments = "comments"
    avatar_changed = "avatar_changed"
    account_created = "account_created"


class ObjectKind(str, Enum):
    """What an activity acts upon. ``text`` is a description or post by its words, ``page`` a place that has likes."""

    post = "post"
    link = "link"
    page = "page"
    picture = "picture"
    text = "text"


class TimePrecision(str, Enum):
    second = "second"
    minute = "minute"
    hour = "hour"
    day = "day"
    week = "week"
    month = "month"
    year = "year"


class Page(Wire):
    platform: Platform
    kind: PageKind
    address: Address
    title: ShortText | None = None


class PictureSighting(Wire):
    """An avatar as the page offers it. ``picture_id`` is the platform's own id in the path, where there is one."""

    address: Address
    picture_id: Annotated[str, StringConstraints(min_length=1, max_length=300)] | None = None
    width: Count | None = None
    height: Count | None = None


class DisplayedCounts(Wire):
    """Numbers that a profile displays about itself, as far as they were seen."""

    followers: Count | None = None
    following: Count | None = None
    friends: Count | None = None
    posts: Count | None = None


DISPLAYED = tuple(DisplayedCounts.model_fields)
"""Their names, which are columns of ``observations``, too."""


class AccountSighting(Wire):
    """One account as one page showed it once."""

    ref: Ref
    platform: Platform
    account_id: Annotated[str, StringConstraints(min_length=1, max_length=256)] | None = None
    handle: Annotated[str, StringConstraints(min_length=1, max_length=256)] | None = None
    display_name: ShortText | None = None
    address: Address | None = None
    bio: LongText | None = None
    counts: DisplayedCounts | None = None
    picture: PictureSighting | None = None
    role: Role

    @model_validator(mode="after")
    def _named(self) -> AccountSighting:
        if self.account_id is None and self.handle is None:
            raise PydanticCustomError("nobody", "an account needs an account_id or a handle")
        return self


class CaptureSighting(Wire):
    """One visit of one list. The same ``capture`` may come again, longer, as the person scrolls."""

    capture: UUID
    kind: CaptureKind
    owner: Ref | None = Field(None, description="Whose list it is; null for lists of no account, as search results.")
    displayed_count: Count | None = Field(None, description="How many members the page says there are.")
    seen_count: Count = Field(description="How many members were seen in this visit up to now.")
    complete: bool = Field(description="True only where the end of the list was seen and the counts agree.")
    members: list[Ref] = Field(max_length=500, description="Members seen since the last batch of this capture.")
    weights: list[float | None] = Field(
        default_factory=list, max_length=500, description="The weight of each member's tie, where a file says any."
    )

    @model_validator(mode="after")
    def _weighed(self) -> CaptureSighting:
        if self.weights and len(self.weights) != len(self.members):
            raise PydanticCustomError("no_weight", "each member has a weight, or none has")
        return self


class Activity(Wire):
    account: Ref
    kind: ActivityKind
    object: Address | None = Field(None, description="Address or id of the post, link or picture acted upon.")
    object_kind: ObjectKind | None = Field(None, description="Where it is not said: a picture or a post, by the kind.")
    text: LongText | None = None
    content: Address | None = Field(None, description="The message by which it was done, where its id is known.")
    time: AwareDatetime | None = None
    precision: TimePrecision | None = None
    look: UUID | None = Field(None, description="One look at a page on which acts stand newest first.")
    place: Count | None = Field(None, description="Its place among the look's acts, from 0 at the page's top.")

    @model_validator(mode="after")
    def _placed(self) -> Activity:
        if (self.look is None) != (self.place is None):
            raise PydanticCustomError("no_place", "a look and a place in it belong together")
        return self


class Case(Wire):
    """A collection with a name, into which a person records what they see while they look into something."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    note: LongText = ""


class Batch(Wire):
    """What was observed on one page. Stored whole or not at all; the same ``key`` counts once."""

    key: UUID
    session: UUID
    tool_version: Annotated[str, StringConstraints(max_length=50)]
    observed_at: AwareDatetime
    page: Page
    accounts: list[AccountSighting] = Field(max_length=500)
    captures: list[CaptureSighting] = Field(default_factory=list, max_length=20)
    activities: list[Activity] = Field(default_factory=list, max_length=500)
    case: Case | None = Field(None, description="The case that was being recorded into.")

    @model_validator(mode="after")
    def _refs_are_known(self) -> Batch:
        known = {account.ref for account in self.accounts}
        used = {activity.account for activity in self.activities}
        for capture in self.captures:
            used.update(capture.members)
            if capture.owner is not None:
                used.add(capture.owner)
        if unknown := used - known:
            words = "{bound} refs are used but not among the batch's accounts"
            raise PydanticCustomError("unknown_refs", words, {"bound": len(unknown)})
        return self


class BatchAnswer(Wire):
    stored: bool = Field(description="False where this key had come before.")
    badges: list[Badge]
    wanted: list[WantedPicture]
