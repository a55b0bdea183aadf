"""What a file says about itself: each container, each place, hostile bytes, and files that say nothing."""

from __future__ import annotations

import html
import io
import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, PngImagePlugin

from companion.core.wire.evidence import FilePlace, FileStatement, ProvenanceClaim
from companion.vision.provenance import statements
from companion.vision.provenance.boxed_metadata import C2PA
from tests.companion.vision.manifests import IPTC_TERMS, action, actions, box, manifest, store, superbox

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


def exif(**values: str | bytes) -> bytes:
    tags = Image.Exif()
    for name, value in values.items():
        if name == "UserComment" and isinstance(value, str):
            tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"UNICODE\0" + value.encode("utf-16-be")
        else:
            tags[ExifTags.Base[name]] = value
    return tags.tobytes()


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


def in_gif(extension: bytes, content: bytes) -> bytes:
    """An application extension before the picture, its content in pieces."""
    plain = picture("GIF")
    start = 13 + (3 << (plain[10] & 7) + 1)
    pieces = b"".join(
        bytes([len(content[at : at + 255])]) + content[at : at + 255] for at in range(0, len(content), 255)
    )
    return b"GIF89a" + plain[6:start] + b"!\xff\x0b" + extension + pieces + b"\0" + plain[start:]


def xmp_in_gif(body: bytes) -> bytes:
    """As it is, and after it 258 bytes that lead a reader of pieces to the end."""
    plain = picture("GIF")
    start = 13 + (3 << (plain[10] & 7) + 1)
    trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    return b"GIF89a" + plain[6:start] + b"!\xff\x0bXMP DataXMP" + body + trailer + plain[start:]


def manifest_store(generator: str, source_type: str, padding: int = 0) -> bytes:
    """A manifest store with one claim and one action, and a thumbnail of so many bytes; nothing in it is signed."""
    thumbnail = [superbox(b"\x40\xcb\x0c\x32", "c2pa.thumbnail.claim.jpeg", box(b"bidb", bytes(padding)))]
    return store(manifest("urn:c2pa:1", *thumbnail, actions(action(source=source_type)), generator=generator))


def in_avif(content: bytes) -> bytes:
    return picture("AVIF") + box(b"uuid", C2PA + bytes(4) + b"manifest\0" + bytes(8) + content)


CONTAINERS = {
    "jpeg": in_jpeg,
    "png": lambda content: in_png(b"caBX", content),
    "webp": in_webp,
    "avif": in_avif,
    "gif": lambda content: in_gif(b"C2PA_GIF\x01\0\0", content),
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


@pytest.mark.parametrize("padding", [119_860, 5_000_000])
def test_a_manifest_over_several_segments_is_joined(padding: int) -> None:
    """Also one of more than 4 MB, as signers' thumbnails make it."""
    assert said(in_jpeg(manifest_store("Picture Maker", "digitalCapture", padding))) == [
        ("camera", "c2pa", "digitalCapture"),
        ("manifest", "c2pa", "Picture Maker"),
    ]


def test_a_box_of_another_kind_is_no_manifest() -> None:
    assert statements(in_jpeg(superbox(b"oth1", "other", actions(action(source="trainedAlgorithmicMedia"))))) == []


@pytest.mark.parametrize(
    "body",
    [
        f'<rdf:Description Iptc4xmpExt:DigitalSourceType="{IPTC_TERMS}trainedAlgorithmicMedia"/>',
        f"<Iptc4xmpExt:DigitalSourceType>{IPTC_TERMS}trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>\n ",
        f'<Iptc4xmpExt:DigitalSourceType rdf:resource="{IPTC_TERMS}trainedAlgorithmicMedia"/>',
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF", "PNG", "GIF"])
def test_a_source_type_in_xmp(kind: str, body: str) -> None:
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp(body).decode(), zip=True)
        data = picture("PNG", pnginfo=info)
    else:
        data = xmp_in_gif(xmp(body)) if kind == "GIF" else picture(kind, xmp=xmp(body))
    assert said(data) == [("machine_made", "xmp", "trainedAlgorithmicMedia")]


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ("algorithmicMedia", ProvenanceClaim.machine_made),
        ("compositeWithTrainedAlgorithmicMedia", ProvenanceClaim.machine_edited),
        ("compositeSynthetic", ProvenanceClaim.machine_part),
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


def test_edited_is_not_made() -> None:
    body = '<rdf:Description photoshop:Credit="Edited with Google AI"/>'
    assert said(picture("JPEG", xmp=xmp(body))) == [("machine_edited", "xmp", "Edited with Google AI")]
    body = "<photoshop:Credit>Made with Google AI</photoshop:Credit>\n<dc:title><rdf:li>Midjourney</rdf:li></dc:title>"
    assert said(picture("JPEG", xmp=xmp(body))) == [("machine_made", "xmp", "Made with Google AI")]


def test_the_fields_of_iptc_2025() -> None:
    fields = 'Iptc4xmpExt:AISystemUsed="Maker of Pictures" Iptc4xmpExt:AIPromptInformation="a face"'
    assert said(picture("JPEG", xmp=xmp(f"<rdf:Description {fields}/>"))) == [
        ("machine_made", "xmp", "AISystemUsed: Maker of Pictures"),
        ("machine_made", "xmp", "AIPromptInformation: a face"),
    ]
    edited = (
        f'<rdf:Description {fields} Iptc4xmpExt:DigitalSourceType="{IPTC_TERMS}compositeWithTrainedAlgorithmicMedia"/>'
    )
    assert {says for says, _, _ in said(picture("JPEG", xmp=xmp(edited)))} == {"machine_edited"}


def test_a_manifest_that_is_only_linked_is_named() -> None:
    body = '<rdf:Description dcterms:provenance="https://example.com/manifests/1.c2pa"/>'
    assert said(picture("JPEG", xmp=xmp(body))) == [("linked_manifest", "xmp", "https://example.com/manifests/1.c2pa")]


MARK = '{"Label":"1","ContentProducer":"A producer","ProduceID":"7"}'
NAMESPACE = 'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"'


@pytest.mark.parametrize(
    "body",
    [
        f"<rdf:Description {NAMESPACE}><TC260:AIGC>{html.escape(MARK)}</TC260:AIGC></rdf:Description>",
        f"<rdf:Description {NAMESPACE}><TC260:AIGC>{MARK}</TC260:AIGC></rdf:Description>",
        f'<rdf:Description {NAMESPACE} TC260:AIGC="{html.escape(MARK)}"/>',
        f"<rdf:Description {NAMESPACE} TC260:AIGC='{MARK}'/>",
    ],
)
def test_chinas_mark_in_xmp(body: str) -> None:
    assert said(picture("JPEG", xmp=xmp(body))) == [("machine_made", "xmp", f"AIGC: {MARK}")]
    perhaps = body.replace(MARK, MARK.replace("1", "2", 1)).replace("Label&quot;:&quot;1", "Label&quot;:&quot;2")
    assert [says for says, _, _ in said(picture("JPEG", xmp=xmp(perhaps)))] == ["other"]


def test_chinas_mark_in_texts_and_exif() -> None:
    assert said(png(AIGC=MARK)) == [("machine_made", "text", f"AIGC: {MARK}")]
    whole = f'{{"AIGC": {MARK}}}'
    assert said(png(AIGC=whole)) == [("machine_made", "text", whole)]
    assert said(picture("JPEG", exif=exif(UserComment=whole))) == [("machine_made", "exif", whole)]
    assert statements(png(AIGC="a word")) == []
    other = '<rdf:Description xmlns:x="urn:other" x:AIGC="Label 1"/>'
    assert statements(picture("JPEG", xmp=xmp(other))) == []


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
    assert said(picture(kind, exif=exif(Make="Hawkeye", Model="Firefly 8"))) == [
        ("camera", "exif", "Hawkeye Firefly 8")
    ]
    camera = picture(kind, exif=exif(Make="Maker", Model="Maker 7", Software="Firmware 1.0"))
    assert said(camera) == [("camera", "exif", "Maker 7"), ("program", "exif", "Firmware 1.0")]
    assert said(picture(kind, exif=exif(UserComment=SETTINGS))) == [
        ("machine_made", "exif", SETTINGS.replace("\n", " "))
    ]
    graph = "prompt:" + json.dumps({"3": {"class_type": "KSampler", "inputs": {}}})
    assert said(picture(kind, exif=exif(Make=graph))) == [("machine_made", "exif", graph)]
    assert said(picture(kind, exif=exif(Software="NovelAI"))) == [("machine_made", "exif", "NovelAI")]


def test_a_node_graph_in_the_cameras_fields_is_no_camera() -> None:
    graph = "workflow:" + json.dumps({"last_node_id": 9, "nodes": [{"type": "KSampler", "widgets_values": [1, 20]}]})
    found = said(picture("WEBP", exif=exif(Make=graph, Model="prompt:{}")))
    assert [(says, place) for says, place, _ in found] == [("machine_made", "exif")]
    assert said(picture("WEBP", exif=exif(Make='workflow:{"version": 1}'))) == []


@pytest.mark.parametrize("order", ["utf-16-be", "utf-16-le"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_comments_byte_order_whatever_it_begins_with(order: str, mark: str) -> None:
    text = f"肖像 {SETTINGS}"
    tags = Image.Exif()
    tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"UNICODE\0" + (mark + text).encode(order)
    assert said(picture("JPEG", exif=tags.tobytes())) == [("machine_made", "exif", text.replace("\n", " "))]


def test_a_node_graph_in_a_png_that_moves() -> None:
    graph = json.dumps({"3": {"class_type": "KSampler"}})
    assert said(in_png(b"comf", b"prompt\0" + graph.encode())) == [("machine_made", "text", f"prompt: {graph}")]


@pytest.mark.parametrize(
    ("texts", "begins"),
    [
        ({"parameters": SETTINGS}, "parameters: a portrait Negative prompt: hat Steps: 20"),
        ({"prompt": json.dumps({"3": {"class_type": "KSampler"}})}, 'prompt: {"3": {"class_type"'),
        ({"invokeai_metadata": "{}"}, "invokeai_metadata: {}"),
        ({"sd_DASH_metadata": "{}"}, "sd-metadata: {}"),
        (
            {"parameters": "a face\nSteps: 10, Size: 256x256, Seed: 666, CFG scale: 6, App: SD.Next, Version: 8b73cb6"},
            "parameters: a face Steps: 10, Size",
        ),
        (
            {
                "parameters": "a face\nSteps: 30, CFG scale: 5.0, Guidance: 3.5, Eta: 0.0, Seed: 7, RNG: cuda, "
                "Sampler: dpm++2mv2 karras, Version: stable-diffusion.cpp"
            },
            "parameters: a face Steps: 30, CFG",
        ),
        ({"prompt": "a face", "use_stable_diffusion_model": "sd-v1-5"}, "use_stable_diffusion_model: sd-v1-5"),
        ({"Comment": json.dumps({"Prompt": "a face", "Fooocus V2 Expansion": "a face, fine"})}, 'Comment: {"Prompt"'),
        ({"Comment": json.dumps({"prompt": "a face", "version": "Fooocus v2.1.865"})}, 'Comment: {"prompt"'),
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
        {"Comment": "Steps: 3, then turn left"},
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
    signed = manifest_store("Maker", "trainedAlgorithmicMedia")
    tags = exif(Make="Maker", Model="7", Software="Tool", UserComment=SETTINGS)
    body = xmp(f'<rdf:Description Iptc4xmpExt:DigitalSourceType="{IPTC_TERMS}digitalCapture"/>')
    return [
        *(put(signed) for put in CONTAINERS.values()),
        xmp_in_gif(body),
        in_png(b"comf", b"prompt\0{}"),
        *(picture(kind, exif=tags, xmp=body) for kind in ("JPEG", "WEBP", "AVIF")),
        png(parameters=SETTINGS, Software="Tool"),
    ]


EVERYTHING = everything()


@settings(max_examples=300)
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
        b"GIF89a\1\0\1\0\0\0\0" + b"!\xfe\0" * 50_000,
        b"GIF89a\1\0\1\0\0\0\0!\xff\x0bC2PA_GIF\1\0\0" + b"\1x" * 50_000,
    ],
)
def test_files_that_are_nothing_but_headers(data: bytes) -> None:
    assert len(statements(data)) <= 10
