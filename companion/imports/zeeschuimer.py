"""Zeeschuimer's NDJSON: what Instagram, X, TikTok, Threads and LinkedIn sent to a browser, item by item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from companion.imports.format import Format
from companion.imports.platforms import instagram, linkedin, threads, tiktok, x
from companion.imports.platforms.found import Found, Item, record, text_of
from companion.imports.reading.event_times import moment_if_any
from companion.imports.reading.gathering import MOST_ACTIVITIES, Gathering
from companion.imports.reading.reading import Reading
from companion.imports.reading.reasons import UnreadableError
from companion.imports.reading.text import json_object, lines

READ: Mapping[str, Callable[[Item], Found]] = {
    domain: platform.read for platform in (instagram, x, tiktok, threads, linkedin) for domain in platform.DOMAINS
}


def _read(reading: Reading) -> None:
    """Items that were collected at the same moment came in one answer of the site, and become one batch."""
    reading.taken_for.kind = "zeeschuimer"
    gathering: Gathering | None = None
    for line in lines(reading):
        with reading.reasons(line.rstrip("\r\n")):
            at, found = _item(line)
            at = at or reading.seen
            if gathering is not None and gathering.at != at:
                gathering.close()
                gathering = None
            if len(found.activities) > MOST_ACTIVITIES:
                raise UnreadableError("imports.row.many_activities", most=MOST_ACTIVITIES)
            if gathering is None:
                gathering = Gathering(reading, at, reading.page(found.accounts[0].platform))
            gathering.see(*found.accounts)
            for activity in found.activities:
                gathering.act(activity)
    if gathering is not None:
        gathering.close()


def _item(line: str) -> tuple[datetime | None, Found]:
    """When the item was collected, where the file says it, and what it shows."""
    row = json_object(line)
    # As Zeeschuimer saves it, or as 4CAT gives it out again.
    about, item = (row, row["data"]) if "data" in row else (record(row.get("__import_meta")), row)
    source = (text_of(about.get("source_platform")) or "").removeprefix("www.").lower()
    if source not in READ:
        key = "imports.row.unknown_site" if source else "imports.row.no_site"
        raise UnreadableError(key, site=source[:50])
    item = {**record(item), "_page": about.get("source_platform_url")}
    # An item that the site sent again is kept with its newer data, and with the time of that.
    times = (text_of(about.get(name)) for name in ("last_updated", "timestamp_collected"))
    seen = next((at for text in times if (at := moment_if_any(text)) is not None), None)
    return seen and seen[0], READ[source](item)


FORMAT = Format(
    "zeeschuimer",
    "Zeeschuimer's NDJSON of Instagram, X, TikTok, Threads and LinkedIn: authors, posts, comments, reposts.",
    _read,
    ("seen",),
    recognises=lambda start: bool({"source_platform", "__import_meta"} & {*start.record}),
)
