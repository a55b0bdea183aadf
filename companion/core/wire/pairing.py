"""Who listens on this port, and how a browser pairs with it and opens its window."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from companion.core.wire.base import WIRE_VERSION, Wire


class Proof(Wire):
    """That the companion knows of the pairing that was named, over the nonce that came with it; see ``core.proof``."""

    run: str = Field(description="This run of the companion: the browser's pass is good for it.")
    revoked: bool
    mac: str


class Hello(Wire):
    """All that whoever asks is told; a browser that names its pairing and sends a nonce, that it is known."""

    name: str = "eyeline"
    wire: int = WIRE_VERSION
    proof: Proof | None = None


class Setup(Wire):
    """For the setup page: what each browser's own dialog wants to be shown, or null where it has not been built."""

    version: str
    chrome: str | None = Field(description="The unpacked extension's folder.")
    firefox: str | None = Field(description="The manifest in the unpacked extension's folder.")


class StartCommand(Wire):
    """For a browser that is paired: how the person starts the companion again, to be shown while it does not run; and
    whether the extension that is loaded is the one that lies here."""

    lines: list[Annotated[str, StringConstraints(max_length=8192)]] = Field(
        max_length=5, description="To be typed in a terminal, one after the other."
    )
    extension: str | None = Field(
        None, description="The build of the extension that lies here, as a batch's `tool_version` says it."
    )


class PairingCode(Wire):
    code: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    expires_in: int = Field(description="Seconds.")


class Handover(Wire):
    """A code of one use that opens the companion's window: sent by a form, so that it stands in no address."""

    code: str


class PairRequest(Wire):
    code: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    browser: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class PairAnswer(Wire):
    token: str
    paired_at: datetime
