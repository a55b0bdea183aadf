"""The API's own description."""

from __future__ import annotations

import json

from aiohttp import web

from companion.server.openapi import document
from companion.server.route import JSON, routes_of


async def page(request: web.Request) -> web.Response:
    return web.Response(body=json.dumps(document(routes_of(request.app))).encode(), content_type=JSON)
