"""Facebook and Instagram under their own host names: what the page shows is what the companion measured and stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from . import pages
from .badges import Badge, badges_when, measured
from .pages import Person
from .stage import Stage, in_turn

KINDS = ("aligned", "ordinary", "drawn")
MEMBERS = 50
DISPLAYED = 1234
TALL = (1100, 6000)  # a window that all rows come into view in

# One row for each account seen on a page: its picture's status and level, as the companion measured it.
STORED = """
SELECT a.handle, a.account_id, a.display_name, p.status, json_extract(p.evidence, '$.level') AS level
FROM accounts a LEFT JOIN picture_addresses k ON k.id = a.picture_address LEFT JOIN pictures p ON p.id = k.picture
WHERE a.id IN (SELECT o.account FROM observations o
    JOIN batches b ON b.id = o.batch JOIN pages g ON g.id = b.page WHERE g.address = ?)
"""
EVERYBODY = "SELECT coalesce(handle, account_id) AS name FROM accounts WHERE platform = ?"
CAPTURES = """
SELECT c.kind, c.displayed_count, c.seen_count, c.complete, o.handle AS owner,
    (SELECT count(*) FROM capture_members m WHERE m.capture = c.id) AS members
FROM captures c JOIN accounts o ON o.id = c.owner WHERE o.platform = ? AND o.handle = ?
"""
ROLES = """
SELECT o.role, count(DISTINCT o.account) AS accounts FROM observations o
JOIN batches b ON b.id = o.batch JOIN pages p ON p.id = b.page WHERE p.address = ? GROUP BY o.role
"""


@dataclass(frozen=True)
class Site:
    """A list page of a site: its people, and what it is called."""

    platform: str
    kind: str
    address: str
    owner: Person
    members: list[Person]
    bystanders: list[Person]


def facebook(stage: Stage) -> Site:
    owner, viewer, *others = pages.people(stage.sites, pages.FACEBOOK_PICTURES, MEMBERS + 8, 0, KINDS)
    friends, contacts = others[:MEMBERS], others[MEMBERS:]
    html = pages.facebook_friends(owner, friends, DISPLAYED, viewer, contacts)
    address = stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html)
    return Site("facebook", "friends", address, owner, friends, [viewer, *contacts])


def instagram(stage: Stage) -> Site:
    owner, viewer, *others = pages.people(stage.sites, pages.INSTAGRAM_PICTURES, MEMBERS + 8, 100, KINDS)
    followers, suggested = others[:MEMBERS], others[MEMBERS:]
    html = pages.instagram_followers(owner, followers, DISPLAYED, viewer, suggested)
    address = stage.sites.put(pages.INSTAGRAM, f"/{owner.handle}/followers/", html)
    return Site("instagram", "followers", address, owner, followers, [viewer, *suggested])


SITES = (facebook, instagram)


def badge_of(person: Person, found: list[Badge]) -> Badge:
    [badge] = [badge for badge in found if badge.beside.startswith((person.name, person.handle))]
    return badge


@pytest.mark.parametrize("make", in_turn(SITES))
async def test_the_page_shows_what_the_companion_stored(dotted: Stage, make: Callable[[Stage], Site]) -> None:
    stage = dotted
    site = make(stage)
    page = await stage.open("about:blank")
    await page.resize(*TALL)
    await page.goto(site.address)
    found = await badges_when(page, measured(MEMBERS + 1), "a badge for each of the 50 and the list's owner")

    stored = {row["account_id"] or row["handle"]: row for row in stage.companion.rows(STORED, [site.address])}
    assert len(stored) == MEMBERS + 1
    for person in [site.owner, *site.members]:
        row = stored.get(person.account_id) or stored[person.handle]
        badge = badge_of(person, found)
        assert badge.shape == (row["level"] if row["level"] in ("strong", "some") else "dot"), person
        assert badge.shown
        if person.kind == "aligned":
            assert badge.shape == "strong", person
        if person.kind == "drawn":
            assert (row["status"], row["level"]) == ("no_face", None), person

    everybody = {row["name"] for row in stage.companion.rows(EVERYBODY, [site.platform])}
    for person in site.bystanders:
        assert not {person.handle, person.account_id} & everybody
        assert not any(person.name in badge.beside or person.handle in badge.beside for badge in found)

    capture = {
        "kind": site.kind,
        "displayed_count": DISPLAYED,
        "seen_count": MEMBERS,
        "complete": 0,
        "owner": site.owner.handle,
        "members": MEMBERS,
    }
    assert stage.companion.rows(CAPTURES, [site.platform, site.owner.handle]) == [capture]
    roles = {row["role"]: row["accounts"] for row in stage.companion.rows(ROLES, [site.address])}
    assert roles == {"profile": 1, "row": MEMBERS}
