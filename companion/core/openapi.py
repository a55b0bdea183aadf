"""The wire models as JSON Schema, for the OpenAPI page and for the extension's generated types."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import Any

from pydantic.json_schema import models_json_schema

from companion.core import findings, views, wire


def wire_models() -> list[type[wire.Wire]]:
    """Every model of the wire, the findings and the window's views, file by file and in the order of the file."""
    names = [
        module.name
        for package in (findings, views)
        for module in sorted(pkgutil.iter_modules(package.__path__, f"{package.__name__}."), key=lambda each: each.name)
    ]
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
