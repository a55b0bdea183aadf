"""Metadata blocks → short statements, each with where it stands and in the file's own words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from PIL import ExifTags, Image

from companion.core.wire.evidence import FilePlace, FileStatement, ProvenanceClaim
from companion.vision.provenance.blocks import MAX_TEXT_BYTES, Block, Kind, blocks
from companion.vision.provenance.c2pa import claim_generator, is_store, source_types

MAX_STATEMENTS = 10
MAX_QUOTE = 200

# IPTC NewsCodes "digitalsourcetype"; what is not here (screenCapture, digitalCreation …) is `other`.
SOURCE_TYPES = {
    "trainedAlgorithmicMedia": ProvenanceClaim.machine_made,
    "algorithmicMedia": ProvenanceClaim.machine_made,
    "compositeWithTrainedAlgorithmicMedia": ProvenanceClaim.machine_edited,
    "compositeSynthetic": ProvenanceClaim.machine_edited,
    "algorithmicallyEnhanced": ProvenanceClaim.machine_edited,
    "digitalCapture": ProvenanceClaim.camera,
    "computationalCapture": ProvenanceClaim.camera,
    "negativeFilm": ProvenanceClaim.camera,
    "positiveFilm": ProvenanceClaim.camera,
    "print": ProvenanceClaim.camera,
}
_ORDER = list(ProvenanceClaim)

_XMP_VALUE = re.compile(
    r"""\s*(?:=\s*["']([^"']{1,300})["']|>\s*([^<\s][^<]{0,299})<|[^<>]{0,99}resource\s*=\s*["']([^"']{1,300}))"""
)
_XMP_NAMES = ("CreatorTool", "Credit")
_IIM_PROGRAM, _IIM_CREDIT = 65, 110


def statements(data: bytes) -> list[FileStatement]:
    """What the bytes of a picture file say about its making, at most MAX_STATEMENTS, the plainest first.

    They are unchecked claims: anyone can write them and every platform can strip them. Never raises.
    """
    found = list(dict.fromkeys(statement for block in blocks(data) for statement in _READERS[block.kind](block)))
    return sorted(found, key=lambda statement: _ORDER.index(statement.says))[:MAX_STATEMENTS]


def _c2pa(block: Block) -> Iterator[FileStatement]:
    if not is_store(block.content):
        return
    for declared in source_types(block.content):
        yield _source_type(declared, FilePlace.c2pa)
    yield _statement(ProvenanceClaim.manifest, FilePlace.c2pa, claim_generator(block.content))


def _xmp(block: Block) -> Iterator[FileStatement]:
    text = block.content[:MAX_TEXT_BYTES].decode("utf-8", "replace")
    for declared in _xmp_values(text, "DigitalSourceType"):
        yield _source_type(declared, FilePlace.xmp)
    for name in _XMP_NAMES:
        for value in _xmp_values(text, name):
            yield from _named(value, FilePlace.xmp, program=name == "CreatorTool")


def _xmp_values(text: str, name: str) -> Iterator[str]:
    """The values of an XMP property, as attribute, element or resource; at most three. No XML parser meets the file."""
    at = -1
    for _ in range(6):
        at = text.find(f":{name}", at + 1)
        if at < 0:
            return
        if match := _XMP_VALUE.match(text, at + 1 + len(name)):
            yield html.unescape(next(group for group in match.groups() if group))


def _photoshop(block: Block) -> Iterator[FileStatement]:
    """The IPTC-IIM record in Photoshop's image resources: the program that made the picture, and the credit."""
    at = block.content.find(b"8BIM\x04\x04")
    if at < 0:
        return
    name = block.content[at + 6 : at + 7]
    start = at + 6 + (2 + name[0] & ~1 if name else 2) + 4
    for tag, value in _iim(block.content[start:]):
        if tag in (_IIM_PROGRAM, _IIM_CREDIT):
            yield from _named(value.decode("utf-8", "replace"), FilePlace.iptc, program=tag == _IIM_PROGRAM)


def _iim(record: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and value of the data sets of IIM's application record (2)."""
    at = 0
    for _ in range(200):
        if record[at : at + 1] != b"\x1c" or at + 5 > len(record):
            return
        size = int.from_bytes(record[at + 3 : at + 5], "big")
        if record[at + 1] == 2:
            yield record[at + 2], record[at + 5 : at + 5 + size]
        at += 5 + size


def _exif(block: Block) -> Iterator[FileStatement]:
    tags, comment = _exif_texts(block.content)
    make, model = tags.get(ExifTags.Base.Make, ""), tags.get(ExifTags.Base.Model, "")
    # ComfyUI's WebP files keep their node graph in the camera's fields.
    settings = [
        text for text in (make, model, comment, tags.get(ExifTags.Base.ImageDescription, "")) if is_settings(text)
    ]
    for text in settings:
        yield _statement(ProvenanceClaim.machine_made, FilePlace.exif, text)
    yield from _named(tags.get(ExifTags.Base.Software, ""), FilePlace.exif, program=True)
    if make and not is_settings(make + model):
        camera = model if model.startswith(make) else f"{make} {model}"
        yield from _named(camera, FilePlace.exif, says=ProvenanceClaim.camera)


def _exif_texts(content: bytes) -> tuple[dict[int, str], str]:
    """The texts among the first directory's tags, and the user's comment."""
    exif = Image.Exif()
    try:
        exif.load(b"Exif\0\0" + content)
        tags = {tag: value for tag, value in exif.items() if isinstance(value, str)}
        comment = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment)
    except Exception:  # noqa: BLE001 - Pillow raises nearly anything on a broken directory
        return {}, ""
    return tags, _comment(comment) if isinstance(comment, bytes) else comment if isinstance(comment, str) else ""


def _comment(value: bytes) -> str:
    """A UserComment: eight bytes that name its letters, then the text; UTF-16 of either order."""
    letters, text = value[:8], value[8 : 8 + MAX_TEXT_BYTES]
    if letters.startswith(b"UNICODE"):
        return text.decode("utf-16-be" if text[:1] == b"\0" else "utf-16-le", "replace")
    return text.decode("utf-8", "replace")


def _text(block: Block) -> Iterator[FileStatement]:
    text = block.content.decode("utf-8", "replace")
    if is_own_key(block.key) or is_settings(text):
        yield _statement(ProvenanceClaim.machine_made, FilePlace.text, f"{block.key}: {text}")
    elif block.key == "Software":
        yield from _named(text, FilePlace.text, program=True)


def _source_type(declared: str, place: FilePlace) -> FileStatement:
    term = declared.rsplit("/", 1)[-1].strip()
    return _statement(SOURCE_TYPES.get(term, ProvenanceClaim.other), place, term)


def _named(
    text: str, place: FilePlace, *, program: bool = False, says: ProvenanceClaim | None = None
) -> Iterator[FileStatement]:
    """A generator's name is a statement wherever it stands; another name only where it tells of a program or camera."""
    kind = ProvenanceClaim.machine_made if names_generator(text) else ProvenanceClaim.program if program else says
    if kind is not None and text.strip():
        yield _statement(kind, place, text)


def _statement(says: ProvenanceClaim, place: FilePlace, text: str) -> FileStatement:
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in text[: 4 * MAX_QUOTE]).split())
    return FileStatement(says=says, place=place, quote=plain[:MAX_QUOTE])


_READERS = {Kind.jumbf: _c2pa, Kind.xmp: _xmp, Kind.photoshop: _photoshop, Kind.exif: _exif, Kind.text: _text}


# Only names that mean nothing else: "Imagen" is Spanish for picture, and "flux" and "firefly" are ordinary words.
_NAMES = re.compile(
    r"\b(stable[ _-]?diffusion|automatic1111|comfyui|midjourney|dall[·. -]?e\b|openai|chatgpt|gpt-image|adobe firefly"
    r"|novelai|invokeai|fooocus|swarmui|draw things|leonardo\.ai|ideogram|(made with )?google ai|bing image creator"
    r"|nightcafe|stylegan\d?|this ?person ?does ?not ?exist|generated photos)",
    re.IGNORECASE,
)
_SETTINGS = re.compile(
    r"\bSteps: \d{1,4}, Sampler: |\"(sui_image_params|positive_prompt|class_type)\"\s*:|\bJob ID: [\da-f-]{36}"
)

# Keywords of PNG texts that no other program writes.
_OWN_KEYS = frozenset(
    {"invokeai_metadata", "invokeai_graph", "invokeai_workflow", "sd-metadata", "Dream", "fooocus_scheme"}
)


def names_generator(text: str) -> bool:
    """Whether a field that names a program or gives credit names a picture generator."""
    return _NAMES.search(text) is not None


def is_settings(text: str) -> bool:
    """Whether a free text is the settings that a generator's program writes down: sampler and steps, a node graph."""
    return _SETTINGS.search(text) is not None


def is_own_key(key: str) -> bool:
    """Whether a PNG text's keyword is one that only picture generators write."""
    return key in _OWN_KEYS
