"""What a browser and the companion can say to each other because both know of one pairing, and nobody else can.

The browser holds the pairing's token, the companion the token's SHA-256: this is the key of every HMAC-SHA-256 here
(RFC 2104). The token itself is told once, when the browser is paired. Who listens on the port while the companion is
away can neither answer for it, nor take its answer from elsewhere or from before: the answer is bound to the browser's
nonce and to the port. What a browser shows with its requests is good for one run of the companion on this port only.
"""

from __future__ import annotations

import hashlib
import hmac


def key_of(token: str) -> bytes:
    """What the companion keeps of a token: 32 bytes."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


def name_of(key: bytes) -> str:
    """By what a browser says which pairing it means: 32 hexadecimal digits that tell nobody the key."""
    return _said(key, "name")[:32]


def proof(key: bytes, *, nonce: str, port: int, wire: int, run: str, revoked: bool) -> str:
    """The companion's answer to a nonce: 64 hexadecimal digits, over all that it says of itself with it."""
    return _said(key, "proof", nonce, str(port), str(wire), run, "revoked" if revoked else "in force")


def pass_of(key: bytes, *, port: int, run: str) -> str:
    """What a browser shows with every request to this run of the companion: 64 hexadecimal digits."""
    return _said(key, "pass", str(port), run)


def _said(key: bytes, *words: str) -> str:
    return hmac.new(key, "\n".join(("eyeline", *words)).encode(), hashlib.sha256).hexdigest()
