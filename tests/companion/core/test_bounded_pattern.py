"""Patterns that come as data are such as cannot be made to run for long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.core.bounded_pattern import bounded_pattern

TAKEN = (
    r"/(?<handle>[A-Za-z0-9_.]{1,30})/?(?:\?.*)?",
    r"[\w.-]{1,80}\.example\.net/v/(?<id>\d{1,20})_n\.jpg",
    r"/@(?<handle>[\w.-]{1,30})/(?:followers|following)",
    r"(?:a|b){1,3}",
    r"^/[^/?]+/x$",
    "",
)
REFUSED = (
    (r"(a+)+", "group"),
    (r"(?:a*){1,3}", "group"),
    (r"(?:(?:a|b){1,4}){1,4}", "group"),
    (r"(a|a)*", "group"),
    (r"(?:ab){1,9}", "group"),
    ("a?" * 30, "choices"),
    ("(?:" + "|".join("a" * 30) + ")", "choices"),
    (r".*a.*b.*c", "choices"),
    (r"a{0,100}" * 4, "choices"),
    (r"a{101}", "more than"),
    (r"a{3,2}", "backwards"),
    (r"(?=a)", "not taken"),
    (r"(?<!a)", "not taken"),
    (r"(a)\1", "not taken"),
    (r"\p{L}", "not taken"),
    (r"a{", "not taken"),
    (r"[]", "not taken"),
    ("\\", "not taken"),
    (r"**", "not taken"),
    (r"|*", "nothing stands before"),
    (r"^+", "nothing stands before"),
    (r"(a", "not closed"),
    (r"a)", "not opened"),
    (r"[^]", "not taken"),
    (r"[z-a]", "range"),
    (r"[\w-z]", "range"),
    (r"(?<name>a)", "may be called"),
    (r"(?<id>a)(?<id>b)", "each once"),
    ("a" * 301, "characters"),
)


@pytest.mark.parametrize("pattern", TAKEN)
def test_what_addresses_need_is_taken(pattern: str) -> None:
    assert bounded_pattern(pattern) == pattern
    re.compile(pattern.replace("(?<", "(?P<"))


@pytest.mark.parametrize(("pattern", "why"), REFUSED)
def test_what_may_run_for_long_or_is_no_pattern_is_refused(pattern: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        bounded_pattern(pattern)


@given(st.text(alphabet="ab.*+?(){}[]|\\^$/-1,:<>id", max_size=40))
def test_what_is_taken_compiles(text: str) -> None:
    try:
        pattern = bounded_pattern(text)
    except ValueError:
        return
    re.compile(pattern.replace("(?<", "(?P<"))
