"""A C2PA manifest store: what its newest manifest tells of the picture, and what those of its ingredients do.

What the picture was made from (``parentOf``) tells of the picture itself; what was put into it (``componentOf``) only
of something that it contains; what a generator was shown (``inputTo``) nothing. No signature is checked, and nothing is
fetched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from companion.core.wire.evidence import ProvenanceClaim
from companion.vision.provenance.jumbf import Superbox, superbox
from companion.vision.provenance.names import made_or_edited
from companion.vision.provenance.source_types import claim_of, term_of

MAX_ASSERTION_BYTES = 2**20
MAX_DEPTH = 16
MAX_MANIFESTS = 50
MAX_VALUES = 20_000
"""Of one assertion's metadata, looked through for source types."""

_MANIFESTS = (b"c2ma", b"c2md", b"c2um", b"c2cm")
_MADE = ("c2pa.created", "")
_WHOLE = (
    *_MADE,
    *("c2pa.converted", "c2pa.transcoded", "c2pa.opened", "c2pa.published", "c2pa.repackaged", "c2pa.resized"),
    *("c2pa.resized.proportional", "c2pa.cropped", "c2pa.trimmed", "c2pa.orientation", "c2pa.redacted"),
    *("c2pa.edited.metadata", "c2pa.watermarked", "c2pa.watermarked.bound", "c2pa.watermarked.unbound"),
)
"""Actions that make the picture or leave what it shows: their source type is the whole picture's; that of any other is
what was done to it."""
BY_MACHINE = {ProvenanceClaim.machine_made, ProvenanceClaim.machine_edited, ProvenanceClaim.machine_part}
_VERSION = re.compile(r"(\.v\d+)?(__\d+)?$")


@dataclass(frozen=True)
class Told:
    """What a store tells: ``maker`` is who says that it made the newest claim, or nothing."""

    claims: tuple[tuple[ProvenanceClaim, str], ...]
    maker: str


def told(jumbf: bytes) -> Told | None:
    """What this JUMBF box tells, where it is a C2PA manifest store."""
    store = superbox(jumbf)
    if store is None or store.kind != b"c2pa":
        return None
    manifests = [each for each in map(_opened, store.inside) if each is not None]
    if not manifests:
        return Told((), "")
    by_label = {each.label: each for each in manifests}
    newest = manifests[-1]
    return Told(tuple(dict.fromkeys(_claims(newest, by_label, {newest.label}))), _maker(newest))


def _opened(box: Superbox) -> Superbox | None:
    """A manifest; of a compressed one what is packed in it."""
    if box.kind not in _MANIFESTS:
        return None
    if box.kind == b"c2cm":
        return next((each for each in box.inside if each.kind in _MANIFESTS), None)
    return box


def _claims(
    manifest: Superbox, manifests: Mapping[str, Superbox], seen: set[str]
) -> Iterator[tuple[ProvenanceClaim, str]]:
    for label, assertion in _assertions(manifest):
        if label == "c2pa.actions":
            agents = _list(assertion, "softwareAgents")
            for action in _list(assertion, "actions"):
                yield from _of_action(action, agents)
        elif label == "c2pa.ingredient":
            yield from _of_ingredient(assertion, manifests, seen)
        else:
            for declared in _source_types(assertion):
                yield claim_of(declared), term_of(declared)


def _of_action(action: Any, agents: list[Any]) -> Iterator[tuple[ProvenanceClaim, str]]:
    """``agents``: those that the assertion's actions may name by their number."""
    name, declared = _text(action, "action"), _text(action, "digitalSourceType")
    if declared:
        yield _as_done(claim_of(declared), name), term_of(declared)
    elif name not in _WHOLE or name in _MADE:  # what a generator only opened or wrote, it did not make
        number = _of(action, "softwareAgentIndex")
        listed = agents[number] if isinstance(number, int) and 0 <= number < len(agents) else None
        agent = _text(action, "softwareAgent") or _text(_of(action, "softwareAgent") or listed, "name")
        if (claim := made_or_edited(agent, is_program=True)) is not None:
            yield _as_done(claim, name), agent


def _as_done(claim: ProvenanceClaim, action: str) -> ProvenanceClaim:
    """What an action amounts to that has brought something of this claim."""
    if action in _WHOLE or claim is not ProvenanceClaim.machine_made:
        return claim
    return ProvenanceClaim.machine_part if action == "c2pa.placed" else ProvenanceClaim.machine_edited


def _of_ingredient(
    ingredient: Any, manifests: Mapping[str, Superbox], seen: set[str]
) -> Iterator[tuple[ProvenanceClaim, str]]:
    relation = _text(ingredient, "relationship")
    url = _text(_of(ingredient, "activeManifest"), "url") or _text(_of(ingredient, "c2pa_manifest"), "url")
    label = url.partition("c2pa/")[2].partition("/")[0]
    manifest = manifests.get(label)
    if relation not in ("parentOf", "componentOf") or manifest is None or label in seen or len(seen) > MAX_MANIFESTS:
        return
    for claim, quote in _claims(manifest, manifests, seen | {label}):
        if relation == "parentOf":
            yield claim, quote
        elif claim in BY_MACHINE:
            yield ProvenanceClaim.machine_part, quote


def _assertions(manifest: Superbox) -> Iterator[tuple[str, Any]]:
    """Label, without version and number, and content of each that is CBOR or JSON."""
    for store in manifest.inside:
        if store.kind != b"c2as":
            continue
        for box in store.inside:
            for kind, content in box.content:
                if (read := _read(kind, content)) is not None:
                    yield _VERSION.sub("", box.label), read


def _maker(manifest: Superbox) -> str:
    for box in manifest.inside:
        if box.kind == b"c2cl" and box.content:
            claim = _read(*box.content[0])
            info = _of(claim, "claim_generator_info")
            return _text(info[0] if isinstance(info, list) and info else info, "name") or _text(
                claim, "claim_generator"
            )
    return ""


def _read(kind: bytes, content: memoryview) -> Any:
    """What a content box holds; None where it is neither CBOR nor JSON, broken, or too large."""
    if len(content) > MAX_ASSERTION_BYTES:
        return None
    try:
        if kind == b"cbor":
            import cbor2  # noqa: PLC0415 — few files have a manifest

            return cbor2.loads(content, max_depth=MAX_DEPTH)
        return json.loads(bytes(content)) if kind == b"json" else None
    except Exception:  # noqa: BLE001 — whatever it is, it says nothing
        return None


def _source_types(content: Any) -> Iterator[str]:
    """The values of ``DigitalSourceType``, whatever its prefix, anywhere in it."""
    left = [content]
    for _ in range(MAX_VALUES):
        if not left:
            return
        each = left.pop()
        if isinstance(each, Mapping):
            for key, value in each.items():
                if isinstance(value, str) and isinstance(key, str) and key.lower().endswith("digitalsourcetype"):
                    yield value
            left.extend(each.values())
        elif isinstance(each, (list, tuple)):
            left.extend(each)


def _of(content: Any, key: str) -> Any:
    return content.get(key) if isinstance(content, Mapping) else None


def _text(content: Any, key: str) -> str:
    value = _of(content, key)
    return value if isinstance(value, str) else ""


def _list(content: Any, key: str) -> list[Any]:
    value = _of(content, key)
    return list(value) if isinstance(value, (list, tuple)) else []
