"""Refs, joining, and the keys of pictures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.core.identity import AccountRef, KnownAccount, join, parse_ref, picture_key
from companion.errors import BadRequestError

PLATFORMS = st.from_regex(r"[a-z][a-z0-9-]{0,31}", fullmatch=True)
VALUES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=256)


@given(PLATFORMS, st.booleans(), VALUES)
def test_a_ref_is_read_as_it_was_written(platform: str, by_id: bool, value: str) -> None:
    ref = AccountRef(platform, by_id, value)
    assert parse_ref(str(ref)) == ref


@given(st.text(max_size=400))
def test_any_text_is_a_ref_or_refused(text: str) -> None:
    try:
        ref = parse_ref(text)
    except BadRequestError:
        return
    assert str(ref) == text


@pytest.mark.parametrize(
    "text", ["", "demo", "demo:id", "demo:id:", "Demo:id:1", "demo:ID:1", ":id:1", "demo:id:" + "x" * 257]
)
def test_what_is_no_ref_is_refused(text: str) -> None:
    with pytest.raises(BadRequestError):
        parse_ref(text)


def known(key: int, account_id: str | None, handle: str | None, last_seen: str = "2026-02") -> KnownAccount:
    return KnownAccount(key, account_id, handle, last_seen)


LATER, EARLIER = "2026-03", "2026-01"


def test_a_new_account() -> None:
    assert join("1", "ana", LATER, None, None).keep is None
    assert join("1", "ana", LATER, None, None).takes_handle


def test_an_id_that_comes_to_a_handle() -> None:
    joining = join("1", "ana", LATER, None, known(7, None, "ana"))
    assert (joining.keep, joining.absorb, joining.takes_handle) == (7, None, True)


def test_a_handle_known_alone_becomes_the_ids_account() -> None:
    joining = join("1", "ana", LATER, known(5, "1", None), known(7, None, "ana"))
    assert (joining.keep, joining.absorb, joining.takes_handle) == (5, 7, True)


def test_two_ids_are_never_joined_and_the_handle_passes_on() -> None:
    joining = join("1", "ana", LATER, known(5, "1", "old"), known(7, "2", "ana"))
    assert (joining.keep, joining.absorb, joining.unname, joining.takes_handle) == (5, None, 7, True)


def test_an_older_sighting_does_not_take_a_handle_back() -> None:
    joining = join("1", "ana", EARLIER, known(5, "1", "new"), known(7, "2", "ana"))
    assert (joining.keep, joining.unname, joining.takes_handle) == (5, None, False)
    assert not join("1", "old", EARLIER, known(5, "1", "new"), None).takes_handle


IDS = st.sampled_from([None, "1", "2"])
NAMES = st.sampled_from([None, "a", "b"])


@given(IDS, NAMES, st.sampled_from([EARLIER, LATER]), st.data())
def test_joining_keeps_ids_apart(account_id: str | None, handle: str | None, at: str, data: st.DataObject) -> None:
    by_id = by_handle = None
    if account_id is not None:
        by_id = data.draw(st.none() | st.builds(known, st.just(1), st.just(account_id), NAMES))
    if by_id is not None and by_id.handle is not None and by_id.handle == handle:
        by_handle = by_id
    elif handle is not None:
        by_handle = data.draw(st.none() | st.builds(known, st.just(2), st.sampled_from([None, "3"]), st.just(handle)))
    joining = join(account_id, handle, at, by_id, by_handle)
    for key in (joining.absorb, joining.unname):
        assert key is None or (by_handle is not None and key == by_handle.key and key != joining.keep)
    if joining.absorb is not None:
        assert by_handle is not None and by_handle.account_id is None
    if joining.unname is not None:
        assert by_handle is not None and by_handle.account_id is not None and joining.takes_handle
    if by_id is not None:
        assert joining.keep == by_id.key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/a/1.jpg?sig=1", "https://x.example/a/1.jpg?sig=2"),
        ("https://x.example/a/1.JPEG?sig=1#x", "https://x.example/a/1.JPEG"),
    ],
)
def test_a_signature_does_not_change_the_key(one: str, other: str) -> None:
    assert picture_key(one, None) == picture_key(other, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/avatar?account=1", "https://x.example/avatar?account=2"),
        ("https://x.example/1.jpg", "https://y.example/1.jpg"),
        ("data:image/png;base64,AAAA", "data:image/png;base64,BBBB"),
        ("http://[", "http://[["),
    ],
)
def test_other_pictures_have_other_keys(one: str, other: str) -> None:
    assert picture_key(one, None) != picture_key(other, None)


@given(st.text(min_size=1), st.text(min_size=1))
def test_the_platforms_own_id_is_the_key(address: str, picture_id: str) -> None:
    assert picture_key(address, picture_id) == picture_key("https://elsewhere.example/", picture_id)
    assert picture_key(address, None) is not None


@given(
    st.from_regex(r"https?://[a-z0-9.-]{1,12}/[a-z0-9._~/-]{1,20}(\.jpg)?(\?[a-z0-9=&.,%/-]{0,12})?", fullmatch=True)
)
def test_a_plain_address_is_parted_as_any_other(address: str) -> None:
    assert picture_key(address, None) == picture_key(f"{address}#part", None)
