"""What an activity acts upon, as keys by which the same object is known again on other accounts."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from companion.core.wire.observations import Activity, ActivityKind, ObjectKind

LINK = re.compile(r"https?://[^\s<>\"'\u200b]{4,2000}", re.IGNORECASE)
AFTER_A_LINK = ".,;:!?)]}…»”’"
SHORTEST_TEXT = 20
"""Characters that a text must have, links and white space apart, to be told from a common phrase."""

# What campaigns, mailings and platforms add to an address; the page is the same without.
TRACKING = re.compile(r"^(utm_.*|fbclid|gclid|dclid|msclkid|igshid|igsh|mc_eid|mc_cid|ref_src|ref_url|si|s|t)$")

ObjectKey = tuple[ObjectKind, str]


def objects_of(activity: Activity) -> Iterator[ObjectKey]:
    """The object that is named, each link in the text, and the text itself by a hash of its words; each once."""
    found: dict[ObjectKey, None] = {}
    if activity.object is not None:
        kind = activity.object_kind or (
            ObjectKind.picture if activity.kind is ActivityKind.avatar_changed else ObjectKind.post
        )
        found[kind, same_link(activity.object) if kind is ObjectKind.link else activity.object] = None
    if activity.text is not None:
        for link in LINK.findall(activity.text):
            found[ObjectKind.link, same_link(link.rstrip(AFTER_A_LINK))] = None
        if (text := text_hash(activity.text)) is not None:
            found[ObjectKind.text, text] = None
    yield from found


def same_link(address: str) -> str:
    """An address without what differs between copies of it: the scheme, ``www.``, tracking marks, the fragment.

    >>> same_link("http://WWW.Example.org/a/?utm_source=x&id=1#top")
    'https://example.org/a?id=1'
    """
    try:
        parts = urlsplit(address)
        host = parts.netloc.lower().rpartition("@")[2].removeprefix("www.")
    except ValueError:  # as http://[
        return address
    if parts.scheme.lower() not in ("http", "https") or not host:
        return address
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(name)]
    return urlunsplit(("https", host, parts.path.rstrip("/"), urlencode(sorted(kept)), ""))


def _is_tracking(name: str) -> bool:
    return TRACKING.match(name.lower()) is not None


def text_hash(text: str) -> str | None:
    """A hash of the words, the same for another case, spacing, width of letters or link; None for a short text."""
    words = " ".join(unicodedata.normalize("NFKC", LINK.sub(" ", text)).casefold().split())
    if len(words) < SHORTEST_TEXT:
        return None
    return hashlib.sha256(words.encode()).hexdigest()[:32]
