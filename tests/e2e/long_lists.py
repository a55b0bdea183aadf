"""Lists of hundreds as X and Bluesky show them: only the rows near the window are in the page at any time."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import pages, pictures
from .sites import Sites

# What a page's script makes of each row that comes near the window, and of each that goes.
WINDOW = """
const list = document.getElementById("list");
list.style.cssText = `position:relative;height:${PEOPLE.length * ROW}px`;
const near = () => {
    const top = scrollY - list.offsetTop;
    return [Math.max(0, Math.floor(top / ROW) - 5), Math.min(PEOPLE.length, Math.ceil((top + innerHeight) / ROW) + 5)];
};
addEventListener("scroll", () => render(...near()));
addEventListener("resize", () => render(...near()));
render(...near());
"""

# Elements are never thrown away: each is given to one row after the other, texts and attributes set as React does.
RECYCLED = """
const pool = [];
const setText = (element, text) => {
    const only = element.firstChild;
    if (only && only === element.lastChild && only.nodeType === Node.TEXT_NODE) only.nodeValue = text;
    else element.textContent = text;
};
const blank = () => {
    const cell = document.createElement("div");
    cell.dataset.testid = "cellInnerDiv";
    cell.innerHTML = document.getElementById("row").innerHTML;
    return list.appendChild(cell);
};
const name = (cell, place) => {
    const [handle, id, name] = PEOPLE[place];
    const [avatar, shown, spelled] = cell.querySelectorAll("a");
    cell.querySelector("[data-testid^=UserAvatar]").dataset.testid = `UserAvatar-Container-${handle}`;
    for (const link of [avatar, shown, spelled]) link.setAttribute("href", `/${handle}`);
    setText(shown.querySelector("span"), name);
    setText(spelled.querySelector("span"), `@${handle}`);
    const button = cell.querySelector("button");
    button.dataset.testid = `${id}-follow`;
    button.setAttribute("aria-label", `Follow @${handle}`);
};
const picture = (cell, place) => cell.querySelector("img").setAttribute("src", PEOPLE[place][3]);
const inFrames = (count, then) => count === 0 ? then() : requestAnimationFrame(() => inFrames(count - 1, then));
const give = (cell, place) => {
    cell.dataset.place = place;
    cell.style.transform = `translateY(${place * ROW}px)`;
    const [first, second] = NAMED_FIRST ? [name, picture] : [picture, name];
    first(cell, place);
    inFrames(FRAMES_BETWEEN, () => Number(cell.dataset.place) === place && second(cell, place));
};
const render = (from, to) => {
    const free = pool.filter(cell => cell.dataset.place < from || cell.dataset.place >= to);
    const there = new Set(pool.map(cell => Number(cell.dataset.place)));
    for (let place = from; place < to; place++) {
        if (there.has(place)) continue;
        const cell = free.pop() ?? pool[pool.push(blank()) - 1];
        give(cell, place);
    }
    for (const cell of free) {
        cell.dataset.place = -1;
        cell.style.transform = "translateY(-9999px)";
    }
};
"""
X_ROW = """
<div role="button" data-testid="UserCell"><div class="line">
  <div data-testid="UserAvatar-Container-">
    <a role="link" aria-hidden="true" tabindex="-1"><img alt="" width="40"></a></div>
  <div><div><a role="link"><div dir="ltr"><span></span></div></a>
    <a role="link" tabindex="-1"><div dir="ltr"><span></span></div></a></div>
  <button role="button" type="button"><span>Follow</span></button></div></div></div>
"""

# Rows that went come back as new elements.
CREATED = """
const there = new Map();
const render = (from, to) => {
    for (const [place, cell] of there) if (place < from || place >= to) { cell.remove(); there.delete(place); }
    for (let place = from; place < to; place++) {
        if (there.has(place)) continue;
        const [handle, id, name, picture] = PEOPLE[place];
        const cell = document.createElement("div");
        cell.dataset.place = place;
        cell.style.transform = `translateY(${place * ROW}px)`;
        cell.innerHTML = document.getElementById("row").innerHTML;
        const link = cell.querySelector("a");
        link.setAttribute("href", `/profile/${handle}`);
        link.setAttribute("aria-label", `View ${name}'s profile`);
        cell.querySelector("img").setAttribute("src", picture);
        const [shown, spelled] = cell.querySelectorAll("[dir]");
        shown.textContent = name;
        spelled.textContent = `@${handle}`;
        there.set(place, list.appendChild(cell));
    }
};
"""
BLUESKY_ROW = """
<div><a role="link" class="line"><div><div data-testid="userAvatarImage"><div><img width="40" alt=""></div></div></div>
<div><div dir="auto"></div><div dir="auto"></div></div><div dir="auto">Says hello</div></a></div>
"""


@dataclass(frozen=True)
class Member:
    handle: str
    account_id: str
    name: str
    picture: str
    aligned: bool


@dataclass(frozen=True)
class LongList:
    platform: str
    address: str
    owner: str
    members: list[Member]


def _people(
    sites: Sites, first: int, count: int, account_id: Callable[[int], str], picture: Callable[[int], str]
) -> list[Member]:
    """Made-up people; who has an aligned portrait is chosen by lot, so that no shift of the rows fits the badges."""
    choose = random.Random(first)
    avatars = {
        True: [pictures.aligned(number) for number in range(first, first + 10)],
        False: [pictures.drawn(number, side=96) for number in range(first, first + 10)],
    }
    members = []
    for number in range(first, first + count):
        aligned = choose.random() < 0.5
        host, _, path = picture(number).removeprefix("https://").partition("/")
        kind = "image/jpeg" if aligned else "image/png"
        address = sites.put(host, f"/{path}", avatars[aligned][number % 10], kind, Access_Control_Allow_Origin="*")
        name = f"{pages.STARTS[number % 15]}{pages.ENDS[number // 15 % 14]} {number}"
        members.append(Member(f"member{number}", account_id(number), name, address, aligned))
    return members


def _page(title: str, before: str, row: str, script: str, members: Sequence[Member], after: str) -> str:
    people = json.dumps([(member.handle, member.account_id, member.name, member.picture) for member in members])
    kinds = json.dumps({member.handle: member.aligned for member in members})
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
    <style>body{{margin:0;font:15px sans-serif}} #list>div{{position:absolute;height:60px;width:600px;overflow:hidden}}
    .line{{display:flex;gap:8px}}</style></head><body><template id="row">{row}</template>{before}
    <div id="list"></div>{after}
    <script>const PEOPLE = {people}, ROW = 60; window.aligned = {kinds};{script}{WINDOW}</script></body></html>"""


def x_followers(sites: Sites, first: int, count: int, *, frames_between: int = 0, named_first: bool = True) -> LongList:
    """Cells that are used again for other accounts. So many frames lie between what a cell is given of an account first
    and second: name and picture, or the reverse."""
    members = _people(
        sites,
        first,
        count,
        lambda number: str(700_000_000_000 + number),
        lambda number: (
            f"https://pbs.twimg.com/profile_images/{1_700_000_000_000_000_000 + number}/Ab{number}_400x400.jpg"
        ),
    )
    owner = f"owner{first}"
    before = '<div id="react-root"><main role="main"><div data-testid="primaryColumn"><h2 role="heading">Followers</h2>'
    given = f"const FRAMES_BETWEEN = {frames_between}, NAMED_FIRST = {json.dumps(named_first)};"
    html = _page("Followers / X", before, X_ROW, given + RECYCLED, members, "</div></main></div>")
    return LongList("x", sites.put("x.com", f"/{owner}/followers", html), owner, members)


def bluesky_followers(sites: Sites, first: int, count: int) -> LongList:
    """Rows that are made anew each time they come near."""

    def did(number: int) -> str:
        return f"did:plc:{number:024d}".translate(str.maketrans("0189", "abcd"))

    members = _people(
        sites,
        first,
        count,
        did,
        lambda number: f"https://cdn.bsky.app/img/avatar/plain/{did(number)}/bafkrei{number}@jpeg",
    )
    members = [Member(f"{m.handle}.bsky.example", m.account_id, m.name, m.picture, m.aligned) for m in members]
    owner = f"owner{first}.bsky.example"
    before = '<main role="main"><div data-testid="profileFollowersScreen"><h1>Followers</h1>'
    html = _page("Followers — Bluesky", before, BLUESKY_ROW, CREATED, members, "</div></main>")
    return LongList("bluesky", sites.put("bsky.app", f"/profile/{owner}/followers", html), owner, members)
