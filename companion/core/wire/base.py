"""What every model of the wire is made of: its base, values with their bounds, and the shape of an error.

Every text is bounded here, and the extension cuts what it reads to the same bounds, so that a hostile page cannot
make a batch that is refused.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

WIRE_VERSION = 2

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
Percent = Annotated[int, Field(ge=0, le=100)]
Key = Annotated[int, Field(ge=1, description="An account's number in this database.")]


class Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=False)


class ErrorBody(Wire):
    code: str
    message: str
    details: dict[str, object] | None = None


class ErrorAnswer(Wire):
    error: ErrorBody
