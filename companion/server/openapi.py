"""The OpenAPI 3.1 page, made from the URL table and the wire models."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from companion import __version__
from companion.core.wire.base import REFERENCE, ErrorAnswer, Wire, wire_schemas
from companion.server.route import JSON, Access, Route

PARAMETER = re.compile(r"\{(\w+)(?::((?:[^{}]|\{[^{}]*\})*))?\}")


def document(routes: Iterable[Route]) -> dict[str, Any]:
    """The whole OpenAPI document of these routes."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(PARAMETER.sub(r"{\1}", route.path), {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Eyeline's companion", "version": __version__},
        "paths": paths,
        "components": {
            "schemas": wire_schemas(),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The pass of a paired browser (core.proof), or what the window was handed.",
                }
            },
        },
    }


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": route.summary,
        "parameters": [
            *(_parameter("path", name, _text(pattern)) for name, pattern in PARAMETER.findall(route.path)),
            *(_parameter("query", name, _text()) for name in route.query),
            *(_parameter("query", name, {"type": "array", "items": _text()}) for name in route.repeated_query),
        ],
        "responses": {
            "200": {"description": "As asked.", "content": _content(route.answer)},
            **{status: {"description": words, "content": _content(ErrorAnswer)} for status, words in _refusals(route)},
        },
        "security": [{"token": []}] if route.access in (Access.paired, Access.window) else [],
    }
    if route.gives is not None:
        operation["x-job-gives"] = _schema(route.gives)
    if route.body is not None:
        operation["requestBody"] = {
            "required": True,
            "description": f"At most {route.limit} bytes.",
            "content": _content(route.body if issubclass(route.body, Wire) else route.content_type),
        }
    return operation


def _refusals(route: Route) -> Iterator[tuple[str, str]]:
    """The statuses of what is no answer, each with what it means."""
    yield "400", "It is not as it must be."
    if route.access is not Access.anyone:
        yield "401", "Who asks has no key that is in force."
    yield "403", "Who asks may not."
    yield "404", "What it names is not there."
    if route.body is not None:
        yield "413", "It is too long."
        yield "415", "It is not of the content type that is taken."
        yield "429", "Too much is sent at once: come again after Retry-After."
    yield "5XX", "It cannot be done now: the disk is full, the database is locked or damaged, or a mistake of ours."


def _text(pattern: str = "") -> dict[str, Any]:
    return {"type": "string", **({"pattern": f"^{pattern}$"} if pattern else {})}


def _parameter(place: str, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"in": place, "name": name, "required": place == "path", "schema": schema}


def _content(answer: type[Wire] | str) -> dict[str, Any]:
    if isinstance(answer, str):
        return {answer: {}}
    return {JSON: {"schema": _schema(answer)}}


def _schema(model: type[Wire]) -> dict[str, Any]:
    return {"$ref": REFERENCE.format(model=model.__name__)}
