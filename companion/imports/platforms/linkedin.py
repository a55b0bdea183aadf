"""LinkedIn's posts, and posts that pass on another."""

from __future__ import annotations

import re
from collections.abc import Mapping

from companion.core.wire.observations import AccountSighting, ActivityKind, ObjectKind
from companion.imports.platforms.found import (
    DEEPEST,
    Found,
    Item,
    number,
    person,
    reader,
    record,
    records,
    seconds,
    text_of,
    within,
)
from companion.imports.reading.sites import site

DOMAINS = ("linkedin.com",)
SITE = site("linkedin")
_POST = re.compile(r"urn:li:(?:activity|ugcPost):(\d{10,20})", re.ASCII)


def _post(found: Found, item: Item, depth: int = 0) -> str | None:
    """Note a post with the one that it passes on; its address."""
    urn, author = _urn(item), _author(record(item.get("actor")))
    if urn is None or author is None or depth > DEEPEST:
        return None
    found.accounts.append(author)
    address = f"https://www.linkedin.com/feed/update/{urn[0]}"
    time = seconds((int(urn[1]) >> 22) // 1000)  # an id begins with the milliseconds since 1970
    text = text_of(within(item, "commentary", "text").get("text"))
    original = record(item.get("*resharedUpdate")) or record(item.get("resharedUpdate"))
    passed_on = _post(found, original, depth + 1) if original else None
    if passed_on is not None:
        found.act(author, ActivityKind.shares, passed_on, text=text, time=time)
        return address
    found.act(author, ActivityKind.posts, address, text=text, time=time)
    content = record(item.get("content"))
    shown = (within(part, "navigationContext") for part in (content, record(content.get("articleComponent"))))
    link = next((target for each in shown if (target := text_of(each.get("actionTarget")))), None)
    if link is not None:
        found.act(author, ActivityKind.shares, SITE.target(link), time=time, object_kind=ObjectKind.link)
    return address


def _urn(item: Item) -> re.Match[str] | None:
    named = (text_of(within(item, "updateMetadata").get("urn")), *map(text_of, map(item.get, _URNS)))
    return next((urn for text in named if text is not None and (urn := _POST.search(text)) is not None), None)


_URNS = ("preDashEntityUrn", "entityUrn", "id")


def _author(actor: Mapping[str, object]) -> AccountSighting | None:
    """Who posts; None for a company, which has no profile of a person."""
    profile = text_of(within(actor, "navigationContext").get("actionTarget")) or ""
    account = SITE.account_at(profile.partition("?")[0])
    if account is None:
        return None
    name = within(actor, "name")
    by_id = account if account.by_id else SITE.account_at(profile)
    return person(
        SITE,
        by_id.value if by_id is not None and by_id.by_id else None,
        None if account.by_id else account.value,
        name=name.get("text"),
        bio=within(actor, "description").get("text"),
        picture=_picture(actor) or _picture(name),
    )


def _picture(part: Mapping[str, object]) -> str | None:
    """The largest picture of a profile that this part has, in the form of either year."""
    holder = within(part, "image") or part
    for each in records(holder.get("attributes")):
        image = within(each, "detailData", "nonEntityProfilePicture", "vectorImage") or within(
            each, "*miniProfile", "picture"
        )
        sizes = sorted(records(image.get("artifacts")), key=lambda size: number(size.get("width")) or 0)
        if sizes:
            root, largest = text_of(image.get("rootUrl")), text_of(sizes[-1].get("fileIdentifyingUrlPathSegment"))
            return f"{root or ''}{largest or ''}"
    return None


read = reader(_post, "imports.row.no_linkedin")
