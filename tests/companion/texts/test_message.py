"""Messages are written as the other engine writes them: both are held to one file of cases."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.texts.catalogue import Translator, language_for, languages
from companion.texts.message import parsed

CASES = json.loads(Path("tests/fixtures/texts/messages.json").read_text("utf-8"))


def value(of: Any) -> Any:
    if not isinstance(of, dict):
        return of
    return datetime.strptime(of["time"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("case", CASES["messages"], ids=lambda case: case["message"])
def test_a_message_is_said(case: dict[str, Any], language: str) -> None:
    said = Translator(language, {"key": case["message"]})
    assert said("key", **{name: value(of) for name, of in case["values"].items()}) == case[language]


@pytest.mark.parametrize("message", CASES["wrong"])
def test_what_is_no_message_is_refused(message: str) -> None:
    with pytest.raises(ValueError):
        parsed(message)


@pytest.mark.parametrize(("wanted", "spoken"), CASES["languages"].items())
def test_the_nearest_language_is_spoken(wanted: str, spoken: str) -> None:
    assert language_for(wanted) == spoken


@given(st.text(st.characters(exclude_characters="{}'")))
def test_a_text_without_arguments_stays_as_it_is(text: str) -> None:
    assert Translator("en", {"key": text})("key", unused=1) == text


@given(st.text())
def test_a_value_is_never_read_as_a_message(text: str) -> None:
    assert Translator("es", {"key": "a {x} b"})("key", x=text) == f"a {text} b"
