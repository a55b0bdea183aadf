"""A page as browsers save it: its HTML, and the address that it was at."""

from __future__ import annotations

import email
import email.policy
import re
from html import unescape

LARGEST = 64 * 2**20  # bytes
HEAD = 200_000  # characters in which a page says its address
ADDRESSES = (
    re.compile(r"<!-- saved from url=\(\d+\)(https?://[^ >]+) -->"),
    re.compile(r"<link\b[^>]*\brel=[\"']?canonical\b[^>]*\bhref=[\"']?(https?://[^\"' >]+)", re.IGNORECASE),
    re.compile(r"<meta\b[^>]*\bproperty=[\"']?og:url\b[^>]*\bcontent=[\"']?(https?://[^\"' >]+)", re.IGNORECASE),
)


def saved_page(content: bytes) -> tuple[str, str | None]:
    """HTML and address of a file ``.html`` or ``.mhtml``; None where it does not say where the page was."""
    said: str | None = None
    if content[:4096].lstrip().startswith((b"From: ", b"MIME-Version: ", b"Snapshot-Content-Location: ")):
        message = email.message_from_bytes(content, policy=email.policy.default)
        said = message["Snapshot-Content-Location"]
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        content = bytes(pages[0].get_payload(decode=True)) if pages else b""
    html = content.decode("utf-8", "replace")
    return html, said or _said(html)


def _said(html: str) -> str | None:
    found = next(filter(None, (form.search(html[:HEAD]) for form in ADDRESSES)), None)
    return unescape(found[1]) if found else None
