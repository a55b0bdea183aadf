"""Documents of JSON: archives of one's own lists, graphs of nodes and links, and rows of a table."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from companion.imports.csv import take_table
from companion.imports.documents.archives import archive_in, take_archive
from companion.imports.documents.chats import messages_in
from companion.imports.documents.graphs import is_graph, take_graph
from companion.imports.format import OF_TABLES, Format
from companion.imports.platforms.found import record, records, text_of, within
from companion.imports.reading.layouts import laid_out
from companion.imports.reading.reading import Reading
from companion.imports.reading.start import Start
from companion.imports.reading.tables import SAMPLED, Table
from companion.imports.reading.text import encoding_of
from companion.imports.reading.ties import ties

LARGEST = 2**29
_ASSIGNED = re.compile(r"\s*window\.[\w.]+\s*=\s*")
"""X's archives are scripts that put a list in a place."""
_OF_LINES = (".jsonl", ".ndjson")
_ROWS = ("data", "users", "items", "results", "records", "rows", "accounts")


def _read(reading: Reading) -> None:
    value = _document(reading)
    reading.further(0.1)
    if (archive := archive_in(value, reading.path.name, reading.asked.listed)) is not None:
        with ties(reading, 0.3) as found:
            take_archive(reading, archive, found)
    elif is_graph(value):
        with ties(reading, 0.3) as found:
            take_graph(reading, value, found)
    elif rows := messages_in(value) or _rows(value, reading.path.suffix in _OF_LINES):
        read = _table(rows)
        take_table(reading, *laid_out(reading.path.name, read, reading.asked))
    else:
        raise reading.refusal("imports.no_known_json", fields=_fields(value))


def _fields(value: object) -> str:
    """The names at the top of a document, or of the first object in its list."""
    top = value if isinstance(value, dict) else next(records(value), {})
    return ", ".join(str(name)[:30] for name in [*top][:8]) or "…"


def _document(reading: Reading) -> object:
    """The file's document, or the list of those that its lines are. Raises :class:`BadRequestError`."""
    reading.refuse_above(LARGEST)
    data = reading.path.read_bytes()
    text = data.decode(encoding_of(data[:64])).lstrip("\ufeff")
    assigned = _ASSIGNED.match(text)
    text = text[assigned.end() :].rstrip().removesuffix(";") if assigned is not None else text
    try:
        return json.loads(text)
    except RecursionError:
        raise reading.refusal("imports.no_json") from None
    except ValueError:
        return [*_each_line(reading, text)]


def _each_line(reading: Reading, text: str) -> Iterator[object]:
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        raise reading.refusal("imports.no_json")
    for number, line in enumerate(lines):
        try:
            yield json.loads(line)
        except (ValueError, RecursionError):
            if number == 0:
                raise reading.refusal("imports.no_json") from None
            yield {}


def _rows(value: object, is_of_lines: bool = False) -> list[dict[str, Any]]:
    """The objects of a list, wherever it stands. ``is_of_lines``: the document may be the only line, and a row."""
    if isinstance(value, list) and any(isinstance(each.get("data"), list) for each in records(value)):
        return [row for each in value for row in _rows(each)]  # twarc's: an answer of the site in each line
    inner = next((each for name in _ROWS if isinstance(each := record(value).get(name), list)), None)
    found = value if isinstance(value, list) else inner
    if found is None:
        return [_flat(record(value))] if is_of_lines and record(value) else []
    people = {text_of(each.get("id")): each for each in records(within(value, "includes").get("users"))}
    authors = ((each, people.get(text_of(each.get("author_id")))) for each in records(found))
    return [_flat(each if author is None else {"author": author, **each}) for each, author in authors]


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row without objects in it: what stands in one is called by both names, as ``author_username``."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            # Beside a handle or id the name is the one that is shown.
            is_shown = len(value) > 1 and not {"id", "username", "screen_name"}.isdisjoint(value)
            inside = {"display_name" if inner == "name" and is_shown else inner: each for inner, each in value.items()}
            flat |= {f"{name}_{inner}": each for inner, each in inside.items() if not isinstance(each, (dict, list))}
        elif isinstance(value, list):  # X's referenced_tweets
            flat |= {
                f"{name}_{each.get('type')}_id": each["id"] for each in records(value) if {"type", "id"} <= {*each}
            }
        else:
            flat[name] = value
    return flat


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    header = [*dict.fromkeys(itertools.chain.from_iterable(rows))]
    cells = [[_cell(row.get(name)) for name in header] for row in rows]
    return Table(header, cells[:SAMPLED], iter(cells), is_named=True)


def _cell(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _is_json(start: Start) -> bool:
    is_of_lines = {"row", "source_platform", "__import_meta"} & {*start.record}  # other formats are these
    return (start.line.startswith(("{", "[")) and not is_of_lines) or _ASSIGNED.match(start.text) is not None


FORMAT = Format(
    "json",
    "JSON: the followers, followed or friends in an archive of Instagram, Facebook, TikTok or X; node-link graphs of "
    "networkx and graphology; or rows of a table.",
    _read,
    OF_TABLES,
    recognises=_is_json,
)
