"""The TypeScript types of what each address of the companion takes and answers, from the URL table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_type_hints

from companion.analyses.analysis import ANALYSES, Analysis
from companion.core.wire.base import Wire
from companion.server.handlers import analyses
from companion.server.openapi import PARAMETER
from companion.server.route import Route
from companion.server.routes import API, ROUTES
from scripts.generation.wire_types import options_name

TEXT = """\

/** Long work that was begun, and what it will have given when it is done. */
export interface Begun<Gives> extends Job {{
  /** A type only: it comes with the job that is done. */
  readonly gives?: Gives;
}}

/** What each address takes and answers, by method and path below /api/v1/. */
export interface Routes {{
{methods}}}

/** Where there are bytes to get. */
export type FilePath ={files};

/** What each analysis, begun by POST analyses/NAME, takes and finds. */
export interface AnalysisTypes {{
{analyses}}}
"""
OCTETS = "Blob | Uint8Array<ArrayBuffer>"


@dataclass(frozen=True)
class Address:
    """A route as TypeScript says it: its path below ``/api/v1/``, a placeholder a parameter, and its types.

    ``answer`` is None where it is no JSON.
    """

    method: str
    path: str
    body: str | None
    answer: str | None


def route_types() -> str:
    """What answers in JSON (``Routes``), what answers otherwise (``FilePath``), and the analyses, each by its name."""
    told = [route for route in ROUTES if route.path.startswith(API) and route.handler is not analyses.begin]
    addresses = [address for route in told for address in _addresses(route)]
    methods = "".join(
        f"  {method}: {{\n{''.join(_entry(each) for each in addresses if each.method == method and each.answer)}  }};\n"
        for method in ("GET", "POST")
    )
    files = "".join(f"\n  | `{each.path}`" for each in addresses if each.answer is None)
    return TEXT.format(methods=methods, files=files, analyses="".join(_analysis(each) for each in ANALYSES.every()))


def _analysis(analysis: Analysis) -> str:
    finding = get_type_hints(analysis.run)["return"]
    return f"  {analysis.name}: {{ options: {options_name(analysis.name)}; finding: {_name(finding)} }};\n"


def _addresses(route: Route) -> Iterator[Address]:
    path = PARAMETER.sub(_placeholder, route.path.removeprefix(f"{API}/"))
    body = None if route.body is None else _name(route.body) if issubclass(route.body, Wire) else OCTETS
    answer = None if isinstance(route.answer, str) else _answer(route, route.answer)
    yield Address(route.method, path, body, answer)
    for name in (*route.query, *route.repeated_query):
        yield Address(route.method, f"{path}?{name}=${{string}}", body, answer)


def _placeholder(parameter: re.Match[str]) -> str:
    return "${number}" if (parameter[2] or "").startswith(r"\d") else "${string}"


def _answer(route: Route, model: type[Wire]) -> str:
    return f"Begun<{_name(route.gives)}>" if route.gives else _name(model)


def _name(model: type) -> str:
    return model.__name__


def _entry(address: Address) -> str:
    key = f"[path: `{address.path}`]" if "${" in address.path else f'"{address.path}"'
    body = f"body: {address.body}; " if address.body else ""
    return f"    {key}: {{ {body}answer: {address.answer} }};\n"
