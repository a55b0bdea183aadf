"""Eyeline's own NDJSON, as ``eyeline export ndjson`` writes it."""

from __future__ import annotations

import json

from companion.exports.ndjson import ROW_OF
from companion.imports.format import Format
from companion.imports.reading.own_rows import own_rows
from companion.imports.reading.reading import Reading
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.text import check, json_object, lines

TABLE_OF = {row: table for table, row in ROW_OF.items()}
FORM = 1
"""The newest form of export that is read."""


def _read(reading: Reading) -> None:
    with own_rows(reading) as rows:
        for number, line in enumerate(lines(reading, 0.3)):
            if number == 0 and not _is_ours(reading, line):
                raise reading.refusal("imports.no_export")
            if number > 0:
                with reading.reasons(line.rstrip("\r\n")):
                    row = _row(line)
                    table = TABLE_OF.get(str(row.get("row")))
                    if table is None:
                        raise UnreadableError("imports.row.unknown_kind", kind=str(row.get("row"))[:50])
                    rows.take(table, row)


def _is_ours(reading: Reading, line: str) -> bool:
    """Whether the first line says that it is an export. Raises :class:`BadRequestError` for one of a newer Eyeline."""
    try:
        head = _row(line)
    except UnreadableError:
        return False
    if head.get("row") != "export":
        return False
    form = head.get("form")
    if not isinstance(form, int) or form > FORM:
        raise reading.refusal("imports.newer")
    return True


def _row(line: str) -> dict[str, object]:
    check([line])
    row = json_object(line)
    if "\\u" in line:
        check([json.dumps(row, ensure_ascii=False)])
    return row


FORMAT = Format(
    "ndjson",
    "What `eyeline export ndjson` wrote.",
    _read,
    (),
    recognises=lambda start: start.record.get("row") == "export",
)
