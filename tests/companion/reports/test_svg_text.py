"""Text that is cut to a width."""

from __future__ import annotations

import pytest

from companion.reports.svg_text import cut, width_of


@pytest.mark.parametrize("text", ["living my best life", "東京タワーの写真", "a" * 80, "x", ""])
@pytest.mark.parametrize("most", [15, 40, 75])
def test_no_wider_than_it_may_be(text: str, most: float) -> None:
    made = cut(text, most)
    assert width_of(made) <= most
    assert made == text or (made.endswith("…") and text.startswith(made[:-1]))
    if made != text:
        rest = text.removeprefix(made[:-1]).lstrip()
        assert width_of(f"{text.removesuffix(rest[1:])}…") > most


def test_lines_become_one() -> None:
    assert cut(" one\n two  ", 200) == "one two"


def test_letters_of_east_asia_are_as_wide_as_they_are_high() -> None:
    assert width_of("東京") == pytest.approx(24, rel=0.15)
