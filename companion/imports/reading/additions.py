"""What an export says of accounts beside what was observed: tags, notes, hiding, and measurements of pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from companion.core.wire.evidence import Evidence, Level, Rarity, Status
from companion.imports.reading.reading import Reading
from companion.store import accounts, actions, pictures
from companion.store.action_log import Action

MEASURED = {status.value for status in Status} - {Status.waiting.value, Status.failed.value}


class Additions:
    """Taken with the rows of accounts, and stored when these are. Only what is there is kept in memory."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._people: list[tuple[str, list[str], list[str], bool]] = []
        self._pictures: dict[str, tuple[str, str, Evidence]] = {}

    def take(self, ref: str, row: Mapping[str, Any]) -> None:
        tags, notes = list(row.get("tags") or ()), list(row.get("notes") or ())
        if tags or notes or row.get("hidden"):
            self._people.append((ref, tags, notes, bool(row.get("hidden"))))
        sha256, address, status = (row.get(f"picture_{name}") for name in ("sha256", "address", "status"))
        if sha256 and address and status in MEASURED:
            self._pictures[address] = (ref.partition(":")[0], sha256, _evidence(row))

    def store(self) -> None:
        conn, at = self._reading.conn, self._reading.seen
        for ref, tags, notes, hidden in self._people:
            account = accounts.number_of(conn, ref)
            for tag in tags:
                self._name(actions.tag(conn, [account], tag, at), f"tag {ref} {tag}")
            there = {
                row["text"] for row in conn.execute("SELECT text FROM account_notes WHERE account = ?", (account,))
            }
            for note in notes:
                if note not in there:
                    self._name(actions.note_account(conn, account, note, at), f"note {ref} {note}")
            if hidden:
                self._name(actions.hide(conn, [account], at), f"hide {ref}")
        for address, (platform, sha256, evidence) in self._pictures.items():
            pictures.note_measured(conn, platform, address, sha256, evidence, self._reading.received_at)

    def _name(self, done: Action | None, name: str) -> None:
        """What came of the same file is the same action in every database."""
        if done is not None:
            uuid = str(self._reading.uuid(name))
            self._reading.conn.execute("UPDATE OR IGNORE actions SET uuid = ? WHERE id = ?", (uuid, done.number))


def _evidence(row: Mapping[str, Any]) -> Evidence:
    one_in = row.get("picture_one_in")
    level = row.get("picture_level")
    return Evidence(
        status=Status(row["picture_status"]),
        score=row.get("picture_score"),
        level=Level(level) if level else None,
        rarity=Rarity(one_in=one_in, at_least=bool(row.get("picture_at_least"))) if one_in else None,
    )
