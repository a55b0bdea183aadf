"""What was measured on pictures, and where else they were seen."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from companion.core.wire.base import Address, Percent, Ref, ShortText, Wire
from companion.core.wire.group_signs import StandingGroup


class Status(str, Enum):
    """What became of a picture. Only ``scored`` has a number.

    ``failed`` may be tried again, ``abandoned`` and ``beyond_bounds`` (its file asks for too much work) are not.
    """

    scored = "scored"
    no_face = "no_face"
    several_faces = "several_faces"
    too_small = "too_small"
    undecodable = "undecodable"
    beyond_bounds = "beyond_bounds"
    failed = "failed"
    abandoned = "abandoned"
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
    ``turned``: how many degrees the picture was turned, clockwise, so that the face stands upright.
    """

    shift_x: float
    shift_y: float
    log_scale: float
    roll: float
    eye_distance: float
    eyes: Eyes
    template: Eyes
    turned: Literal[0, 90, 180, 270] = 0


class Rarity(Wire):
    """At most about 1 in ``one_in`` ordinary profile pictures of this size sits like this.

    It is the upper end of an interval over sources of pictures; ``at_least``: the sample supports no more.
    """

    one_in: int = Field(ge=1)
    at_least: bool


class CueName(str, Enum):
    """``eyes_alike``: both eyes look the same. ``few_extremes``: hardly a pixel is burnt out or black."""

    eyes_alike = "eyes_alike"
    few_extremes = "few_extremes"


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


class ProvenanceClaim(str, Enum):
    """What a statement in a file amounts to: made by a machine, edited with one, or containing something made.

    ``manifest``: that it carries a signed history (C2PA), whose signature is not checked here; ``linked_manifest``:
    that there is one elsewhere, which is not fetched.
    """

    machine_made = "machine_made"
    machine_edited = "machine_edited"
    machine_part = "machine_part"
    camera = "camera"
    program = "program"
    manifest = "manifest"
    linked_manifest = "linked_manifest"
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

    says: ProvenanceClaim
    place: FilePlace
    quote: Annotated[str, StringConstraints(max_length=200)]


class Evidence(Wire):
    """What was measured on one picture."""

    picture: int | None = Field(None, description="The companion's number for the picture.")
    status: Status
    message: ShortText | None = Field(
        None, description="For people, where the status is not `scored`, or the file is cut short."
    )
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
    evidence: Evidence | None = Field(description="None where no picture of it is known.")
    reuse: Reuse | None = Field(None, description="None where the picture was seen nowhere else so far.")
    group: StandingGroup | None = Field(None, description="The group that stands out to which the account belongs.")


class Badges(Wire):
    badges: list[Badge]
