"""The wire models as JSON Schema, for the OpenAPI page and for the extension's generated types."""

from __future__ import annotations

import inspect
from typing import Any

from pydantic.json_schema import models_json_schema

from companion.core import wire


def wire_models() -> list[type[wire.Wire]]:
    """Every model of :mod:`companion.core.wire`, in the order of the file."""
    models = [
        m for _, m in inspect.getmembers(wire, inspect.isclass) if issubclass(m, wire.Wire) and m is not wire.Wire
    ]
    return sorted(models, key=lambda m: inspect.getsourcelines(m)[1])


def wire_schemas() -> dict[str, Any]:
    """Name → JSON Schema (draft 2020-12, as OpenAPI 3.1 uses it) of each wire model and enumeration."""
    _, top = models_json_schema(
        [(model, "validation") for model in wire_models()], ref_template="#/components/schemas/{model}"
    )
    schemas: dict[str, Any] = top["$defs"]
    return schemas
