"""Pictures on their way from the extension to the companion, and what is kept of them."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field, StringConstraints

from companion.core.wire.base import Address, Platform, Ref, Wire


class WantedPicture(Wire):
    address: Address
    platform: Platform
    picture_id: str | None = None
    refs: list[Ref] = Field(max_length=500)


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


class KeepPictures(str, Enum):
    """What is kept of a picture once it is measured: nothing, a small JPEG, or also the bytes as they came."""

    none = "none"
    thumbnail = "thumbnail"
    full = "full"


class Keeping(Wire):
    """Asked: what a person chose in the browser. Answered: what holds, which is what the companion's start says."""

    keep_pictures: KeepPictures
