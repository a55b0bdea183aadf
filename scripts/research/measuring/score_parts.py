"""Where the processor time of one picture's measurement goes, part by part, on one thread: for ``bench.py score``."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from companion.vision import looks, meter
from companion.vision.landmarks import FaceMesh
from companion.vision.meter import Meter
from companion.vision.way_up import WayUp
from companion.workers.bulk import AT_ONCE

PASSES = "landmark passes"
PARTS: tuple[tuple[str, object, str], ...] = (
    (PASSES, FaceMesh, "_find"),
    ("detector of small faces", FaceMesh, "_small_faces"),
    ("decoding", meter, "decode"),
    ("a plain border", looks, "content_frame"),
    ("which way up", WayUp, "__call__"),
    ("judging", meter, "evidence"),
    ("cues", meter, "cues_of"),
    ("what the file says of itself", meter, "statements"),
    ("all else", Meter, "measure_all"),
)
"""Each part's name, and whose function it is."""


def parts(paths: Sequence[Path]) -> Iterator[str]:
    """A line a part: milliseconds a picture without the parts inside it, and how often it is called."""
    seconds: dict[str, float] = defaultdict(float)
    calls: dict[str, int] = defaultdict(int)
    inside = [0.0]

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*values: Any) -> Any:
            began = time.process_time()
            inside.append(0.0)
            try:
                return function(*values)
            finally:
                taken = time.process_time() - began
                seconds[name] += taken - inside.pop()
                calls[name] += 1
                inside[-1] += taken

        return run

    contents = [path.read_bytes() for path in paths]
    with ExitStack() as stack:
        for name, owner, function in PARTS:
            stack.enter_context(patch.object(owner, function, timed(name, getattr(owner, function))))
        with Meter(FaceMesh()) as measuring:
            measuring.measure(contents[0])  # what is made once
            seconds.clear()
            calls.clear()
            for start in range(0, len(contents), AT_ONCE):
                measuring.measure_all(contents[start : start + AT_ONCE])
    for name in sorted(seconds, key=seconds.__getitem__, reverse=True):
        yield f"  {1000 * seconds[name] / len(paths):6.2f} ms a picture: {name} ({calls[name]:,} times)"
    yield f"  {1000 * sum(seconds.values()) / len(paths):6.2f} ms a picture in all, of {len(paths):,} pictures"
