"""``docs/files.md`` has every format and every column, as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.core.columns import Column
from companion.core.facts import TABLES
from companion.exports.coortweet import COLUMNS
from companion.exports.format import FORMATS
from companion.imports.format import FORMATS as IMPORT_FORMATS

DOCUMENT = Path(__file__).parents[3] / "docs" / "files.md"


def table(columns: tuple[Column, ...]) -> str:
    """The table as the document must have it."""
    lines = ["| column | holds | under pseudonyms | meaning |", "| --- | --- | --- | --- |"]
    for column in columns:
        holds = f"records of {', '.join(f'`{name}`' for name in column.fields)}" if column.fields else column.kind.value
        lines.append(f"| `{column.name}` | {holds} | {column.under.value} | {column.meaning} |")
    return "\n".join(lines)


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_explained(name: str) -> None:
    assert table(TABLES[name]) in DOCUMENT.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS.names())
def test_every_format_is_explained(name: str) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert f"eyeline export {name} " in text
    for file in FORMATS.named(name).files:
        assert f"`{file}`" in text


@pytest.mark.parametrize("name", IMPORT_FORMATS.names())
def test_every_format_that_is_read_is_explained(name: str) -> None:
    assert f"`eyeline import {name} " in DOCUMENT.read_text(encoding="utf-8")


def test_coortweets_columns_are_explained() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(f"`{column}`" in text for column in COLUMNS)
