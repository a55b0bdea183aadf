"""Framing that Hypothesis makes is read back, and any other bytes are refused."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from companion.errors import BadRequestError
from companion.server.handlers.collecting import read_pictures
from tests.companion.wire_samples import framed, picture


@given(st.lists(st.binary(max_size=50), max_size=20))
def test_what_was_framed_is_read(contents: list[bytes]) -> None:
    header, read = read_pictures(
        framed([({**picture(f"p{n}"), "platform": "demo", "refs": []}, c) for n, c in enumerate(contents)])
    )
    assert read == contents
    assert [item.size for item in header.pictures] == [len(content) for content in contents]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        header, contents = read_pictures(body)
    except BadRequestError:
        return
    assert len(header.pictures) == len(contents)
