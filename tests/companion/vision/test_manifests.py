"""A manifest store is read as its tree: the newest manifest, its actions, and its ingredients as ingredients."""

from __future__ import annotations

import json

import pytest

from companion.vision.provenance.c2pa import told
from tests.companion.vision.manifests import (
    IPTC_TERMS,
    action,
    actions,
    assertion,
    box,
    compressed,
    ingredient,
    manifest,
    store,
    superbox,
)

MADE = action(source="trainedAlgorithmicMedia")
TAKEN = action(source="digitalCapture")
GENERATED = manifest("urn:c2pa:generated", actions(MADE), generator="Generator")


def claims(jumbf: bytes) -> list[tuple[str, str]]:
    found = told(jumbf)
    assert found is not None
    return [(claim.value, quote) for claim, quote in found.claims]


@pytest.mark.parametrize("label", ["c2pa.actions", "c2pa.actions.v2", "c2pa.actions__1", "c2pa.actions.v2__2"])
def test_actions_of_both_versions(label: str) -> None:
    found = told(store(manifest("urn:c2pa:1", actions(MADE, label=label), old=label == "c2pa.actions")))
    assert found is not None
    assert [claim.value for claim, _ in found.claims] == ["machine_made"]
    assert found.maker == "Maker"


@pytest.mark.parametrize(
    ("done", "claim"),
    [
        (MADE, "machine_made"),
        (action("c2pa.edited", "compositeWithTrainedAlgorithmicMedia"), "machine_edited"),
        (action("c2pa.edited", "trainedAlgorithmicMedia"), "machine_edited"),
        (action("c2pa.placed", "trainedAlgorithmicMedia"), "machine_part"),
        (action("c2pa.created", "compositeSynthetic"), "machine_part"),
        (action("c2pa.created", softwareAgent="Adobe Firefly"), "machine_made"),
        (action("c2pa.filtered", softwareAgent={"name": "Adobe Firefly"}), "machine_edited"),
        (action("c2pa.created", softwareAgent={"name": "GPT-4o"}), "machine_made"),
        (action("c2pa.edited", softwareAgent={"name": "Galaxy AI"}), "machine_edited"),
        (action("c2pa.watermarked", "trainedAlgorithmicMedia"), "machine_made"),
        (TAKEN, "camera"),
    ],
)
def test_made_edited_and_contains_are_kept_apart(done: dict[str, object], claim: str) -> None:
    assert [each for each, _ in claims(store(manifest("urn:c2pa:1", actions(done))))] == [claim]


@pytest.mark.parametrize(
    "done",
    [
        *("c2pa.opened", "c2pa.published", "c2pa.converted", "c2pa.resized.proportional", "c2pa.cropped"),
        *("c2pa.redacted", "c2pa.edited.metadata", "c2pa.watermarked.bound"),
    ],
)
def test_what_a_generator_only_opened_or_wrote_it_did_not_make(done: str) -> None:
    assert claims(store(manifest("urn:c2pa:1", actions(TAKEN, action(done, softwareAgent="Adobe Firefly"))))) == [
        ("camera", "digitalCapture")
    ]


@pytest.mark.parametrize("number", [0, 1, -1, "0", None])
def test_programs_that_actions_name_by_number(number: object) -> None:
    listed = {
        "actions": [action("c2pa.edited", softwareAgentIndex=number)],
        "softwareAgents": [{"name": "Adobe Firefly"}],
    }
    wanted = [("machine_edited", "Adobe Firefly")] if number == 0 else []
    assert claims(store(manifest("urn:c2pa:1", assertion("c2pa.actions.v2", listed)))) == wanted


@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize(
    ("relation", "wanted"),
    [
        ("parentOf", [("machine_made", "trainedAlgorithmicMedia")]),
        ("componentOf", [("machine_part", "trainedAlgorithmicMedia")]),
        ("inputTo", []),
    ],
)
def test_ingredients_are_ingredients(relation: str, wanted: list[tuple[str, str]], old: bool) -> None:
    opened = actions(action("c2pa.opened"))
    newest = manifest("urn:c2pa:2", opened, ingredient(relation, "urn:c2pa:generated", old=old), old=old)
    assert claims(store(GENERATED, newest)) == wanted


def test_a_photograph_with_a_generated_sticker_contains_something_made() -> None:
    photograph = manifest("urn:c2pa:photograph", actions(TAKEN), generator="Camera")
    newest = manifest(
        "urn:c2pa:2",
        actions(action("c2pa.opened"), action("c2pa.placed")),
        ingredient("parentOf", "urn:c2pa:photograph", 1),
        ingredient("componentOf", "urn:c2pa:generated", 2),
        generator="Editor",
    )
    assert claims(store(photograph, GENERATED, newest)) == [
        ("camera", "digitalCapture"),
        ("machine_part", "trainedAlgorithmicMedia"),
    ]


def test_a_photograph_that_is_only_a_part_makes_no_camera_picture() -> None:
    photograph = manifest("urn:c2pa:photograph", actions(TAKEN))
    newest = manifest("urn:c2pa:2", actions(MADE), ingredient("componentOf", "urn:c2pa:photograph"))
    assert claims(store(photograph, newest)) == [("machine_made", "trainedAlgorithmicMedia")]


def test_the_newest_manifest_counts_and_those_that_nothing_names_do_not() -> None:
    found = told(store(GENERATED, manifest("urn:c2pa:2", actions(TAKEN), generator="Camera")))
    assert found is not None
    assert [claim.value for claim, _ in found.claims] == ["camera"]
    assert found.maker == "Camera"


def test_an_update_tells_what_it_updates() -> None:
    update = manifest("urn:c2pa:2", ingredient("parentOf", "urn:c2pa:generated"), kind=b"c2um")
    assert [claim for claim, _ in claims(store(GENERATED, update))] == ["machine_made"]


def test_ingredients_that_name_each_other_come_to_an_end() -> None:
    first = manifest("urn:c2pa:1", actions(MADE), ingredient("parentOf", "urn:c2pa:2"))
    second = manifest("urn:c2pa:2", ingredient("parentOf", "urn:c2pa:1"))
    assert claims(store(first, second)) == [("machine_made", "trainedAlgorithmicMedia")]


@pytest.mark.parametrize("with_header", [True, False])
def test_a_compressed_manifest(with_header: bool) -> None:
    assert claims(store(compressed("urn:c2pa:generated", GENERATED if with_header else GENERATED[8:]))) == [
        ("machine_made", "trainedAlgorithmicMedia")
    ]


def test_one_that_unpacks_to_more_than_may_be_tells_nothing_false() -> None:
    large = manifest("urn:c2pa:1", superbox(b"bidb", "c2pa.thumbnail", box(b"bidb", bytes(20 * 2**20))), actions(MADE))
    assert claims(store(compressed("urn:c2pa:1", large))) == []


def test_metadata_in_json() -> None:
    metadata = {"@context": {}, "Iptc4xmpExt:DigitalSourceType": IPTC_TERMS + "trainedAlgorithmicMedia"}
    said = superbox(b"json", "c2pa.metadata", box(b"json", json.dumps(metadata).encode()))
    assert claims(store(manifest("urn:c2pa:1", said))) == [("machine_made", "trainedAlgorithmicMedia")]


@pytest.mark.parametrize(
    "content",
    [b"\x9f" * 5000, b"\xa1" * 5000, b"\xbb" + b"\xff" * 8, b"\xd8\x1d\x05", b"\xff", b""],
)
def test_broken_cbor_tells_nothing(content: bytes) -> None:
    broken = superbox(b"cbor", "c2pa.actions", box(b"cbor", content))
    assert claims(store(manifest("urn:c2pa:1", broken, actions(TAKEN)))) == [("camera", "digitalCapture")]


def test_content_of_another_shape_tells_nothing() -> None:
    odd = [assertion("c2pa.actions", each) for each in (7, [1], {"actions": 3}, {"actions": [None, 4, {"action": 5}]})]
    odd += [assertion("c2pa.ingredient.v3", each) for each in (None, [], {"relationship": 3, "activeManifest": 7})]
    assert claims(store(manifest("urn:c2pa:1", *odd))) == []
