"""Every fixture site on one loopback port: real HTTPS, told apart by the host name that the browser asks for."""

from __future__ import annotations

import base64
import hashlib
import socket
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import trustme
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .browsers.browser import Network


@dataclass(frozen=True)
class Reply:
    body: bytes
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Sites:
    """Pages and pictures by ``(host, path)``; the query of an address is not looked at."""

    network: Network
    replies: dict[tuple[str, str], Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """``host/path`` of every request, in order."""

    def put(self, host: str, path: str, body: bytes | str, content_type: str = "", **headers: str) -> str:
        """Serve ``body`` there and return the address."""
        kind = content_type or ("text/html; charset=utf-8" if isinstance(body, str) else "image/jpeg")
        data = body.encode() if isinstance(body, str) else body
        self.replies[host, path] = Reply(data, kind, {name.replace("_", "-"): value for name, value in headers.items()})
        return f"https://{host}{path}"

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(f"{request.host}{request.path}")
        reply = self.replies.get((request.host, request.path))
        if reply is None:
            return web.Response(status=404, text="no such fixture")
        return web.Response(body=reply.body, headers={"Content-Type": reply.content_type, **reply.headers})


async def serve() -> tuple[Sites, Callable[[], Awaitable[None]]]:
    """Start on a free port with a certificate made now; the second value stops it."""
    certificate = trustme.CA().issue_cert("sites.test")
    parsed = x509.load_pem_x509_certificate(certificate.cert_chain_pems[0].bytes())
    key = parsed.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(tls)

    spki = base64.b64encode(hashlib.sha256(key).digest()).decode()
    listening = socket.create_server(("127.0.0.1", 0))
    sites = Sites(Network(listening.getsockname()[1], spki))
    application = web.Application()
    application.router.add_get("/{path:.*}", sites.answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.SockSite(runner, listening, ssl_context=tls).start()
    return sites, runner.cleanup
