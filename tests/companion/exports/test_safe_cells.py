"""What profiles call themselves, in cells that spreadsheets open."""

from __future__ import annotations

import csv
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.core.file_text import guarded, marked, unguarded, unmarked
from companion.core.wire.selection import Selection
from companion.exports.format import write
from tests.companion.exports.worlds import NASTY, database
from tests.companion.wire_samples import account, batch

STARTS = "=+-@＝＋－＠\t\r\n"


def runs(cell: str) -> bool:
    """Whether a spreadsheet could take the cell for a formula: by its first letter that is seen, or by a control."""
    seen = [letter for letter in cell if letter.isprintable() and not letter.isspace()]
    return (cell[:1] in STARTS and cell != "") or (bool(seen) and seen[0] in STARTS)


@given(st.text() | st.sampled_from(NASTY))
def test_any_text_comes_back_and_none_runs(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text) != ""
    assert not runs(guarded(text))


@given(st.text() | st.sampled_from(NASTY))
def test_any_text_can_stand_in_xml(text: str) -> None:
    assert unmarked(marked(text)) == text
    assert not any((ord(letter) < 32 and letter not in "\t\n\r") or letter in "\ufffe\uffff" for letter in marked(text))


def test_half_a_pair_of_surrogates_is_marked() -> None:
    """The database cannot hold one; a text from elsewhere might."""
    assert marked("a\ud800").encode() == b"a_xD800_"
    assert unmarked("a_xD800_") == "a\ud800"


@pytest.mark.parametrize("name", ["spreadsheet", "gephi"])
def test_no_cell_of_a_hostile_profile_runs(name: str, tmp_path: Path) -> None:
    hostile = [account(f"h{at}", str(at), display_name=text, bio=text) for at, text in enumerate(NASTY)]
    with closing(database([batch(*hostile)])) as conn:
        write(conn, name, Selection(), tmp_path)
    read = 0
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as opened:
            for row in csv.reader(opened):
                read += len(row)
                assert not [cell for cell in row if runs(cell)]
    assert read > 20 * len(NASTY)
