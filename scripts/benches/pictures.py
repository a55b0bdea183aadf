"""Memory that one picture takes at the largest sizes that are accepted, and whether ten thousand leave any behind.

Both are of the process in which the companion opens pictures, as Linux counts them.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from companion.demo.photograph import Photograph
from companion.workers.picture_process import PictureProcess

MOST_MB = 300
FLAT_MB = 20
"""What the second half of many pictures may add: the allocator's own to and fro."""

MEGABYTE = 1_000_000
VARIANTS = 40


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py pictures", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="pictures one after the other (default 10,000)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, PictureProcess(Path(folder)) as process:
        warm_up(process)
        print(f"memory before any large picture: {resident(process) / MEGABYTE:.0f} MB")
        most = 0.0
        for name, make in LARGEST.items():
            content = make()
            start = time.perf_counter()
            status, grown = growth(process, content)
            most = max(most, grown)
            seconds = time.perf_counter() - start
            print(
                f"{name:<44}{len(content) / MEGABYTE:>7.1f} MB file {status:>10}{seconds:>6.1f} s{grown:>6.0f} MB more"
            )
        half, whole = over_many(process, options.count)
        print(f"after {options.count // 2:,} pictures {half:.0f} MB, after {options.count:,} {whole:.0f} MB")
    print(f"one picture takes at most {most:.0f} MB (target {MOST_MB}); many add {whole - half:.0f} (target {FLAT_MB})")
    return 0 if most <= MOST_MB and whole - half <= FLAT_MB else 1


def warm_up(process: PictureProcess) -> None:
    for kind in ("JPEG", "PNG", "WEBP", "GIF", "AVIF"):
        process.measure(_encoded(_face(400, 400), kind))


def growth(process: PictureProcess, content: bytes) -> tuple[str, float]:
    """What became of the picture, and how many megabytes measuring it took at its peak."""
    before = resident(process)
    (_folder(process) / "clear_refs").write_text("5")  # the peak begins anew
    status = process.measure(content).evidence.status.value
    return status, (resident(process, "VmHWM") - before) / MEGABYTE


def over_many(process: PictureProcess, count: int) -> tuple[float, float]:
    """Megabytes after half and after all of so many pictures, of all formats and several sizes."""
    sizes = []
    for number, content in enumerate(_many(count), 1):
        process.measure(content)
        process.thumbnail(content, 256)
        if number in (count // 2, count):
            sizes.append(resident(process) / MEGABYTE)
    return sizes[0], sizes[1]


def resident(process: PictureProcess, what: str = "VmRSS") -> int:
    """Bytes that the process holds now, or held at its peak (``VmHWM``)."""
    for line in (_folder(process) / "status").read_text().splitlines():
        if line.startswith(what):
            return int(line.split()[1]) * 1024
    raise ValueError(what)


def _folder(process: PictureProcess) -> Path:
    assert process.pid is not None
    return Path("/proc") / str(process.pid)


@cache
def _aligned() -> Image.Image:
    photograph = Photograph()
    return Image.fromarray(photograph.cut(photograph.ffhq_square, 300))


def _face(width: int, height: int) -> Image.Image:
    return _aligned().resize((width, height))


def _encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _with_alpha(image: Image.Image) -> Image.Image:
    image.putalpha(200)
    return image


def _sixteen_bits(width: int, height: int) -> Image.Image:
    return Image.fromarray(np.asarray(_face(width, height).convert("L")).astype(np.uint16) << 8)


def _moving(width: int, height: int) -> bytes:
    still = _face(width, height)
    return _encoded(still, "WEBP", save_all=True, append_images=[Image.new("RGB", still.size)], method=0, quality=50)


LARGEST: Mapping[str, Callable[[], bytes]] = {
    "JPEG, 8000 × 5000": lambda: _encoded(_face(8000, 5000), "JPEG"),
    "JPEG in passes, 8000 × 5000, full colour": lambda: _encoded(
        _face(8000, 5000), "JPEG", progressive=True, subsampling=0
    ),
    "JPEG in passes, 65000 × 615, full colour": lambda: _encoded(
        _face(65_000, 615), "JPEG", progressive=True, subsampling=0
    ),
    "PNG, 8000 × 5000, transparent": lambda: _encoded(_with_alpha(_face(8000, 5000)), "PNG", compress_level=1),
    "PNG, 8000 × 5000, grey of 16 bits": lambda: _encoded(_sixteen_bits(8000, 5000), "PNG", compress_level=1),
    "GIF, 8000 × 5000": lambda: _encoded(_face(8000, 5000).convert("P"), "GIF"),
    "WebP, 8000 × 5000": lambda: _encoded(_face(8000, 5000), "WEBP", method=0),
    "WebP, 6200 × 5000, transparent": lambda: _encoded(_with_alpha(_face(6200, 5000)), "WEBP", method=0),
    "WebP, 6200 × 5000, lossless, transparent": lambda: _encoded(
        _with_alpha(_face(6200, 5000)), "WEBP", lossless=True, method=0, quality=0
    ),
    "WebP, 5000 × 3500, of two frames": lambda: _moving(5000, 3500),
    "AVIF, 5000 × 3500, full colour": lambda: _encoded(
        _with_alpha(_face(5000, 3500)), "AVIF", speed=10, subsampling="4:4:4"
    ),
}
"""By what it is: a file at the bound."""


def _many(count: int) -> Iterator[bytes]:
    """So many, of VARIANTS that differ: making each anew would take longer than measuring it."""
    made = [_variant(number) for number in range(min(count, VARIANTS))]
    return islice(cycle(made), count)


def _variant(number: int) -> bytes:
    kinds: tuple[tuple[str, int], ...] = (("JPEG", 300), ("WEBP", 150), ("JPEG", 1200), ("PNG", 200), ("JPEG", 96))
    kinds += (("GIF", 128), ("AVIF", 200), ("JPEG", 720))
    kind, side = kinds[number % len(kinds)]
    face = _face(side, side)
    face.putpixel((number % 90, number // 90 % 90), (number % 256, 0, 0))
    return _encoded(face, kind)
