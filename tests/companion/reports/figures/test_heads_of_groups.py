"""The heads of the figure of groups stand beside each other in every language."""

from __future__ import annotations

import re

import pytest

from companion.core.kinds import SignKind
from companion.reports.figures.groups import _head
from companion.reports.svg_text import width_of
from companion.texts.catalogue import languages, texts


@pytest.mark.parametrize("language", languages())
def test_no_head_runs_into_the_next_or_is_cut(language: str) -> None:
    t = texts(language).below("figures.groups")
    drawn = "".join(_head([t("sign", kind=kind.value) for kind in SignKind], t))
    lines = re.findall(r'<text x="([\d.]+)" y="([-\d.]+)" class="small soft">([^<]*)</text>', drawn)
    assert len({x for x, _, _ in lines}) == len(SignKind)
    columns = sorted({float(x) for x, _, _ in lines})
    step = columns[1] - columns[0]
    for _, y, words in lines:
        assert width_of(words, 11) <= step, words
        assert "…" not in words, words
        assert float(y) > 8, f"{words} stands above the drawing"
