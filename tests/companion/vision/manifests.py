"""C2PA manifest stores made for tests: their tree is as the specification has it, and nothing in them is signed."""

from __future__ import annotations

from typing import Any

import brotli
import cbor2

IPTC_TERMS = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_TYPE = bytes.fromhex("00110010800000aa00389b71")


def box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def superbox(kind: bytes, label: str, *content: bytes) -> bytes:
    """``kind``: the first four letters of its type."""
    return box(b"jumb", box(b"jumd", kind + _TYPE + b"\3" + label.encode() + b"\0") + b"".join(content))


def assertion(label: str, content: Any) -> bytes:
    return superbox(b"cbor", label, box(b"cbor", cbor2.dumps(content)))


def action(name: str = "c2pa.created", source: str = "", **more: Any) -> dict[str, Any]:
    """``source``: an IPTC term."""
    return {"action": name, **({"digitalSourceType": IPTC_TERMS + source} if source else {}), **more}


def actions(*those: dict[str, Any], label: str = "c2pa.actions.v2") -> bytes:
    return assertion(label, {"actions": list(those)})


def ingredient(relation: str, of: str, number: int = 1, *, old: bool = False) -> bytes:
    """What another manifest, by its label, says of what this one was made of."""
    key, label = ("c2pa_manifest", "c2pa.ingredient.v2") if old else ("activeManifest", "c2pa.ingredient.v3")
    url = {"url": f"self#jumbf=/c2pa/{of}", "hash": b"0" * 32}
    return assertion(f"{label}__{number}", {"relationship": relation, "dc:format": "image/png", key: url})


def manifest(
    label: str, *assertions: bytes, generator: str = "Maker", kind: bytes = b"c2ma", old: bool = False
) -> bytes:
    info: Any = {"name": generator}
    claim = {"claim_generator_info": [info] if old else info, "instanceID": "xmp:iid:1"}
    return superbox(
        kind,
        label,
        superbox(b"c2as", "c2pa.assertions", *assertions),
        superbox(b"c2cl", "c2pa.claim" if old else "c2pa.claim.v2", box(b"cbor", cbor2.dumps(claim))),
        superbox(b"c2cs", "c2pa.signature", box(b"cbor", cbor2.dumps(b"no signature"))),
    )


def compressed(label: str, packed: bytes) -> bytes:
    return superbox(b"c2cm", label, box(b"brob", b"jumb" + brotli.compress(packed)))


def store(*manifests: bytes) -> bytes:
    return superbox(b"c2pa", "c2pa", *manifests)
