"""What is a name, and what programs write where there is none."""

from __future__ import annotations

import pytest

from companion.core.account_names import (
    NoName,
    as_name,
    is_missing,
    lives_in_one_file,
    looks_rounded,
    why_no_id,
    why_no_name,
)

NONE = {
    NoName.empty: ["", "  ", "@", "\u200b"],
    NoName.missing: [
        "NA",
        "N/A",
        "#N/A",
        "<NA>",
        "nan",
        "NaN",
        "null",
        "NULL",
        "None",
        "nil",
        "undefined",
        "\\N",
        "@NA",
        "-1",
    ],
    NoName.truth: ["true", "False", "TRUE"],
    NoName.gone: [
        "[deleted]",
        "[removed]",
        "[ Removed by reddit ]",
        "(deleted)",
        "REDACTED",
        "Deleted Account",
        "Facebook User",
    ],
    NoName.rounded: ["9.06E+17", "9,06E+17", "9e+17", "1.2e18", "1234567890123456789.0"],
    NoName.fraction: ["0.5", "3,14", "-2.75"],
    NoName.controls: ["ana\nbob", "ana\r", "a\x00b", "ana\tbob", "a\u2028b"],
    NoName.signs: ["-", "--", "?", "...", "•"],
    NoName.long: ["x" * 257],
}


@pytest.mark.parametrize(("why", "text"), [(why, text) for why, texts in NONE.items() for text in texts])
def test_what_is_no_name(why: NoName, text: str) -> None:
    assert why_no_name(text) is why
    assert why_no_id(text) is why


@pytest.mark.parametrize(
    "text", ["ana", "@ana", "_", "José", "nana", "1e5", "42", "n0", "🌸", "ana lee", "null_pointer", "x" * 256]
)
def test_what_is_a_name(text: str) -> None:
    assert why_no_name(text) is None


def test_a_name_is_trimmed_and_a_whole_number_is_one() -> None:
    assert [as_name(text) for text in (" ana ", "\ufeffana", "12345.0", "12345.", "Jose\u0301")] == [
        *("ana", "ana", "12345", "12345", "José")
    ]


def test_nought_is_a_name_and_no_id() -> None:
    assert why_no_name("0") is None
    assert why_no_id("0") is NoName.missing


def test_what_says_that_nothing_is_known() -> None:
    assert all(map(is_missing, (None, "", " ", "NA", "n/a", "NaN", "None", "#N/A")))
    assert not any(map(is_missing, ("ana", "0", "no", "[deleted]")))


def test_names_that_live_in_one_file() -> None:
    assert all(map(lives_in_one_file, ("0", "17", "n0", "n0::n3", "v12", "node_4")))
    assert not any(map(lives_in_one_file, ("ana", "1234567890", "p0x", "9gag", "n")))


def test_what_a_spreadsheet_leaves_of_a_long_id() -> None:
    assert looks_rounded("1234567890123450000")
    assert not any(map(looks_rounded, ("1234567890123456789", "1000000", "ana")))
