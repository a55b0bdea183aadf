"""The wire models as JSON Schema, for the OpenAPI page and for the generated TypeScript types."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import Any

from pydantic.json_schema import models_json_schema

from companion.core import wire
from companion.core.wire.base import Wire

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
