"""What an activity acts upon is known again on another account."""

from __future__ import annotations

import doctest
from typing import Any

import pytest

from companion.core import activity_objects
from companion.core.activity_objects import objects_of, same_link, text_hash
from companion.core.wire.observations import Activity, ObjectKind


def of(**more: Any) -> list[tuple[ObjectKind, str]]:
    return list(objects_of(Activity.model_validate({"account": "demo:handle:a", "kind": "posts"} | more)))


def test_the_example_holds() -> None:
    assert doctest.testmod(activity_objects).failed == 0


def test_the_object_the_links_and_the_words() -> None:
    text = "Read this, everyone should: https://www.example.org/a?fbclid=1. And (http://example.org/a)!"
    assert of(object="post-1", text=text) == [
        (ObjectKind.post, "post-1"),
        (ObjectKind.link, "https://example.org/a"),
        (ObjectKind.text, text_hash(text)),
    ]


def test_a_new_avatar_is_a_picture_and_a_kind_that_is_said_holds() -> None:
    assert of(kind="avatar_changed", object="p") == [(ObjectKind.picture, "p")]
    assert of(kind="shares", object="http://example.org/?utm_source=a", object_kind="link") == [
        (ObjectKind.link, "https://example.org")
    ]


@pytest.mark.parametrize(
    "other", ["  Vote FOR\nour candidate today ", "Ｖote for our candidate today https://t.example/x1"]
)
def test_the_same_words_are_the_same_text(other: str) -> None:
    assert text_hash(other) == text_hash("Vote for our candidate today")


def test_a_short_text_is_nobodys() -> None:
    assert text_hash("Happy birthday! 🎂") is None


@pytest.mark.parametrize("address", ["post-1", "http://[", "mailto:a@example.org", ""])
def test_what_is_no_link_stays_as_it_is(address: str) -> None:
    assert same_link(address) == address
