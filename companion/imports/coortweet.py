"""CooRTweet's table: who shared which object, by which message, and when; of millions of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from companion.core.account_names import NoName, is_missing, why_no_name
from companion.core.activity_objects import same_link
from companion.core.file_text import unguarded
from companion.core.identity import AccountRef, parse_ref
from companion.core.wire.observations import ActivityKind, ObjectKind
from companion.imports.format import Format
from companion.imports.reading.columns import COORTWEET
from companion.imports.reading.event_times import moment
from companion.imports.reading.gate import Gate
from companion.imports.reading.names import plain
from companion.imports.reading.reading import Reading
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.tables import table
from companion.imports.reading.text import check
from companion.store.shares import Share, add_shares
from companion.store.times import text_of

COLUMNS = {
    "object": ("object_id",),
    "account": ("account_id", "user_id"),
    "content": ("content_id", "message_id"),
    "time": ("timestamp_share", "timestamp"),
}
AT_ONCE = 50_000
REMEMBERED = 100_000
LONGEST = 4096


def _read(reading: Reading) -> None:
    with table(reading) as read:
        at = _columns(reading, read.first)
        number = reading.empty_batch(reading.seen, reading.gate.platform)
        if number is None:
            raise reading.refusal("imports.known_from_database")
        waiting: list[Share] = []
        for row in read.rest:
            with reading.reasons(row):
                check(row)
                if len(row) <= max(at.values()):
                    raise UnreadableError("imports.row.few_cells", cells=len(row))
                cells = {name: unguarded(row[column]).strip() for name, column in at.items()}
                waiting.append(_share(cells, _account(cells["account"], reading.gate), reading.asked.objects))
            if len(waiting) == AT_ONCE:
                add_shares(reading.conn, number, waiting)
                waiting.clear()
        add_shares(reading.conn, number, waiting)


def _columns(reading: Reading, header: Sequence[str]) -> dict[str, int]:
    """Where each column is. Raises :class:`BadRequestError` where one is missing."""
    names = [plain(cell) for cell in header]
    at = {column: names.index(name) for column, known in COLUMNS.items() for name in reversed(known) if name in names}
    if missing := [known[0] for column, known in COLUMNS.items() if column not in at]:
        raise reading.refusal("imports.no_coortweet", columns=", ".join(missing))
    return at


def _account(text: str, gate: Gate) -> AccountRef:
    if is_missing(text):
        raise UnreadableError("imports.row.no_account_id")
    return parse_ref(gate.id_of(text))


@lru_cache(REMEMBERED)
def _why_none(text: str) -> NoName | None:
    """Why an id would make a pair of all who have it."""
    why = why_no_name(text)
    return why if why in (NoName.empty, NoName.missing, NoName.gone, NoName.rounded) else None


def _share(cells: Mapping[str, str], account: AccountRef, otherwise: ObjectKind) -> Share:
    if is_missing(cells["object"]):
        raise UnreadableError("imports.row.no_object_id")
    if len(cells["object"]) > LONGEST or len(cells["content"]) > LONGEST:
        raise UnreadableError("imports.row.long_id", longest=LONGEST)
    if (why := _why_none(cells["object"])) is not None:
        raise UnreadableError("imports.row.no_name", why=why.value, text=repr(cells["object"][:50]))
    content = None if _why_none(cells["content"]) is not None else cells["content"]
    time, _ = moment(cells["time"])
    kind, named = _object(cells["object"], otherwise)
    # A message that is the object itself is the original among its reposts: nobody else shared it by this.
    original = kind is ObjectKind.post and content == cells["object"]
    return Share(
        account.platform,
        account.value if account.by_id else None,
        None if account.by_id else account.value,
        (ActivityKind.posts if original else ActivityKind.shares).value,
        kind.value,
        named,
        same_link(named) if kind is ObjectKind.link else named,
        content,
        text_of(time),
    )


def _object(text: str, otherwise: ObjectKind) -> tuple[ObjectKind, str]:
    """The object of an id as Eyeline writes them (``core.facts.object_id``), or of one of another program."""
    parts = text.split(":", 2)
    for prefix, kind in (("link", ObjectKind.link), ("text", ObjectKind.text)):
        if parts[0] == prefix and len(parts) > 1:
            return kind, text.partition(":")[2]
    if len(parts) == 3 and parts[1] in (ObjectKind.post.value, ObjectKind.page.value, ObjectKind.picture.value):
        return ObjectKind(parts[1]), parts[2]
    return otherwise, text


FORMAT = Format(
    "coortweet",
    "CooRTweet's table: object_id, account_id, content_id and timestamp_share, in seconds since 1970 or as a time.",
    _read,
    ("platform", "seen", "objects"),
    recognises=lambda start: start.header >= COORTWEET,
)
