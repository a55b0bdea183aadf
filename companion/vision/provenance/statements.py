"""Metadata blocks → short statements, each with where it stands and in the file's own words."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import ExifTags

from companion.core.wire.evidence import FilePlace, FileStatement, ProvenanceClaim
from companion.vision.provenance import aigc, exif, xmp
from companion.vision.provenance.blocks import Block, Kind, blocks
from companion.vision.provenance.c2pa import BY_MACHINE, told
from companion.vision.provenance.iim import data_sets
from companion.vision.provenance.names import is_groks, is_own_key, is_settings, made_or_edited
from companion.vision.provenance.source_types import claim_of, term_of

MAX_STATEMENTS = 10
MAX_QUOTE = 200
MAX_CAMERA = 100
"""Letters of a camera's name; more is something else."""

_ORDER = list(ProvenanceClaim)
_XMP_NAMES = ("CreatorTool", "Credit")
_XMP_SOURCE = ("DigitalSourceType", "DigitalSourcefileType")
"""The second is its older name."""
_XMP_FREE = ("UserComment", "description", "parameters")
_XMP_AI = ("AISystemUsed", "AISystemVersionUsed", "AIPromptInformation", "AIPromptWriterName")
"""IPTC 2025.1: by which generator, and what it was told."""
_IIM_PROGRAM, _IIM_CREDIT = 65, 110


def statements(data: bytes) -> list[FileStatement]:
    """What the bytes of a picture file say about its making, at most MAX_STATEMENTS, the plainest first.

    They are unchecked claims: anyone can write them and every platform can strip them. Never raises.
    """
    found = list(dict.fromkeys(statement for block in blocks(data) for statement in _READERS[block.kind](block)))
    return sorted(found, key=lambda statement: _ORDER.index(statement.says))[:MAX_STATEMENTS]


def _c2pa(block: Block) -> Iterator[FileStatement]:
    found = told(block.content)
    if found is not None:
        for says, quote in found.claims:
            yield _statement(says, FilePlace.c2pa, quote)
        yield _statement(ProvenanceClaim.manifest, FilePlace.c2pa, found.maker)


def _xmp(block: Block) -> Iterator[FileStatement]:
    found = list(xmp.properties(xmp.decoded(block.content)))
    claims = {claim_of(each.value) for each in found if each.name in _XMP_SOURCE and not each.of_part}
    by_machine = next(iter(claims & {ProvenanceClaim.machine_edited, ProvenanceClaim.machine_part}), None)
    for each in found:
        for one in _of_property(each, by_machine or ProvenanceClaim.machine_made):
            if not each.of_part:
                yield one
            elif one.says in BY_MACHINE:
                yield one.model_copy(update={"says": ProvenanceClaim.machine_part})


def _of_property(found: xmp.Property, by_machine: ProvenanceClaim) -> Iterator[FileStatement]:
    """``by_machine``: what naming a generator amounts to in this packet."""
    name, value = found.name, found.value
    if aigc.is_namespace(found.namespace):
        if name in (aigc.KEY, aigc.LABEL):
            yield from _mark(value if name == aigc.KEY else f"{name}: {value}", FilePlace.xmp)
    elif name in _XMP_SOURCE:
        yield _statement(claim_of(value), FilePlace.xmp, term_of(value))
    elif name in _XMP_AI:
        yield _statement(by_machine, FilePlace.xmp, f"{name}: {value}")
    elif name in _XMP_NAMES:
        yield from _named(value, FilePlace.xmp, program=name == "CreatorTool")
    elif name in _XMP_FREE:
        yield from _free(value, FilePlace.xmp)
    elif name == "provenance" and value.startswith(("http://", "https://")):
        yield _statement(ProvenanceClaim.linked_manifest, FilePlace.xmp, value)


def _photoshop(block: Block) -> Iterator[FileStatement]:
    """The program that made the picture, and the credit."""
    for tag, value in data_sets(block.content):
        if tag in (_IIM_PROGRAM, _IIM_CREDIT):
            yield from _named(value.decode("utf-8", "replace"), FilePlace.iptc, program=tag == _IIM_PROGRAM)


def _exif(block: Block) -> Iterator[FileStatement]:
    tags, free = exif.texts(block.content)
    make, model = tags.get(ExifTags.Base.Make, ""), tags.get(ExifTags.Base.Model, "")
    # ComfyUI's WebP files keep their node graph in the camera's fields.
    for text in (make, model, *free):
        yield from _free(text, FilePlace.exif)
    yield from _named(tags.get(ExifTags.Base.Software, ""), FilePlace.exif, program=True)
    signature = tags.get(ExifTags.Base.ImageDescription, "")
    if is_groks(tags.get(ExifTags.Base.Artist, ""), signature):
        yield _statement(ProvenanceClaim.machine_made, FilePlace.exif, signature)
    camera = model if model.startswith(make) else f"{make} {model}"
    if make and len(camera) <= MAX_CAMERA and "{" not in camera:
        yield from _named(camera, FilePlace.exif, says=ProvenanceClaim.camera)


def _text(block: Block) -> Iterator[FileStatement]:
    text = block.content.decode("utf-8", "replace")
    if block.key == aigc.KEY:
        yield from _mark(text, FilePlace.text)
    elif is_own_key(block.key) or is_settings(text):
        yield _statement(ProvenanceClaim.machine_made, FilePlace.text, f"{block.key}: {text}")
    elif block.key == "Software":
        yield from _named(text, FilePlace.text, program=True)
    else:
        yield from _free(text, FilePlace.text)


def _free(text: str, place: FilePlace) -> Iterator[FileStatement]:
    """A text in which anything may stand."""
    if aigc.is_mark(text):
        yield from _mark(text, place)
    elif is_settings(text):
        yield _statement(ProvenanceClaim.machine_made, place, text)


def _mark(text: str, place: FilePlace) -> Iterator[FileStatement]:
    says = aigc.claim_of_mark(text)
    if says is not None:
        yield _statement(says, place, text if aigc.is_mark(text) else f"{aigc.KEY}: {text}")


def _named(
    text: str, place: FilePlace, *, program: bool = False, says: ProvenanceClaim | None = None
) -> Iterator[FileStatement]:
    """A generator's name is a statement wherever it stands; another name only where it tells of a program or camera."""
    kind = made_or_edited(text, is_program=program) or (ProvenanceClaim.program if program else says)
    if kind is not None and text.strip():
        yield _statement(kind, place, text)


def _statement(says: ProvenanceClaim, place: FilePlace, text: str) -> FileStatement:
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in text[: 4 * MAX_QUOTE]).split())
    return FileStatement(says=says, place=place, quote=plain[:MAX_QUOTE])


_READERS = {Kind.jumbf: _c2pa, Kind.xmp: _xmp, Kind.photoshop: _photoshop, Kind.exif: _exif, Kind.text: _text}
