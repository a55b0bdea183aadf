"""The wire contract between the extension and the companion (``/api/v1``).

These models are the single source: the OpenAPI page and the extension's TypeScript types are generated
from them. Every text is bounded here, and the extension cuts what it reads to the same bounds, so that a
hostile page cannot make a batch that is refused.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from companion.core.bounded_pattern import bounded_pattern

WIRE_VERSION = 1

Platform = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
Ref = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,31}:(id|handle):.{1,256}$", max_length=300),
    Field(
        description="An account's key: `platform:id:VALUE` where there is a stable id, else `platform:handle:VALUE`."
    ),
]
Address = Annotated[str, StringConstraints(min_length=1, max_length=4096)]
ShortText = Annotated[str, StringConstraints(max_length=500)]
LongText = Annotated[str, StringConstraints(max_length=5000)]
Count = Annotated[int, Field(ge=0, le=2**53 - 1)]


class Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=False)


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
    """The kind of list a capture is one visit of."""

    followers = "followers"
    following = "following"
    friends = "friends"
    members = "members"
    likers = "likers"
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
            raise ValueError("an account needs an account_id or a handle")
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


class Activity(Wire):
    account: Ref
    kind: ActivityKind
    object: Address | None = Field(None, description="Address or id of the post, link or picture acted upon.")
    object_kind: ObjectKind | None = Field(None, description="Where it is not said: a picture or a post, by the kind.")
    text: LongText | None = None
    content: Address | None = Field(None, description="The message by which it was done, where its id is known.")
    time: AwareDatetime | None = None
    precision: TimePrecision | None = None


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
            raise ValueError(f"{len(unknown)} refs are used but not among the batch's accounts")
        return self


class Status(str, Enum):
    """What became of a picture. Only ``scored`` has a number."""

    scored = "scored"
    no_face = "no_face"
    several_faces = "several_faces"
    too_small = "too_small"
    undecodable = "undecodable"
    failed = "failed"
    waiting = "waiting"


class Level(str, Enum):
    strong = "strong"
    some = "some"
    none = "none"


class Point(Wire):
    x: float
    y: float


class Eyes(Wire):
    """The eyes' centres; left and right as the picture shows them."""

    left: Point
    right: Point


class Alignment(Wire):
    """Where the face's FFHQ square sits against the picture's frame, and where the eyes are.

    ``shift_x``, ``shift_y``: the square's centre minus the picture's, in picture sides. ``log_scale``: natural
    log of the square's side over the picture's side. ``roll``: degrees, clockwise. ``eye_distance``: the
    published GANEyeDistance, (d_left + d_right) / (2√2). Points are fractions of width and height, 0..1.
    """

    shift_x: float
    shift_y: float
    log_scale: float
    roll: float
    eye_distance: float
    eyes: Eyes
    template: Eyes


class Rarity(Wire):
    """About 1 in ``one_in`` ordinary profile pictures sits like this; ``at_least``: the sample supports no more."""

    one_in: int = Field(ge=1)
    at_least: bool


class CueName(str, Enum):
    """``eyes_alike``: both eyes look the same. ``few_extremes``: hardly a pixel is burnt out or black."""

    eyes_alike = "eyes_alike"
    few_extremes = "few_extremes"


Percent = Annotated[int, Field(ge=0, le=100)]


class Cue(Wire):
    """A weak sign beside the alignment, with what it is worth among pictures that are aligned alike.

    ``seen`` where ``value`` reaches what half of the photographs reach. Of sources the threshold was not set on, it did
    in ``machine_made`` of 100 StyleGAN faces and in ``ordinary`` of 100 photographs of the kind that shows it most, all
    of this ``size`` (a square's pixels a side).
    """

    name: CueName
    value: float
    seen: bool
    machine_made: Percent
    ordinary: Percent
    size: int = Field(ge=1)


class FileSays(str, Enum):
    """What a statement in a file amounts to. ``manifest``: that it carries a signed history (C2PA), unchecked here."""

    machine_made = "machine_made"
    machine_edited = "machine_edited"
    camera = "camera"
    program = "program"
    manifest = "manifest"
    other = "other"


class FilePlace(str, Enum):
    """Where in the file it stands."""

    c2pa = "c2pa"
    xmp = "xmp"
    iptc = "iptc"
    exif = "exif"
    text = "text"


class FileStatement(Wire):
    """What the file says about itself, in its own words. Anyone can write it, and platforms remove it."""

    says: FileSays
    place: FilePlace
    quote: Annotated[str, StringConstraints(max_length=200)]


class Evidence(Wire):
    """What was measured on one picture."""

    picture: int | None = Field(None, description="The companion's number for the picture.")
    status: Status
    message: ShortText | None = Field(None, description="For people, where the status is not `scored`.")
    score: float | None = Field(None, description="Only where scored; higher means closer to the StyleGAN alignment.")
    level: Level | None = None
    rarity: Rarity | None = None
    alignment: Alignment | None = None
    cropped: float | None = Field(
        None,
        description="Where the position reads as aligned, then cropped: the share of the side that was kept, 0..1.",
    )
    faces: int | None = None
    cues: list[Cue] = Field(default_factory=list, max_length=10, description="Only where the level is not `none`.")
    file: list[FileStatement] = Field(default_factory=list, max_length=10)


class Reuse(Wire):
    """Where else the account's picture was seen, up to mirroring, recompression, resizing, filters and small crops."""

    accounts: int = Field(ge=0, description="Other accounts that wear or wore it; at most 1000 are counted.")
    elsewhere: int = Field(ge=0, description="How many of those are on other platforms.")
    known: list[ShortText] = Field(description="Names of the sets of known pictures that it is in.")


class Badge(Wire):
    """The evidence beside an account's name, for the picture it was last seen with."""

    ref: Ref
    picture_address: Address | None = None
    evidence: Evidence
    reuse: Reuse | None = Field(None, description="None where the picture was seen nowhere else so far.")


class WantedPicture(Wire):
    address: Address
    platform: Platform
    picture_id: str | None = None
    refs: list[Ref] = Field(max_length=500)


class BatchAnswer(Wire):
    stored: bool = Field(description="False where this key had come before.")
    badges: list[Badge]
    wanted: list[WantedPicture]


class PictureItem(Wire):
    """One picture in a `POST pictures` body: its bytes are the next ``size`` bytes after the ones before it."""

    address: Address
    platform: Platform
    picture_id: Annotated[str, StringConstraints(min_length=1, max_length=300)] | None = None
    refs: list[Ref] = Field(max_length=500)
    size: int = Field(ge=0, le=20 * 2**20)


class PicturesHeader(Wire):
    """The head of an octet-stream `POST pictures` body: 4 bytes of length (big-endian), this JSON, then the bytes."""

    deadline_ms: int = Field(1000, ge=0, le=10_000)
    pictures: list[PictureItem] = Field(max_length=100)


class Badges(Wire):
    badges: list[Badge]


class KeepPictures(str, Enum):
    """What is kept of a picture once it is measured: nothing, a small JPEG, or also the bytes as they came."""

    none = "none"
    thumbnail = "thumbnail"
    full = "full"


class Keeping(Wire):
    """Asked: what a person chose in the browser. Answered: what holds, which is what the companion's start says."""

    keep_pictures: KeepPictures


class Span(str, Enum):
    """How far back."""

    hour = "hour"
    day = "day"
    ever = "ever"


class ForgetRequest(Wire):
    last: Span


class Forgotten(Wire):
    """How many rows are gone, and what is still to happen where the file could not be written anew at once."""

    observations: int
    accounts: int
    pictures: int
    message: ShortText | None = None


Pattern = Annotated[
    str,
    AfterValidator(bounded_pattern),
    Field(max_length=300, description="A regular expression of a few choices (core/bounded_pattern.py)."),
]
MatchPattern = Annotated[
    str, StringConstraints(pattern=r"^https://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+/\*$", max_length=200)
]


class ListPattern(Wire):
    kind: CaptureKind
    path: Pattern


class LargerPattern(Wire):
    """The same picture in a larger size: in its address, ``from`` is replaced by ``to``."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)

    from_: Pattern = Field(alias="from")
    to: Annotated[str, StringConstraints(max_length=300)]


class SiteCorrection(Wire):
    """What stands before a site's own patterns (extension/adapters/adapter.ts says what each is)."""

    accounts: list[Pattern] = Field(default_factory=list, max_length=20)
    reserved: list[Annotated[str, StringConstraints(min_length=1, max_length=100)]] = Field(
        default_factory=list, max_length=500
    )
    lists: list[ListPattern] = Field(default_factory=list, max_length=20)
    avatars: list[Pattern] = Field(default_factory=list, max_length=20)
    placeholders: list[Pattern] = Field(default_factory=list, max_length=20)
    larger: list[LargerPattern] = Field(default_factory=list, max_length=20)
    picture_hosts: list[MatchPattern] = Field(default_factory=list, max_length=20)


class Corrections(Wire):
    """``patterns.json`` of the companion's data folder, by platform."""

    sites: dict[Platform, SiteCorrection] = Field(default_factory=dict, max_length=50)


class CorrectionsAnswer(Wire):
    corrections: Corrections
    problem: ShortText | None = Field(None, description="Why the file was not taken, for people.")


class Hello(Wire):
    name: str = "eyeline"
    version: str
    wire: int = WIRE_VERSION
    instance: UUID = Field(description="This companion's data folder; a pairing belongs to one.")


class Setup(Wire):
    """For the setup page: what each browser's own dialog wants to be shown, or null where it has not been built."""

    version: str
    chrome: str | None = Field(description="The unpacked extension's folder.")
    firefox: str | None = Field(description="The manifest in the unpacked extension's folder.")


class PairingCode(Wire):
    code: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    expires_in: int = Field(description="Seconds.")


class Handover(Wire):
    """A code of one use that opens the companion's window: sent by a form, so that it stands in no address."""

    code: str


class PairRequest(Wire):
    code: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    browser: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class PairAnswer(Wire):
    token: str
    instance: UUID
    paired_at: datetime


class ErrorBody(Wire):
    code: str
    message: str
    details: dict[str, object] | None = None


class ErrorAnswer(Wire):
    error: ErrorBody
