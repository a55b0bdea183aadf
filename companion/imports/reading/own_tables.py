"""The tables in which an export's rows wait until all are known, and what then follows of one from the others."""

from __future__ import annotations

from companion.store.edges import SOURCE, TARGET, edge_of

TABLES = (
    "CREATE TABLE events (at TEXT, page TEXT, what TEXT, body TEXT)",
    "CREATE TABLE captures (capture TEXT PRIMARY KEY, page TEXT, body TEXT, first_seen TEXT, "
    "last_seen TEXT, address TEXT)",
    "CREATE TABLE members (capture TEXT, kind TEXT, owner TEXT, ref TEXT, at TEXT, weight REAL, UNIQUE (capture, ref))",
    "CREATE TABLE likes (at TEXT, page TEXT, body TEXT, address TEXT, ref TEXT)",
    "CREATE TABLE spells (kind TEXT, source TEXT, target TEXT, first_seen TEXT, last_seen TEXT, weight REAL)",
)
_OF_ITS_EDGE = (
    f"((s.source = members.owner AND s.target = ref AND s.kind = {edge_of(SOURCE, 'members.kind')}) "
    f"OR (s.source = ref AND s.target = members.owner AND s.kind = {edge_of(TARGET, 'members.kind')}))"
)
# A member was seen when its edge was first or last seen, where the visit lasted then, and else when the visit began.
TIMES = (
    "CREATE INDEX spell_of ON spells (source, target, kind)",
    "UPDATE members SET at = (SELECT coalesce("  # noqa: S608 - of constants
    "min(CASE WHEN s.first_seen BETWEEN c.first_seen AND c.last_seen THEN s.first_seen END), "
    "max(CASE WHEN s.last_seen BETWEEN c.first_seen AND c.last_seen THEN s.last_seen END), c.first_seen) "
    f"FROM captures AS c LEFT JOIN spells AS s ON {_OF_ITS_EDGE} WHERE c.capture = members.capture)",
    f"UPDATE members SET weight = (SELECT max(s.weight) FROM spells AS s WHERE {_OF_ITS_EDGE}) "  # noqa: S608 - of constants
    "WHERE EXISTS (SELECT 1 FROM spells WHERE weight IS NOT NULL)",
    # Who stands in the list of those who like a page likes it: that follows from the list, and is not told again.
    "CREATE INDEX like_of ON likes (address, ref, at)",
    "UPDATE members SET at = coalesce((SELECT min(likes.at) FROM captures AS c JOIN likes ON likes.address = c.address "
    "AND likes.ref = members.ref AND likes.at BETWEEN c.first_seen AND c.last_seen WHERE c.capture = members.capture), "
    "at) WHERE kind = 'likers'",
    "CREATE TABLE listed AS SELECT address, ref, at, count(*) AS times FROM members JOIN captures USING (capture) "
    "WHERE kind = 'likers' GROUP BY address, ref, at",
    "CREATE INDEX listed_of ON listed (address, ref, at)",
    "INSERT INTO events SELECT at, page, 'activity', body FROM (SELECT *, row_number() OVER "
    "(PARTITION BY address, ref, at) AS copy FROM likes) AS one WHERE copy > coalesce((SELECT times FROM listed "
    "WHERE listed.address = one.address AND listed.ref = one.ref AND listed.at = one.at), 0)",
    "CREATE INDEX member_at ON members (capture, at)",
    "INSERT INTO events SELECT at, page, 'list', body FROM (SELECT capture, first_seen AS at FROM captures UNION "
    "SELECT capture, last_seen FROM captures UNION SELECT capture, at FROM members) JOIN captures USING (capture)",
    "CREATE INDEX event_order ON events (at, page)",
)
