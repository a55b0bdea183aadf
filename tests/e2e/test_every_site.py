"""Every site's fixture pages under their own addresses: what the companion keeps is what the fixture's JSON says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from companion.core.identity import picture_key

from . import pictures
from .badges import HOSTS
from .browsers.browser import Page
from .patience import until
from .sites import Sites
from .stage import Stage, in_turn

FIXTURES = Path(__file__).parent.parent / "fixtures" / "pages"
# The demo is the companion's own site: test_demo.py reads it where it stands. Mastodon stands at any host, and is
# read where the person allowed it: that is asked of the browser itself, in a way that a test cannot answer.
ELSEWHERE = {"demo", "mastodon"}
SITES = sorted(folder.name for folder in FIXTURES.iterdir() if folder.name not in ELSEWHERE)
TALL = (1100, 4000)
AVATARS = 12  # different ones: the sites' people share them

# The text right before a badge, which is the name that it belongs to, and the badge's shape.
READ = """(root, host) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let name = "";
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        if (!(text.compareDocumentPosition(host) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
        if (text.nodeValue.trim()) name = text.nodeValue.trim();
    }
    return [name, host.hidden ? "hidden" : root.querySelector("button").dataset.shape];
}"""
SEEN = """
SELECT o.account, o.role, o.account_id, o.handle, o.display_name, o.address, o.bio,
    o.followers, o.following, o.friends, o.posts, k.address AS picture, m.status,
    json_extract(m.evidence, '$.level') AS level, json_extract(last.evidence, '$.level') AS last_level
FROM observations o JOIN batches b ON b.id = o.batch JOIN pages g ON g.id = b.page
LEFT JOIN picture_addresses k ON k.id = o.picture_address LEFT JOIN pictures m ON m.id = k.picture
JOIN accounts a ON a.id = o.account
LEFT JOIN picture_addresses j ON j.id = a.picture_address LEFT JOIN pictures last ON last.id = j.picture
WHERE b.id > ? AND g.platform = ? AND g.kind = ? AND g.address = ? ORDER BY o.id
"""
LISTS = """
SELECT c.kind, o.account_id, o.handle, c.displayed_count, c.seen_count,
    (SELECT count(*) FROM capture_members m WHERE m.capture = c.id) AS members
FROM captures c JOIN batches b ON b.id = c.batch LEFT JOIN accounts o ON o.id = c.owner WHERE b.id > ?
"""
NEWEST = "SELECT coalesce(max(id), 0) AS batch FROM batches"
FIELDS = ("role", "account_id", "display_name", "address", "bio")
COUNTS = ("followers", "following", "friends", "posts")
Avatar = tuple[bytes, str | None]
"""A small picture and the level of its evidence."""


@dataclass(frozen=True)
class Fixture:
    name: str
    html: str
    expected: dict[str, Any]

    @property
    def accounts(self) -> dict[str, list[dict[str, Any]]]:
        """The sightings of each account, by its ref: a page may show it in several places."""
        sightings: dict[str, list[dict[str, Any]]] = {}
        for account in self.expected["accounts"]:
            sightings.setdefault(account["ref"], []).append(account)
        return sightings

    @property
    def pictures(self) -> dict[str, str]:
        """Each picture's address and what stays the same of it at other addresses."""
        seen = [account["picture"] for account in self.expected["accounts"] if "picture" in account]
        return {one["address"]: picture_key(one["address"], one.get("picture_id")) for one in seen}


def fixtures(site: str) -> Iterator[Fixture]:
    for path in sorted((FIXTURES / site).glob("*.json")):
        yield Fixture(path.stem, path.with_suffix(".html").read_text(), json.loads(path.read_text()))


@pytest.fixture(scope="module")
def avatars() -> list[Avatar]:
    numbers = range(4000, 4000 + AVATARS // 2)
    portraits = [(pictures.aligned(number), "strong") for number in numbers]
    return portraits + [(pictures.drawn(number, side=128), None) for number in numbers]


class Portraits:
    """Which avatar each picture is, at all its addresses, on all pages of a site."""

    def __init__(self, avatars: list[Avatar]) -> None:
        self.avatars = avatars
        self.shown: dict[str, Avatar] = {}

    def serve(self, sites: Sites, addresses: dict[str, str]) -> None:
        for address, picture in sorted(addresses.items()):
            content, _ = self.shown.setdefault(picture, self.avatars[len(self.shown) * 7 % AVATARS])
            parts = urlsplit(address)
            kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
            sites.put(parts.netloc, parts.path, content, kind, Access_Control_Allow_Origin="*")


@pytest.mark.parametrize("site", in_turn(SITES))
async def test_what_is_kept_is_what_the_fixture_says(stage: Stage, site: str, avatars: list[Avatar]) -> None:
    portraits = Portraits(avatars)
    page = await stage.open("about:blank")
    await page.resize(*TALL)
    for fixture in fixtures(site):
        portraits.serve(stage.sites, fixture.pictures)
        [newest] = stage.companion.rows(NEWEST)
        await open_fixture(stage, page, fixture)
        seen = await what_was_seen(stage, fixture, newest["batch"])
        kept = by_ref(fixture, seen)
        check_accounts(fixture, kept)
        check_pictures(fixture, kept, portraits)
        check_lists(fixture, stage.companion.rows(LISTS, [newest["batch"]]))
        await check_badges(page, fixture, kept)


async def open_fixture(stage: Stage, page: Page, fixture: Fixture) -> None:
    address = urlsplit(fixture.expected["address"])
    stage.sites.put(address.netloc, address.path, fixture.html)
    await page.goto(fixture.expected["address"])


async def what_was_seen(stage: Stage, fixture: Fixture, after: int) -> list[dict[str, Any]]:
    """The observations of this visit, as soon as every account is among them and every picture is measured."""
    about = fixture.expected["page"]

    async def look() -> list[dict[str, Any]]:
        return stage.companion.rows(SEEN, [after, about["platform"], about["kind"], about["address"]])

    def come(seen: list[dict[str, Any]]) -> bool:
        measured = {row["picture"] for row in seen if row["status"] not in (None, "waiting")}
        return len({row["account"] for row in seen}) >= len(fixture.accounts) and measured >= fixture.pictures.keys()

    return await until(look, come, f"the accounts of {fixture.name}, measured")


def by_ref(fixture: Fixture, seen: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Each account's last observation, by the ref that the page gave it: it is seen anew when the page says more."""
    assert len({row["account"] for row in seen}) == len(fixture.accounts), fixture.name
    kept = {}
    for row in seen:
        by_id = row["account_id"] is not None
        name = f"id:{row['account_id']}" if by_id else f"handle:{row['handle']}"
        kept[f"{fixture.expected['page']['platform']}:{name}"] = row
    assert kept.keys() == fixture.accounts.keys(), fixture.name
    return kept


def check_accounts(fixture: Fixture, kept: dict[str, dict[str, Any]]) -> None:
    for ref, sightings in fixture.accounts.items():
        for field in FIELDS:
            assert kept[ref][field] in said(field, sightings), (fixture.name, ref, field)
        # Pages spell handles in several cases; they are kept in one.
        assert (kept[ref]["handle"] or "").lower() in [(name or "").lower() for name in said("handle", sightings)]
        counts = [seen.get("counts", {}) for seen in sightings]
        for kind in COUNTS:
            assert kept[ref][kind] in said(kind, counts), (fixture.name, ref, kind)


def said(field: str, sightings: list[dict[str, Any]]) -> list[Any]:
    """What any of the places says; nothing, where none says anything."""
    return [seen[field] for seen in sightings if field in seen] or [None]


def check_pictures(fixture: Fixture, kept: dict[str, dict[str, Any]], portraits: Portraits) -> None:
    for ref, sightings in fixture.accounts.items():
        row = kept[ref]
        assert row["picture"] in said("address", [seen.get("picture", {}) for seen in sightings]), (fixture.name, ref)
        if row["picture"] is not None:
            _, level = portraits.shown[fixture.pictures[row["picture"]]]
            assert row["level"] == level, (fixture.name, ref)


def check_lists(fixture: Fixture, captures: list[dict[str, Any]]) -> None:
    accounts = fixture.accounts
    expected = []
    for of, kept in zip_longest(fixture.expected["lists"], captures, fillvalue={}):
        owner = accounts[of["owner"]][0] if "owner" in of else None
        expected.append(
            {
                "kind": of.get("kind"),
                # What this page does not say of its owner, another may have said before.
                "account_id": owner and owner.get("account_id", kept.get("account_id")),
                "handle": owner and owner.get("handle", kept.get("handle")),
                "displayed_count": of.get("displayedCount"),
                "seen_count": len(of.get("members", ())),
                "members": len(of.get("members", ())),
            }
        )
    assert captures == expected, fixture.name


async def check_badges(page: Page, fixture: Fixture, kept: dict[str, dict[str, Any]]) -> None:
    """A badge stands right after each name whose account's picture, here or where it was last seen, is aligned."""
    expected = sorted(
        seen["anchor"]
        for seen in fixture.expected["accounts"]
        if "anchor" in seen and kept[seen["ref"]]["last_level"] is not None
    )

    async def look() -> list[tuple[str, str]]:
        found = await page.call_in_shadows(HOSTS, READ)
        return sorted((name, shape) for name, shape in found if shape != "hidden")

    def come(found: list[tuple[str, str]]) -> bool:
        return len(found) == len(expected) and all(shape == "strong" for _, shape in found)

    found = await until(look, come, f"{len(expected)} badges on {fixture.name}: {expected}")
    for (name, _), anchor in zip(found, expected, strict=True):
        assert anchor.endswith(name), (fixture.name, name)
