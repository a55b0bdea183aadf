"""What a file declares is counted before it is decoded: just within each bound it is scored, beyond it refused."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator

import pytest
from PIL import Image, PngImagePlugin

from companion.core.wire.evidence import Status
from companion.errors import PictureError
from companion.texts.catalogue import texts
from companion.vision.declared import bounds, to_decode
from companion.vision.decode import decode
from companion.vision.meter import Meter
from tests.companion.vision.made import aligned, encoded, noise


@pytest.fixture(scope="module")
def meter() -> Iterator[Meter]:
    with Meter() as one:
        yield one


def refusal(data: bytes) -> str:
    """By which word it is refused."""
    with pytest.raises(PictureError) as refused:
        decode(data, 400)
    assert refused.value.picture_status == "beyond_bounds"
    assert len({refused.value.said_in(language) for language in ("en", "es", "pt-BR")}) == 3
    return refused.value.key.removeprefix("pictures.")


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def jpeg_segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def riff_chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def with_chunk(chunks: bytes) -> bytes:
    """A PNG with these chunks before its picture."""
    plain = encoded(aligned(), "PNG")
    return plain[:33] + chunks + plain[33:]


def with_segments(segments: bytes) -> bytes:
    plain = encoded(aligned())
    return plain[:2] + segments + plain[2:]


def extended_webp(*chunks: bytes, flags: int = 0) -> bytes:
    plain = encoded(aligned(), "WEBP")
    header = bytes([flags, 0, 0, 0]) + (299).to_bytes(3, "little") * 2
    body = b"WEBP" + riff_chunk(b"VP8X", header) + plain[12:] + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def passes(count: int) -> bytes:
    """A progressive JPEG whose last pass is there so often that it has so many in all; each again changes nothing."""
    plain = encoded(aligned(), progressive=True)
    own, last = plain.count(b"\xff\xda"), plain.rindex(b"\xff\xda")
    return plain[:-2] + plain[last:-2] * (count - own) + plain[-2:]


def parts(kind: str, count: int) -> bytes:
    """A file with so many more parts."""
    if kind == "JPEG":
        return with_segments(jpeg_segment(0xFE, b"") * count)
    if kind == "PNG":
        return with_chunk(png_chunk(b"tEXt", b"key\0") * count)
    if kind == "WEBP":
        return extended_webp(riff_chunk(b"more", b"") * count)
    plain = encoded(aligned(), kind)
    if kind == "GIF":
        start = 13 + (3 << (plain[10] & 7) + 1)
        return plain[:start] + b"!\xfe" + b"\1x" * count + b"\0" + plain[start:]
    return plain + b"\0\0\0\x08free" * count


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_parts(kind: str, meter: Meter) -> None:
    assert meter.measure(parts(kind, bounds.MAX_PARTS - 100)).evidence.status is Status.scored
    assert refusal(parts(kind, bounds.MAX_PARTS + 1)) == "too_many_parts"


def test_passes(meter: Meter) -> None:
    assert meter.measure(passes(bounds.MAX_SCANS)).evidence.status is Status.scored
    assert refusal(passes(bounds.MAX_SCANS + 1)) == "too_many_scans"


def test_passes_are_fewer_where_the_picture_is_large() -> None:
    """30 million pixels may have 33; only the size that the file claims is changed."""
    at = passes(40).index(b"\xff\xc2") + 5
    for count, is_refused in ((33, False), (34, True)):
        data = bytearray(passes(count))
        data[at : at + 4] = struct.pack(">HH", 5000, 6000)
        if is_refused:
            assert refusal(bytes(data)) == "too_many_scans"
        else:
            assert to_decode(bytes(data)) == data


def test_what_follows_the_picture_is_no_pass() -> None:
    data = passes(50)
    assert decode(data + b"\xff\xda\0\2" * 200, 400).width == 300
    assert decode(encoded(aligned()) + b"\xff\xda\0\2" * 200, 400).width == 300


def claimed(kind: str, width: int, height: int) -> bytes:
    """A small file whose header says that it is so large."""
    data = bytearray(encoded(noise(64, 64), kind))
    if kind == "JPEG":
        at = data.index(b"\xff\xc0") + 5
        data[at : at + 4] = struct.pack(">HH", height, width)
    elif kind == "PNG":
        data[8:33] = png_chunk(b"IHDR", struct.pack(">II", width, height) + data[24:29])
    elif kind == "WEBP":
        data[26:30] = struct.pack("<HH", width, height)
    elif kind == "GIF":
        data[6:10] = struct.pack("<HH", width, height)
    else:
        at = data.index(b"ispe") + 8
        data[at : at + 8] = struct.pack(">II", width, height)
    return bytes(data)


@pytest.mark.parametrize(
    ("kind", "most"),
    [("JPEG", 40_000_000), ("PNG", 40_000_000), ("WEBP", 40_000_000), ("GIF", 40_000_000), ("AVIF", 17_500_000)],
)
def test_pixels(kind: str, most: int) -> None:
    within, beyond = claimed(kind, 5000, most // 5000), claimed(kind, 5000, most // 5000 + 1)
    assert to_decode(within) == within
    assert refusal(beyond) == "too_many_pixels"
    assert to_decode(claimed(kind, 300, 300)) == claimed(kind, 300, 300)


def test_pixels_of_a_gifs_frame_and_of_nothing_but_a_header() -> None:
    gif = bytearray(encoded(noise(64, 64), "GIF"))
    at = gif.index(b",\0\0\0\0\x40")
    gif[at + 1 : at + 5] = struct.pack("<HH", 65_000, 600)
    assert refusal(bytes(gif)) == "too_many_pixels"
    for side in (7_000, 12_000, 50_000):
        header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
        data = b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", zlib.compress(b"")) + png_chunk(b"IEND", b"")
        assert refusal(data) == "too_many_pixels"


def test_pixels_are_fewer_where_each_needs_more() -> None:
    """A lossless or transparent WebP may have 31 million, one that moves 17, a JPEG in passes with four colours 35."""

    def lossless(width: int, height: int) -> bytes:
        data = bytearray(encoded(noise(64, 64), "WEBP", lossless=True))
        data[21:25] = struct.pack("<I", (width - 1) | (height - 1) << 14)
        return bytes(data)

    def transparent(width: int, height: int) -> bytes:
        picture = noise(64, 64)
        picture.putalpha(aligned(64).convert("L"))
        data = bytearray(encoded(picture, "WEBP"))
        data[24:30] = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        return bytes(data)

    def moving(width: int, height: int) -> bytes:
        two = [noise(64, 64), aligned(64)]
        data = bytearray(encoded(two[0], "WEBP", save_all=True, append_images=two[1:]))
        data[24:30] = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        return bytes(data)

    def in_passes(width: int, height: int) -> bytes:
        data = bytearray(encoded(noise(64, 64).convert("CMYK"), progressive=True, subsampling=0))
        at = data.index(b"\xff\xc2") + 5
        data[at : at + 4] = struct.pack(">HH", height, width)
        return bytes(data)

    made: tuple[tuple[Callable[[int, int], bytes], int], ...] = (
        (lossless, 6200),
        (transparent, 6200),
        (moving, 3500),
        (in_passes, 7000),
    )
    for make, height in made:
        assert to_decode(make(5000, height)) == make(5000, height)
        assert refusal(make(5100, height)) == "too_many_pixels"


def profile(kind: str, size: int) -> bytes:
    """A file with a colour profile of so many bytes, which is none but is as large."""
    content = bytes(size)
    if kind == "PNG":
        return with_chunk(png_chunk(b"iCCP", b"name\0\0" + zlib.compress(content)))
    if kind == "WEBP":
        return extended_webp(riff_chunk(b"ICCP", content), flags=0x20)
    pieces = [content[start : start + 65_000] for start in range(0, size, 65_000)]
    head = b"ICC_PROFILE\0"
    return with_segments(
        b"".join(
            jpeg_segment(0xE2, head + bytes([number, len(pieces)]) + piece) for number, piece in enumerate(pieces, 1)
        )
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colour_profiles(kind: str, meter: Meter) -> None:
    assert meter.measure(profile(kind, bounds.MAX_PROFILE_BYTES)).evidence.status is Status.scored
    assert refusal(profile(kind, bounds.MAX_PROFILE_BYTES + 1)) == "profile_too_large"


def test_texts_of_any_length_are_passed_over(meter: Meter) -> None:
    long, longer = zlib.compress(bytes(2**20)), zlib.compress(bytes(5 * 2**20))
    many = png_chunk(b"zTXt", b"Comment\0\0" + long) * 70
    after = png_chunk(b"iTXt", b"Comment\0\1\0\0\0" + longer)
    data = with_chunk(many + png_chunk(b"zTXt", b"Comment\0\0" + longer))
    data = data[:-12] + after + data[-12:]
    with pytest.raises(ValueError, match="text chunks"):
        Image.open(io.BytesIO(data)).load()  # Pillow's own bound
    found = meter.measure(data).evidence
    assert found.status is Status.scored
    assert found.score == meter.measure(encoded(aligned(), "PNG")).evidence.score


def test_a_text_beside_the_picture_is_still_read(meter: Meter) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Software", "NovelAI")
    assert [one.quote for one in meter.measure(encoded(aligned(), "PNG", pnginfo=info)).evidence.file] == ["NovelAI"]


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_many_frames_the_first_is_scored(kind: str, meter: Meter) -> None:
    others = [Image.new("RGB", (300, 300), (number * 53 % 256, number * 97 % 256, 0)) for number in range(40)]
    data = encoded(aligned(), kind, save_all=True, append_images=others, duration=20)
    with Image.open(io.BytesIO(data)) as opened:
        assert opened.n_frames > 30
    assert meter.measure(data).evidence.status is Status.scored


def test_a_broken_later_frame_spoils_nothing() -> None:
    frames = [aligned(100), noise(100, 100)]
    for kind, end in (("GIF", 300), ("PNG", 5_000)):
        data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
        assert decode(data[:-end] + bytes(end - 12) + data[-12:], 400).width == 100


def test_each_refusal_is_said_in_every_language() -> None:
    for language in ("en", "es", "pt-BR"):
        said = texts(language)
        for key in ("too_many_pixels", "too_many_scans", "too_many_parts", "profile_too_large"):
            assert "{" not in said(f"errors.pictures.{key}", most=20)
