"""The SHA-256 of the facts that a report rests on: the same for the same facts, in whichever database they are.

Each row of the selection in ``core/facts.py`` (accounts, edges, captures, activities; docs/files.md names the columns)
is written as one line of JSON with its table: UTF-8, keys in order, no spaces, lists in the order of their JSON, a
friendship's ends likewise, without the database's own numbers and without ``selected`` and ``community``. So is each
edge that leaves the selection, as ``tie``. The digest is the SHA-256 of the lines' SHA-256 digests, sorted and one
after the other.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator

from companion.core.columns import Row
from companion.core.facts import TABLES
from companion.core.graph import IntArray
from companion.store.facts import Facts, ties

NUMBERS = {"accounts": "account", "edges": "edge", "captures": "number", "activities": "activity"}
"""Each table's column that numbers its rows in one database."""
_NO_FACTS = ("selected", "community")


def fingerprint(conn: sqlite3.Connection, accounts: IntArray) -> str:
    """In hexadecimal, of the accounts (n,), rising. Read in one transaction."""
    digests = sorted(hashlib.sha256(line).digest() for line in _lines(conn, accounts))
    return hashlib.sha256(b"".join(digests)).hexdigest()


def _lines(conn: sqlite3.Connection, accounts: IntArray) -> Iterator[bytes]:
    facts = Facts(conn, accounts, accounts)
    for table, columns in TABLES.items():
        kept = [each.name for each in columns if each.name not in (NUMBERS[table], *_NO_FACTS)]
        for row in facts.rows(table, {}):
            yield _line(table, {name: row[name] for name in kept})
    for row in ties(conn, accounts):
        yield _line("tie", row)


def _line(table: str, row: Row) -> bytes:
    if row.get("kind") == "friend":
        source, target = sorted((row["source"], row["target"]))
        row = row | {"source": source, "target": target}
    ordered = {name: sorted(value, key=_json) if isinstance(value, list) else value for name, value in row.items()}
    return _json({"row": table, **ordered}).encode("utf-8", "surrogatepass")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
