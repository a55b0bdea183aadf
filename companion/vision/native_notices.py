"""What native code says as it starts, and nobody needs to read."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def native_notices_hidden() -> Iterator[None]:
    """Keeps the start-up notices that MediaPipe's C++ writes to descriptor 2 from a person, and from a log.

    Python's own stderr goes on through a copy of the descriptor; one that is no descriptor 2 is left as it is.
    """
    try:
        if sys.stderr.fileno() != 2:
            raise OSError
    except OSError:  # as io.UnsupportedOperation, where something else stands for it
        yield
        return
    original, copy = sys.stderr, os.dup(2)
    with open(os.devnull, "w") as null:  # noqa: PTH123 - a device, by its descriptor
        os.dup2(null.fileno(), 2)
    with os.fdopen(copy, "w", encoding="utf-8", errors="replace", buffering=1) as terminal:
        try:
            sys.stderr = terminal
            yield
        finally:
            os.dup2(copy, 2)
            sys.stderr = original
