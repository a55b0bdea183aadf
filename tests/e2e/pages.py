"""Pages as Facebook and Instagram serve them, down to the nesting, roles and address shapes, with made-up people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from . import pictures
from .sites import Sites

FACEBOOK = "www.facebook.com"
FACEBOOK_PICTURES = "scontent-den4-1.xx.fbcdn.net"
INSTAGRAM = "www.instagram.com"
INSTAGRAM_PICTURES = "scontent-den2-1.cdninstagram.com"
STARTS = ("Bra", "Dou", "Fe", "Gli", "Ka", "Lo", "Mar", "Nu", "Pel", "Ri", "Su", "Tav", "Vo", "Wen", "Zi")
ENDS = ("bold", "dara", "fen", "gund", "lek", "mott", "nesh", "quil", "rint", "sop", "tavi", "vel", "wick", "zor")


@dataclass(frozen=True)
class Person:
    """Somebody made up. ``kind`` says what the avatar is: aligned, ordinary, drawn, or a label of measured pictures."""

    handle: str
    name: str
    picture: str
    kind: str
    number: int

    @property
    def account_id(self) -> str:
        return str(100_000_000_000_000 + self.number)


def person(sites: Sites, host: str, number: int, kind: str, avatar: bytes) -> Person:
    """Somebody with this number, whose avatar the sites serve from ``host``."""
    first_name = STARTS[number % len(STARTS)] + ENDS[number * 5 % len(ENDS)]
    last_name = STARTS[number // len(STARTS) % len(STARTS)] + ENDS[number // len(STARTS) ** 2 % len(ENDS)]
    folder = "t51.2885-19" if host == INSTAGRAM_PICTURES else "t39.30808-1"
    path = f"/v/{folder}/{300_000_000 + number}_{10**16 + number * 7919}_{10**18 + number * 104729}_n.jpg"
    media = "image/png" if avatar.startswith(b"\x89PNG") else "image/jpeg"
    address = sites.put(host, path, avatar, media, Access_Control_Allow_Origin="*")
    signed = f"{address}?stp=dst-jpg_s320x320&_nc_cat={number % 111}&ccb=1-7&oh=00_{number:x}&oe=6A{number:06X}"
    handle = f"{first_name}.{last_name}.{number}".lower()
    return Person(handle, f"{first_name} {last_name}", signed, kind, number)


def people(sites: Sites, host: str, count: int, first: int, kinds: Sequence[str]) -> list[Person]:
    """``count`` people with avatars made of the kinds in turn. ``first`` numbers them: other numbers are other people
    with other pictures."""
    makers: dict[str, Callable[[int], bytes]] = {
        "aligned": pictures.aligned,
        "ordinary": pictures.ordinary,
        "drawn": pictures.drawn,
    }
    chosen = [(number, kinds[(number - first) % len(kinds)]) for number in range(first, first + count)]
    return [person(sites, host, number, kind, makers[kind](number)) for number, kind in chosen]


def _facebook_avatar(person: Person, *, labelled: bool = True, side: int = 60) -> str:
    label = f'aria-label="{escape(person.name)}" role="img"' if labelled else 'aria-hidden="true" role="none"'
    circle = f'cx="{side // 2}" cy="{side // 2}" r="{side // 2}"'
    return f"""<svg {label} data-visualcompletion="ignore-dynamic" style="height:{side}px;width:{side}px">
      <mask id="m{person.number}-{side}"><circle {circle} fill="white"></circle></mask>
      <g mask="url(#m{person.number}-{side})"><image x="0" y="0" height="100%" preserveAspectRatio="xMidYMid slice"
      width="100%" xlink:href="{escape(person.picture)}"></image><circle {circle} fill="none"></circle></g></svg>"""


def facebook_friend(person: Person) -> str:
    """A row of a friends list, in one of the two forms there are: named address, or ``profile.php?id=``."""
    plain = f"https://{FACEBOOK}/{person.handle}"
    by_id = f"https://{FACEBOOK}/profile.php?id={person.account_id}"
    link = escape(by_id if person.number % 2 else plain)
    return f"""<div class="x1i{person.number}" data-visualcompletion="ignore-dynamic">
      <div><a href="{link}" role="link" tabindex="-1"><div>{_facebook_avatar(person)}</div></a></div>
      <div><div><a href="{link}" role="link" tabindex="0"><span dir="auto"><span>{escape(person.name)}</span></span></a>
      </div><div><span dir="auto"><a href="{link}{"&" if person.number % 2 else "?"}sk=friends_mutual" role="link">
      {person.number % 9 + 1} mutual friends</a></span></div></div></div>"""


def _facebook_contact(person: Person) -> str:
    return f"""<div role="listitem"><a href="https://{FACEBOOK}/{person.handle}/" role="link" tabindex="0">
      <div>{_facebook_avatar(person, labelled=False, side=36)}</div>
      <span dir="auto">{escape(person.name)}</span></a></div>"""


def facebook_friends(
    owner: Person, friends: Sequence[Person], displayed: int, viewer: Person, contacts: Sequence[Person]
) -> str:
    """The friends page of a profile, with the viewer's own account above and left, and contacts at the right."""
    home = f"https://{FACEBOOK}/{owner.handle}"
    return f"""<!doctype html><html id="facebook" lang="en"><head><meta charset="utf-8">
    <title>{escape(owner.name)} | Facebook</title>
    <style>body{{font:15px sans-serif;margin:0}} [role=complementary]{{position:absolute;right:0;top:60px;width:240px}}
    [role=navigation]{{width:220px;float:left}} [role=main]{{margin:0 260px 0 240px}}
    .rows{{display:grid;grid-template-columns:1fr 1fr}}
    .rows>div{{display:flex;gap:8px;padding:8px}}</style></head><body>
    <div id="mount_0_0_aB"><div role="banner"><div aria-label="Your profile" role="button" tabindex="0">
      {_facebook_avatar(viewer, labelled=False, side=40)}</div></div>
    <div role="navigation"><ul><li><a href="https://{FACEBOOK}/{viewer.handle}" role="link">
      {_facebook_avatar(viewer, labelled=False, side=36)}<span dir="auto">{escape(viewer.name)}</span></a></li>
      <li><a href="https://{FACEBOOK}/friends/" role="link"><span>Friends</span></a></li>
      <li><a href="https://{FACEBOOK}/groups/" role="link"><span>Groups</span></a></li></ul></div>
    <div role="main"><div><div><a aria-label="{escape(owner.name)}'s profile photo" href="{home}/photo" role="link">
      {_facebook_avatar(owner, side=168)}</a></div>
      <div><span dir="auto"><h1>{escape(owner.name)}</h1></span>
      <span dir="auto"><a href="{home}/friends" role="link">{displayed:,} friends</a></span></div></div>
      <div role="tablist"><a href="{home}" role="tab"><span>Posts</span></a><a href="{home}/about" role="tab">
      <span>About</span></a><a href="{home}/friends" role="tab" aria-selected="true"><span>Friends</span></a></div>
      <div><h2><a href="{home}/friends" role="link">Friends</a></h2><div class="rows">
      {"".join(map(facebook_friend, friends))}</div></div></div>
    <div role="complementary"><h3>Contacts</h3><div role="list">{"".join(map(_facebook_contact, contacts))}</div></div>
    </div></body></html>"""


def _instagram_avatar(person: Person, side: int) -> str:
    return f"""<img alt="{escape(person.handle)}'s profile picture" crossorigin="anonymous" draggable="false"
      height="{side}" width="{side}" src="{escape(person.picture)}">"""


def instagram_follower(person: Person) -> str:
    """A row of the followers dialog."""
    link = f'<a href="/{person.handle}/" role="link" tabindex="0">'
    return f"""<div class="x1d{person.number}"><div><div><div aria-disabled="true" role="button" tabindex="-1">
      <canvas height="54" width="54"></canvas>{link}{_instagram_avatar(person, 44)}</a></div></div>
      <div><div><div>{link}<div><div><span dir="auto">{escape(person.handle)}</span></div></div></a></div>
      <span dir="auto"><span>{escape(person.name)}</span></span></div></div>
      <div><div><div role="button" tabindex="0">Follow</div></div></div></div></div>"""


def instagram_followers(
    owner: Person, followers: Sequence[Person], displayed: int, viewer: Person, suggested: Sequence[Person]
) -> str:
    """A profile with its followers in the dialog above it, the viewer's own account at the left."""
    home = f"/{owner.handle}/"
    suggestions = "".join(
        f'<li><a href="/{person.handle}/" role="link">{_instagram_avatar(person, 54)}</a>'
        f'<a href="/{person.handle}/" role="link"><span dir="auto">{escape(person.handle)}</span></a></li>'
        for person in suggested
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
    <title>{escape(owner.name)} (@{owner.handle}) • Instagram</title>
    <style>body{{font:14px sans-serif;margin:0}} nav{{float:left;width:200px}} main{{margin-left:210px}}
    [role=dialog]{{position:absolute;left:300px;top:20px;width:420px;background:#fff;border:1px solid}}
    [class^=x1d],[class^=x1d]>div{{display:flex;gap:12px;align-items:center;padding:6px}}</style></head><body>
    <div id="mount_0_0_cD"><div><div><nav role="navigation">
      <a href="/" role="link">Home</a><a href="/explore/" role="link">Explore</a>
      <a href="/{viewer.handle}/" role="link" tabindex="0"><div>{_instagram_avatar(viewer, 24)}</div>
      <span>Profile</span></a></nav>
    <main role="main"><header><section><div role="button">{_instagram_avatar(owner, 150)}</div></section>
      <section><a href="{home}" role="link"><h2 dir="auto"><span>{owner.handle}</span></h2></a>
      <ul><li><span><span>12</span> posts</span></li>
      <li><a href="{home}followers/" role="link"><span title="{displayed:,}">
      <span>{displayed:,}</span></span> followers</a></li>
      <li><a href="{home}following/" role="link"><span><span>210</span></span> following</a></li></ul>
      <div><span dir="auto">{escape(owner.name)}</span></div></section></header>
      <aside role="complementary"><h3>Suggested for you</h3><ul>{suggestions}</ul></aside></main></div></div>
    <div role="dialog" aria-label="Followers"><div><h1>Followers</h1><div role="button" aria-label="Close">×</div></div>
      <div><div style="height:auto;overflow:auto">{"".join(map(instagram_follower, followers))}</div></div></div></div>
    </body></html>"""
