"""What a file says about itself: each container, each place, hostile bytes, and files that say nothing."""

from __future__ import annotations

import io
import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, PngImagePlugin

from companion.core.wire.evidence import FilePlace, FileStatement, ProvenanceClaim
from companion.vision.provenance import statements
from companion.vision.provenance.blocks import C2PA_IN_BMFF
from companion.vision.provenance.c2pa import C2PA_BOX

IPTC_TERMS = "http://cv.iptc.org/newscodes/digitalsourcetype/"
SETTINGS = "a portrait\nNegative prompt: hat\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1"


def picture(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), (90, 120, 150)).save(out, kind, **options)
    return out.getvalue()


def png(**texts: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    for key, text in texts.items():
        info.add_text(key.replace("_DASH_", "-"), text)
    return picture("PNG", pnginfo=info)


def said(data: bytes) -> list[tuple[str, str, str]]:
    return [(one.says.value, one.place.value, one.quote) for one in statements(data)]


def xmp(body: str) -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f"{body}</rdf:RDF></x:xmpmeta>"
    ).encode()


def exif(**values: str) -> bytes:
    tags = Image.Exif()
    for name, value in values.items():
        if name == "UserComment":
            tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"UNICODE\0" + value.encode("utf-16-be")
        else:
            tags[ExifTags.Base[name]] = value
    return tags.tobytes()


def box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def cbor_text(text: str) -> bytes:
    raw = text.encode()
    assert len(raw) < 256
    return (bytes([0x60 + len(raw)]) if len(raw) < 24 else bytes([0x78, len(raw)])) + raw


def manifest_store(generator: str, source_type: str, padding: int = 0) -> bytes:
    """A manifest store with one claim and one action, as far as its structure goes; nothing in it is signed."""
    action = b"\xa2" + cbor_text("action") + cbor_text("c2pa.created")
    action += cbor_text("digitalSourceType") + cbor_text(IPTC_TERMS + source_type)
    actions = b"\xa1" + cbor_text("actions") + b"\x81" + action
    claim = b"\xa1" + cbor_text("claim_generator_info") + b"\x81\xa1" + cbor_text("name") + cbor_text(generator)
    inner = box(b"free", bytes(padding)) + box(b"cbor", actions) + box(b"cbor", claim)
    return box(b"jumb", box(b"jumd", C2PA_BOX + b"\x03c2pa\0") + inner)


def in_jpeg(jumbf: bytes) -> bytes:
    """The box over as many APP11 segments as it needs, each with the box's header again."""
    plain = picture("JPEG")
    header, rest = jumbf[:8], jumbf[8:]
    segments = b""
    for number, start in enumerate(range(0, len(rest), 60_000), 1):
        content = b"JP\0\1" + number.to_bytes(4, "big") + header + rest[start : start + 60_000]
        segments += b"\xff\xeb" + (len(content) + 2).to_bytes(2, "big") + content
    return plain[:2] + segments + plain[2:]


def in_png(kind: bytes, content: bytes) -> bytes:
    plain = picture("PNG")
    chunk = len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
    return plain[:33] + chunk + plain[33:]


def in_webp(content: bytes) -> bytes:
    plain = picture("WEBP")
    return plain + b"C2PA" + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2)


def in_avif(content: bytes) -> bytes:
    return picture("AVIF") + box(b"uuid", C2PA_IN_BMFF + bytes(4) + b"manifest\0" + bytes(8) + content)


CONTAINERS = {
    "jpeg": in_jpeg,
    "png": lambda content: in_png(b"caBX", content),
    "webp": in_webp,
    "avif": in_avif,
}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_plain_picture_says_nothing(kind: str) -> None:
    assert statements(picture(kind)) == []


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_manifest_is_found_in_every_container(container: str) -> None:
    data = CONTAINERS[container](manifest_store("Picture Maker/2.1", "trainedAlgorithmicMedia"))
    assert said(data) == [
        ("machine_made", "c2pa", "trainedAlgorithmicMedia"),
        ("manifest", "c2pa", "Picture Maker/2.1"),
    ]


def test_a_manifest_over_several_segments_is_joined() -> None:
    # The padding lays the border between two segments into the source type.
    assert said(in_jpeg(manifest_store("Picture Maker", "digitalCapture", padding=119_860))) == [
        ("camera", "c2pa", "digitalCapture"),
        ("manifest", "c2pa", "Picture Maker"),
    ]


def test_a_box_of_another_kind_is_no_manifest() -> None:
    other = box(b"jumb", box(b"jumd", bytes(16) + b"\x03other\0") + cbor_text("digitalSourceType"))
    assert statements(in_jpeg(other)) == []


@pytest.mark.parametrize(
    "body",
    [
        f'<rdf:Description Iptc4xmpExt:DigitalSourceType="{IPTC_TERMS}trainedAlgorithmicMedia"/>',
        f"<Iptc4xmpExt:DigitalSourceType>{IPTC_TERMS}trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>\n ",
        f'<Iptc4xmpExt:DigitalSourceType rdf:resource="{IPTC_TERMS}trainedAlgorithmicMedia"/>',
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF", "PNG"])
def test_a_source_type_in_xmp(kind: str, body: str) -> None:
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp(body).decode(), zip=True)
        data = picture("PNG", pnginfo=info)
    else:
        data = picture(kind, xmp=xmp(body))
    assert said(data) == [("machine_made", "xmp", "trainedAlgorithmicMedia")]


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ("algorithmicMedia", ProvenanceClaim.machine_made),
        ("compositeWithTrainedAlgorithmicMedia", ProvenanceClaim.machine_edited),
        ("digitalCapture", ProvenanceClaim.camera),
        ("screenCapture", ProvenanceClaim.other),
    ],
)
def test_the_terms_of_iptc(term: str, says: ProvenanceClaim) -> None:
    data = picture("JPEG", xmp=xmp(f'<rdf:Description Iptc4xmpExt:DigitalSourceType="{IPTC_TERMS}{term}"/>'))
    assert statements(data) == [FileStatement(says=says, place=FilePlace.xmp, quote=term)]


def test_programs_and_credits() -> None:
    body = '<rdf:Description xmp:CreatorTool="Adobe Photoshop 25.0" photoshop:Credit="Made with Google AI"/>'
    assert said(picture("JPEG", xmp=xmp(body))) == [
        ("machine_made", "xmp", "Made with Google AI"),
        ("program", "xmp", "Adobe Photoshop 25.0"),
    ]
    assert statements(picture("JPEG", xmp=xmp('<rdf:Description photoshop:Credit="A. Photographer"/>'))) == []


def test_the_credit_in_iptc_iim() -> None:
    def data_set(tag: int, value: bytes) -> bytes:
        return bytes([0x1C, 2, tag]) + len(value).to_bytes(2, "big") + value

    record = data_set(65, b"PhotoEditor") + data_set(80, b"Somebody") + data_set(110, b"Made with Google AI")
    content = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(record).to_bytes(4, "big") + record
    plain = picture("JPEG")
    data = plain[:2] + b"\xff\xed" + (len(content) + 2).to_bytes(2, "big") + content + plain[2:]
    assert said(data) == [("machine_made", "iptc", "Made with Google AI"), ("program", "iptc", "PhotoEditor")]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_exif(kind: str) -> None:
    camera = picture(kind, exif=exif(Make="Maker", Model="Maker 7", Software="Firmware 1.0"))
    assert said(camera) == [("camera", "exif", "Maker 7"), ("program", "exif", "Firmware 1.0")]
    assert said(picture(kind, exif=exif(UserComment=SETTINGS))) == [
        ("machine_made", "exif", SETTINGS.replace("\n", " "))
    ]
    graph = "prompt:" + json.dumps({"3": {"class_type": "KSampler", "inputs": {}}})
    assert said(picture(kind, exif=exif(Make=graph))) == [("machine_made", "exif", graph)]
    assert said(picture(kind, exif=exif(Software="NovelAI"))) == [("machine_made", "exif", "NovelAI")]


@pytest.mark.parametrize(
    ("texts", "begins"),
    [
        ({"parameters": SETTINGS}, "parameters: a portrait Negative prompt: hat Steps: 20"),
        ({"prompt": json.dumps({"3": {"class_type": "KSampler"}})}, 'prompt: {"3": {"class_type"'),
        ({"invokeai_metadata": "{}"}, "invokeai_metadata: {}"),
        ({"sd_DASH_metadata": "{}"}, "sd-metadata: {}"),
        ({"Software": "NovelAI"}, "NovelAI"),
        ({"Description": "a cat --v 6 Job ID: 01234567-89ab-cdef-0123-456789abcdef"}, "Description: a cat"),
    ],
)
def test_texts_that_generators_write(texts: dict[str, str], begins: str) -> None:
    (found,) = statements(png(**texts))
    assert (found.says, found.place) == (ProvenanceClaim.machine_made, FilePlace.text)
    assert found.quote.startswith(begins)


@pytest.mark.parametrize(
    "texts",
    [
        {"prompt": "Say cheese"},
        {"parameters": "width=64"},
        {"Description": "A talk about Midjourney and Stable Diffusion"},
        {"Comment": "Imagen de perfil"},
    ],
)
def test_words_about_generators_are_no_statement(texts: dict[str, str]) -> None:
    assert statements(png(**texts)) == []


def test_an_ordinary_program_is_named_as_one() -> None:
    assert said(png(Software="GIMP 2.10")) == [("program", "text", "GIMP 2.10")]


def test_quotes_are_short_and_printable() -> None:
    (found,) = statements(png(Software="Tool\x1b[31m\n\u202eevil " + "x" * 5000))
    assert len(found.quote) == 200
    assert found.quote.isprintable()


def test_statements_are_few_and_the_plainest_come_first() -> None:
    info = PngImagePlugin.PngInfo()
    for number in range(500):
        info.add_text("Software", f"Tool {number}")
    info.add_text("Software", "NovelAI")
    data = picture("PNG", pnginfo=info)
    assert len(statements(data)) == 10
    info = PngImagePlugin.PngInfo()
    info.add_text("Software", "GIMP")
    info.add_text("parameters", SETTINGS)
    assert [one.says for one in statements(picture("PNG", pnginfo=info))] == [
        ProvenanceClaim.machine_made,
        ProvenanceClaim.program,
    ]


def test_a_text_that_unpacks_to_gigabytes_is_cut_short() -> None:
    packed = zlib.compress(b"\0" * 50_000_000)
    assert statements(in_png(b"zTXt", b"parameters\0\0" + packed)) == []
    wanted = zlib.compress(b"Steps: 20, Sampler: x" + b" " * 50_000_000)
    (found,) = statements(in_png(b"zTXt", b"parameters\0\0" + wanted))
    assert found.quote == "parameters: Steps: 20, Sampler: x"


def everything() -> list[bytes]:
    store = manifest_store("Maker", "trainedAlgorithmicMedia")
    tags = exif(Make="Maker", Model="7", Software="Tool", UserComment=SETTINGS)
    body = xmp(f'<rdf:Description Iptc4xmpExt:DigitalSourceType="{IPTC_TERMS}digitalCapture"/>')
    return [
        in_jpeg(store),
        in_png(b"caBX", store),
        in_webp(store),
        in_avif(store),
        *(picture(kind, exif=tags, xmp=body) for kind in ("JPEG", "WEBP", "AVIF")),
        png(parameters=SETTINGS, Software="Tool"),
    ]


EVERYTHING = everything()


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_broken_files_give_statements_or_none_and_never_raise(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(EVERYTHING)))
    for _ in range(data.draw(st.integers(0, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.sampled_from([0, 1, 127, 128, 255]))
    for found in statements(bytes(content[: data.draw(st.integers(0, len(content)))])):
        assert len(found.quote) <= 200


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff",
        b"\xff\xd8" + b"\xff" * 100_000,
        b"\xff\xd8" + b"\xff\xe1\x00\x02" * 100_000,
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0tEXt\0\0\0\0" * 50_000,
        b"RIFF\0\0\0\0WEBP" + b"XMP \0\0\0\0" * 50_000,
        b"\0\0\0\x10ftypavif\0\0\0\0" + b"\0\0\0\x08uuid" * 50_000,
    ],
)
def test_files_that_are_nothing_but_headers(data: bytes) -> None:
    assert len(statements(data)) <= 10
