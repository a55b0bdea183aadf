"""Lists as the sites serve them, which grow as a person scrolls: `grow(from, to)` in the page adds some of its rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.e2e import pages, pictures
from tests.e2e.sites import Sites

PLAIN = "plain.example"
"""A host that the extension does not read."""


@dataclass(frozen=True)
class Someone:
    handle: str
    name: str
    picture: str
    number: int


@dataclass(frozen=True)
class GrowingList:
    """A site's list: the address of its pictures and of its page by number, one of its rows, and what is around all."""

    host: str
    path: str
    picture_host: str
    picture_path: str
    row: Callable[[Someone], str]
    page: str


def _on_x(one: Someone) -> str:
    return f"""<div data-testid="UserCell"><div data-testid="UserAvatar-Container-{one.handle}">
<a href="/{one.handle}" role="link" aria-hidden="true" tabindex="-1"><img alt="" width="40" height="40"
src="{one.picture}"></a></div>
<div><a href="/{one.handle}" role="link"><div dir="ltr"><span>{one.name}</span></div></a>
<a href="/{one.handle}" role="link" tabindex="-1"><span>@{one.handle}</span></a><p>Bakes bread. Keeps bees.</p>
<button data-testid="{one.number}-follow" aria-label="Follow @{one.handle}">Follow</button></div></div>"""


def _on_facebook(one: Someone) -> str:
    return pages.facebook_friend(pages.Person(one.handle, one.name, one.picture, "", one.number))


def _on_linkedin(one: Someone) -> str:
    member = f"ACoAATestMember{one.number:012d}"
    link = f"https://www.linkedin.com/in/{one.handle}?miniProfileUrn=urn%3Ali%3Afs_miniProfile%3A{member}"
    return f"""<div data-chameleon-result-urn="urn:li:member:{one.number}"
data-view-name="search-entity-result-universal-template"><div><a aria-hidden="false" href="{link}"><div>
<img alt="{one.name}" width="40" height="40" src="{one.picture}"></div><span>Status is offline</span></a></div>
<div><span><a href="{link}"><span dir="ltr"><span aria-hidden="true">{one.name}</span><span>View {one.name}’s profile
</span></span></a></span><div>Baker</div></div><div><a href="https://www.linkedin.com/in/ACoAAMutual000000000009">
<img alt="" width="16" height="16" src="{one.picture.replace("D4E03AQ", "D4E03AR")}"></a><span>2 mutual connections
</span></div></div>"""


STYLE = """<style>#list > *{display:flex;gap:8px;height:60px;overflow:hidden}
#list svg{height:40px !important;width:40px !important}</style>"""
LISTS = {
    "x": GrowingList(
        "x.com",
        "/owner{}/followers",
        "pbs.twimg.com",
        "/profile_images/{}/Ab_400x400.jpg",
        _on_x,
        '<div data-testid="primaryColumn"><h2 role="heading">Followers</h2><div id="list"></div></div>',
    ),
    "facebook": GrowingList(
        pages.FACEBOOK,
        "/owner{}/friends",
        pages.FACEBOOK_PICTURES,
        "/v/t39.30808-1/3_{}_4_n.jpg",
        _on_facebook,
        '<h1>Owner</h1><h2>Friends</h2><div id="list"></div>',
    ),
    "linkedin": GrowingList(
        "www.linkedin.com",
        "/search/results/people/",
        "media.licdn.com",
        "/dms/image/v2/D4E03AQ{}/profile-displayphoto-shrink_100_100/0/1700000000070",
        _on_linkedin,
        '<div role="list" id="list"></div>',
    ),
}

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A list</title>%(style)s</head>
<body><main role="main">%(page)s</main><script>
const ROWS = %(rows)s;
const grow = (from, to) => {
    document.getElementById("list").insertAdjacentHTML("beforeend", ROWS.slice(from, to).join(""));
    document.getElementById("list").children[from].scrollIntoView();
};
grow(0, %(standing)d);
scrollTo(0, 0);
</script></body></html>"""


def put(sites: Sites, site: str, first: int, standing: int, count: int) -> tuple[str, str]:
    """Serve a list of ``count`` people numbered from ``first``, of whom ``standing`` are there at once: its address,
    and that of the same page at a host that is not read."""
    layout = LISTS[site]
    portraits = (pictures.aligned(4000), "image/jpeg"), (pictures.drawn(4000, side=96), "image/png")
    rows = []
    for number in range(first, first + count):
        content, kind = portraits[number % 2]
        path = layout.picture_path.format(1_700_000_000_000_000_000 + number)
        picture = sites.put(layout.picture_host, path, content, kind, Access_Control_Allow_Origin="*")
        rows.append(layout.row(Someone(f"member{number}", f"Member {number}", picture, 700_000_000_000 + number)))
    html = _PAGE % {"style": STYLE, "page": layout.page, "rows": json.dumps(rows), "standing": standing}
    path = layout.path.format(first)
    return sites.put(layout.host, path, html), sites.put(PLAIN, path, html)
