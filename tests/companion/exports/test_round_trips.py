"""Whatever people call themselves, each format read back by another program is what the database knows.

The worlds are made where they are read back by Eyeline, too: ``tests/companion/imports/test_round_trips.py``.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema

from companion.core.wire.selection import Selection
from companion.exports.format import FORMATS, write
from tests.companion.exports import reading
from tests.companion.exports.known import Row

READ = {
    "gephi": reading.gephi,
    "gexf": reading.gexf,
    "graphml": reading.graphml,
    "ndjson": reading.ndjson,
    "parquet": reading.parquet,
    "spreadsheet": reading.spreadsheet,
}
SCHEMA = xmlschema.XMLSchema(Path(__file__).with_name("gexf_1_3.xsd"))


def by_edge(row: Row) -> tuple[str, ...]:
    return row["source"], row["target"], row["kind"]


def check(conn: sqlite3.Connection, name: str, target: Path, known: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """What another program reads of the file or folder that is written there; it is all that is ``known``."""
    wanted = FORMATS.named(name)
    if wanted.is_folder:
        target.mkdir()
    # networkx takes an element without letters for nothing; in the file an empty text is one.
    without_empty = name == "graphml"
    exported = write(conn, name, Selection(), target)
    found = READ[name](target)
    for table in wanted.tables:
        rows = reading.complete(table, found[table], without_empty=without_empty)
        expected = reading.complete(table, known[table], without_empty=without_empty)
        if table == "edges":
            rows.sort(key=by_edge)
            expected.sort(key=by_edge)
        assert rows == expected, (name, table)
        assert exported.rows[table] == len(expected), (name, table)
    if name == "gexf":
        follows_its_grammar(target)
    return found


def follows_its_grammar(path: Path) -> None:
    SCHEMA.validate(path)
    graph = ElementTree.parse(path).getroot()
    nodes = [node.attrib["id"] for node in graph.iter(f"{reading.GEXF}node")]
    assert len(set(nodes)) == len(nodes)
    for edge in graph.iter(f"{reading.GEXF}edge"):
        assert {edge.attrib["source"], edge.attrib["target"]} <= set(nodes)


def test_the_grammar_is_not_met_by_anything() -> None:
    for wrong in ('version="1.2"/>', 'version="1.3"><graph/></gexf>', 'version="1.3"><meta/></gexf>'):
        with pytest.raises(xmlschema.XMLSchemaValidationError):
            SCHEMA.validate(f'<gexf xmlns="http://gexf.net/1.3" {wrong}')
