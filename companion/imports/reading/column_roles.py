"""What each column of a table is read as, by its plain name: it is shown before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from companion.imports.reading import columns
from companion.imports.reading.layouts import Kind, Layout
from companion.imports.reading.names import COLUMNS

Roles = Mapping[str, Sequence[str]]
"""The names of columns by a key of the catalogue's ``look.role``."""

TIMES = ("time", "first_seen", "last_seen")
"""The roles of columns that say when."""
_SITE: Roles = {"site": ("platform",)}
_EDGES: Roles = {
    "source": (columns.SOURCE,),
    "target": (columns.TARGET,),
    "kind": (*columns.KINDS, *columns.TYPES),
    "weight": (*columns.WEIGHTS, *columns.TIED),
    "first_seen": columns.FIRST,
    "last_seen": columns.LAST,
}
_ACCOUNTS: Roles = {"account": columns.OWN, **COLUMNS}
_POSTS: Roles = {
    "display_name": columns.AUTHOR_NAME,
    "author": columns.AUTHOR,
    "account_id": columns.AUTHOR_ID,
    "picture": columns.AUTHOR_PICTURE,
    "text": columns.TEXTS,
    "reposted": columns.REPOSTED,
    "thread": columns.THREAD,
    "post": (*columns.POST_ADDRESS, *columns.POST_ID, *columns.LINKS),
    "time": columns.POST_TIME,
}
_CONNECTIONS: Roles = {"address": ("url",), "display_name": ("first_name", "last_name"), "time": ("connected_on",)}
_FOLLOWS: Roles = {"account": ("account_address",)}
_ROLES: Mapping[Kind, Roles] = {
    Kind.edges: {**_EDGES, **_SITE},
    Kind.accounts: {**_ACCOUNTS, **_SITE},
    Kind.posts: {**_POSTS, **_SITE},
    Kind.connections: _CONNECTIONS,
    Kind.follows: _FOLLOWS,
    Kind.found: {"source": (columns.SOURCE,), "target": (columns.TARGET,)},
}


def roles(layout: Layout) -> list[str]:
    """The role of each column; nothing for one that is not read. What Eyeline wrote itself is read whole."""
    known = _ROLES.get(layout.kind)
    role_of = {name: role for role, names in (known or {}).items() for name in names}
    read_whole = known is None or (layout.is_ours and layout.kind is not Kind.found)
    return [role_of.get(name, name if read_whole else "") for name in layout.names]
