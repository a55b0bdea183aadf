"""What every model of the wire is made of: its base, values with their bounds, and the shape of an error.

Every text is bounded here, and the extension cuts what it reads to the same bounds, so that a hostile page cannot
make a batch that is refused.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.json_schema import models_json_schema

from companion.core import wire

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
LARGEST = 2**53 - 1
"""The largest whole number that JavaScript holds exactly; SQLite's go further."""
Count = Annotated[int, Field(ge=0, le=LARGEST)]
Number = Annotated[int, Field(ge=1, le=LARGEST, description="A row's number in this database.")]
Percent = Annotated[int, Field(ge=0, le=100)]
Key = Annotated[int, Field(ge=1, le=LARGEST, description="An account's number in this database.")]


class Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=False)


class ErrorBody(Wire):
    code: str
    message: str
    details: dict[str, object] | None = None


class ErrorAnswer(Wire):
    error: ErrorBody


REFERENCE = "#/components/schemas/{model}"


def wire_models() -> list[type[Wire]]:
    """Every model of the wire, file by file and in the order of the file."""
    names = sorted(module.name for module in pkgutil.walk_packages(wire.__path__, f"{wire.__name__}."))
    return [model for name in names for model in _models_of(importlib.import_module(name))]


def _models_of(module: ModuleType) -> list[type[Wire]]:
    models = [
        model
        for _, model in inspect.getmembers(module, inspect.isclass)
        if issubclass(model, Wire) and model is not Wire and model.__module__ == module.__name__
    ]
    return sorted(models, key=lambda model: inspect.getsourcelines(model)[1])


def wire_schemas() -> dict[str, Any]:
    """Name → JSON Schema (draft 2020-12, as OpenAPI 3.1 uses it) of each wire model and enumeration."""
    _, top = models_json_schema([(model, "validation") for model in wire_models()], ref_template=REFERENCE)
    schemas: dict[str, Any] = top["$defs"]
    return schemas
