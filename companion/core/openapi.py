"""The wire models as JSON Schema, for the OpenAPI page and for the extension's generated types."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import Any

from pydantic.json_schema import models_json_schema

from companion.core import findings, wire


def wire_models() -> list[type[wire.Wire]]:
    """Every model of :mod:`companion.core.wire` and of the findings, file by file and in the order of the file."""
    names = sorted(module.name for module in pkgutil.iter_modules(findings.__path__, f"{findings.__name__}."))
    modules = [wire, *(importlib.import_module(name) for name in names)]
    return [model for module in modules for model in _models_of(module)]


def _models_of(module: ModuleType) -> list[type[wire.Wire]]:
    models = [
        model
        for _, model in inspect.getmembers(module, inspect.isclass)
        if issubclass(model, wire.Wire) and model is not wire.Wire and model.__module__ == module.__name__
    ]
    return sorted(models, key=lambda model: inspect.getsourcelines(model)[1])


def wire_schemas() -> dict[str, Any]:
    """Name → JSON Schema (draft 2020-12, as OpenAPI 3.1 uses it) of each wire model and enumeration."""
    _, top = models_json_schema(
        [(model, "validation") for model in wire_models()], ref_template="#/components/schemas/{model}"
    )
    schemas: dict[str, Any] = top["$defs"]
    return schemas
