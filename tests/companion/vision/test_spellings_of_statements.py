"""The same statement in each form that programs give it: XMP's spellings, credits, settings, marks, and containers."""

from __future__ import annotations

import hashlib
import json

import brotli
import pytest
from PIL import ExifTags, Image

from companion.vision.provenance import statements
from tests.companion.vision.manifests import IPTC_TERMS, box
from tests.companion.vision.test_provenance import (
    MARK,
    NAMESPACE,
    SETTINGS,
    exif,
    in_avif,
    manifest_store,
    picture,
    png,
    said,
    xmp,
)

TERM = IPTC_TERMS + "trainedAlgorithmicMedia"
SOURCE = "Iptc4xmpExt:DigitalSourceType"


def says(data: bytes) -> set[str]:
    return {one.says.value for one in statements(data)}


def in_xmp(attributes: str = "", inside: str = "") -> bytes:
    return picture("JPEG", xmp=xmp(f"<rdf:Description {attributes}>{inside}</rdf:Description>"))


def with_segments(data: bytes, *segments: tuple[int, bytes]) -> bytes:
    return data[:2] + b"".join(bytes([255, m]) + (len(c) + 2).to_bytes(2, "big") + c for m, c in segments) + data[2:]


@pytest.mark.parametrize(
    "term",
    [
        "TrainedAlgorithmicMedia",
        "digsrctype:trainedAlgorithmicMedia",
        "Trained Algorithmic Media",
        "https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia?lang=en",
        "http://cv.iptc.org/newscodes/digitalsourcetype#trainedAlgorithmicMedia/",
        "http://c2pa.org/digitalsourcetype/trainedAlgorithmicData",
    ],
)
def test_a_term_however_it_is_spelled(term: str) -> None:
    assert says(in_xmp(f'{SOURCE}="{term}"')) == {"machine_made"}


@pytest.mark.parametrize(
    "inside",
    [
        f'<{SOURCE}><rdf:Bag><rdf:li rdf:resource="{TERM}"/></rdf:Bag></{SOURCE}>',
        f"<{SOURCE}><rdf:Bag><rdf:li>{IPTC_TERMS}humanEdits</rdf:li><rdf:li>{TERM}</rdf:li></rdf:Bag></{SOURCE}>",
        f"<{SOURCE}><rdf:Description><rdf:value>{TERM}</rdf:value></rdf:Description></{SOURCE}>",
        f"<{SOURCE}><!-- a word --> {TERM}\n</{SOURCE}>",
        f'<DigitalSourceType xmlns="urn:iptc">{TERM}</DigitalSourceType>',
        f"<Iptc4xmpExt:DigitalSourcefileType>{TERM}</Iptc4xmpExt:DigitalSourcefileType>",
        f"<a:b>{'<rdf:li>0123456789</rdf:li>' * 9000}</a:b><{SOURCE}>{TERM}</{SOURCE}>",
    ],
)
def test_a_property_in_each_form_of_rdf(inside: str) -> None:
    assert "machine_made" in says(picture("WEBP", xmp=xmp(inside)))


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be", "utf-16"])
def test_xmp_in_utf_16(order: str) -> None:
    assert says(picture("JPEG", xmp=xmp(f'<rdf:Description {SOURCE}="{TERM}"/>').decode().encode(order))) == {
        "machine_made"
    }


@pytest.mark.parametrize("holder", ["xmpMM:Pantry", "xmpMM:Ingredients"])
def test_what_xmp_keeps_of_a_part_is_told_of_the_part(holder: str) -> None:
    def part(term: str) -> bytes:
        inside = f'<rdf:Bag><rdf:li><rdf:Description {SOURCE}="{IPTC_TERMS}{term}"/></rdf:li></rdf:Bag>'
        return in_xmp(inside=f"<{holder}>{inside}</{holder}>")

    assert says(part("trainedAlgorithmicMedia")) == {"machine_part"}
    assert says(part("digitalCapture")) == set()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_xmp_that_goes_over_several_segments(order: tuple[int, ...]) -> None:
    whole = xmp(f"<a:b>{'A' * 100_000}</a:b><{SOURCE}>{TERM}</{SOURCE}>")
    head = b"http://ns.adobe.com/xmp/extension/\0" + hashlib.md5(whole, usedforsecurity=False).hexdigest().encode()
    pieces = [
        (0xE1, head + len(whole).to_bytes(4, "big") + at.to_bytes(4, "big") + whole[at : at + 40_000])
        for at in range(0, len(whole), 40_000)
    ]
    assert says(with_segments(picture("JPEG"), *(pieces[at] for at in order))) == {"machine_made"}


def test_properties_without_end_take_no_time() -> None:
    for hostile in ("<!--" * 10**6, "<a b='" * 10**6, "<x:y>" * 10**6, "<x:y z='1'/>" * 300_000):
        assert statements(picture("WEBP", xmp=hostile.encode())) == []


@pytest.mark.parametrize(
    ("credit", "wanted"),
    [
        ("Generated with AI", {"machine_made"}),
        ("AI-generated", {"machine_made"}),
        ("Creado con la IA de Google", {"machine_made"}),
        ("Feito com a IA do Google", {"machine_made"}),
        ("Made with Grok", {"machine_made"}),
        ("Image created with Microsoft Copilot", {"machine_made"}),
        ("FLUX.1 Kontext", {"machine_made"}),
        ("Editado con la IA de Google", {"machine_edited"}),
        ("Editado com a IA do Google", {"machine_edited"}),
        ("Edited with AI", {"machine_edited"}),
        ("Retouched in Photoshop with Generative Fill", {"machine_edited"}),
        ("Not AI generated", set()),
        ("Photo by A. Openairfield", set()),
        ("Gemini, a study of twins", set()),
        ("Imagen de portada", set()),
    ],
)
def test_credits(credit: str, wanted: set[str]) -> None:
    assert says(in_xmp(f'photoshop:Credit="{credit}"')) == wanted


DRAW_THINGS = {"c": "a face", "sampler": "DPM++ 2M Karras", "scale": 7, "seed": 1, "steps": 20}


@pytest.mark.parametrize(
    "data",
    [
        png(Comment=json.dumps(DRAW_THINGS)),
        in_xmp(
            inside=f"<exif:UserComment><rdf:Alt><rdf:li>{json.dumps(DRAW_THINGS)}</rdf:li></rdf:Alt></exif:UserComment>"
        ),
        png(generation_data=json.dumps({"samplerName": "Euler", "steps": 25, "cfgScale": 7, "seed": "1"})),
        png(Comment="Model: x; Steps: 20; Scheduler: DPM; Seed: 1; Generator: Mochi Diffusion 5.0"),
        png(parameters="a face\nCFG scale: 4, Steps: 25, Sampler: Undefined, Seed: 1"),
        png(Description=json.dumps({"mflux_version": "0.6", "seed": 1, "steps": 20, "guidance": 3.5})),
        png(Comment="Prompt: a face, Fooocus V2 Expansion: a face, fine"),
        with_segments(picture("JPEG"), (0xFE, SETTINGS.encode())),
        picture("JPEG", exif=exif(XPComment=SETTINGS.encode("utf-16-le"))),
        picture(
            "JPEG", exif=exif(Artist="0f7c1b2a-1111-4222-8333-123456789abc", ImageDescription="Signature: " + "aG" * 40)
        ),
    ],
)
def test_settings_of_further_programs(data: bytes) -> None:
    assert says(data) == {"machine_made"}


@pytest.mark.parametrize(
    "comment", ["Seed: 1", "Steps: 12, up to the door", '{"seed": 1, "steps": 3}', "Signature: A."]
)
def test_what_only_looks_like_settings(comment: str) -> None:
    assert statements(png(Comment=comment)) == []


@pytest.mark.parametrize(
    "value",
    [
        b"ASCII\0\0\0" + f'{{"AIGC": {MARK}}}'.encode(),
        b"UNICODE\0" + f'{{"AIGC": {MARK}}}'.encode("utf-16-le"),
        b"UNICODE\0" + f'{{"AIGC": {MARK}}}'.encode(),
        b"JIS\0\0\0\0\0" + f'{{"AIGC": {MARK}}}'.encode("iso2022_jp"),
        bytes(8) + f'{{"AIGC": {MARK}}}'.encode(),
        b'{"aigc":{"label":"01"}}',
        b"{'AIGC': {'Label': '1'}}",
        b'AIGC:{"ContentProducer":"' + b"p" * 300 + b'","Label":1}',
        b'{"AIGC":"{\\"Label\\":\\"1\\"}"}',
    ],
)
def test_chinas_mark_behind_each_name_of_letters(value: bytes) -> None:
    tags = Image.Exif()
    tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = value
    assert says(picture("JPEG", exif=tags.tobytes())) == {"machine_made"}


@pytest.mark.parametrize(
    "body",
    [
        f"<rdf:Description {NAMESPACE}><TC260:AIGC rdf:parseType='Resource'>"
        "<TC260:Label>1</TC260:Label></TC260:AIGC></rdf:Description>",
        f'<rdf:Description {NAMESPACE}><TC260:AIGC TC260:Label="1"/></rdf:Description>',
        f"<rdf:Description {NAMESPACE}><TC260:AIGC><![CDATA[{MARK}]]></TC260:AIGC></rdf:Description>",
        f"<rdf:Description {NAMESPACE.replace('http', 'https').replace('1.0/', '1.0')} TC260:AIGC='{MARK}'/>",
    ],
)
def test_chinas_mark_in_further_forms_of_xmp(body: str) -> None:
    assert says(picture("JPEG", xmp=xmp(body))) == {"machine_made"}
    assert says(picture("JPEG", xmp=xmp(body.replace("TC260:Label>1", "TC260:Label>3").replace('"1"', '"3"')))) == {
        "other"
    }


def test_profiles_that_imagemagick_writes_into_a_png() -> None:
    for kind, content in (
        ("exif", exif(Software="NovelAI")),
        ("xmp", xmp("<photoshop:Credit>Made with Google AI</photoshop:Credit>")),
        ("iptc", b"8BIM\x04\x04\0\0\0\0\0\x18\x1c\x02\x6e\0\x13Made with Google AI"),
    ):
        assert says(png(**{f"Raw profile type {kind}": f"\n{kind}\n      {len(content)}\n{content.hex()}\n"})) == {
            "machine_made"
        }


def test_heic_and_jpeg_xl_are_read_though_they_are_not_decoded() -> None:
    store = manifest_store("Maker", "trainedAlgorithmicMedia")
    heic = picture("AVIF", exif=exif(Software="NovelAI"), xmp=xmp(f'<rdf:Description {SOURCE}="{TERM}"/>'))
    heic = (heic + in_avif(store)[len(picture("AVIF")) :]).replace(b"ftypavif", b"ftypheic", 1)
    assert [place for says, place, _ in said(heic) if says == "machine_made"] == ["exif", "xmp", "c2pa"]
    body = xmp(f'<rdf:Description {SOURCE}="{TERM}"/>')
    signature = box(b"JXL ", b"\r\n\x87\n") + box(b"ftyp", b"jxl \0\0\0\0jxl ")
    for content in (store, box(b"xml ", body), box(b"brob", b"xml " + brotli.compress(body))):
        assert "machine_made" in says(signature + content)
    assert says(signature + box(b"Exif", bytes(4) + exif(Software="NovelAI")[6:])) == {"machine_made"}
