"""A drawing has what the style sheet says of it as attributes, as a browser would read the sheet."""

from __future__ import annotations

import pytest

from companion.reports.presentation import with_attributes


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ('<path class="tie" d="M0 0"/>', {"fill": "none", "stroke": "#5d584c"}),
        ('<path class="tie inner" color="#123456" d="M0 0"/>', {"stroke": "#123456", "stroke-width": "1.2"}),
        ('<path class="tie inner directed" color="#123456" d="M0 0"/>', {"fill": "#123456", "stroke": "none"}),
        ('<text class="soft">a</text>', {"fill": "#5d584c"}),
        ("<text>a &lt;b&gt;</text>", {"fill": "#1d1b16"}),
        ('<g class="lines" stroke="#000000" stroke-width="9"/>', {"stroke": "#f2b705", "stroke-width": "1.6"}),
    ],
)
def test_the_later_and_the_closer_rule_counts(drawn: str, said: dict[str, str]) -> None:
    made = with_attributes(drawn)
    for name, value in said.items():
        assert made.count(f' {name}="') == 1
        assert f'{name}="{value}"' in made


def test_what_the_sheet_does_not_speak_of_stays_as_it_is() -> None:
    drawn = '<g class="part" data-part="1"><title>a</title><image href="data:image/jpeg;base64,//8="/></g>'
    assert with_attributes(drawn) == drawn
