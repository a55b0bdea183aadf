"""Whatever stands in a table, a reader stores nothing without a reason, and raises nothing but a sentence."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from companion.core.account_names import lives_in_one_file, why_no_name
from companion.errors import CompanionError
from companion.imports.format import read_file, recognised
from companion.imports.reading.asked import Asked
from tests.companion.blank import blank_store
from tests.companion.imports.made import rows

HEADERS = [
    ["source", "target", "weight"],
    ["Source", "Target", "Type", "Id", "Label", "Weight"],
    ["from", "to", "time"],
    ["follower", "followed"],
    ["id", "username", "name", "followers_count"],
    ["Id", "Label", "timeset"],
    ["user_id", "screen_name", "description", "profile_image_url"],
    ["id", "thread_id", "timestamp", "body", "author", "author_id"],
    ["message_id", "user_id", "username", "repost_id", "reply_id", "message", "timestamp", "urls"],
    [
        "canonical_url",
        "from_user_id",
        "from_user_screen_name",
        "is_mention",
        "to_user_id",
        "to_user_screen_name",
        "tweet_type",
    ],
    ["object_id", "account_id", "content_id", "timestamp_share"],
    ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"],
    ["Account address", "Show boosts"],
    ["ref", "platform", "account_id", "handle", "bio"],
    ["", "ana", "bob"],
    ["name", "age", "city"],
    ["", "", ""],
]
CELLS = [
    *("ana", "Ana", "@bob", "cid lee", "x:handle:Dan", "instagram:id:77", "x:pseudonym:0a1b", "1234567890123456789"),
    *("", "NA", "nan", "null", "None", "true", "[deleted]", "9.06E+17", "12.0", "12.5", "0", "-1", "n0", "1", "-"),
    *(
        "a\nb",
        "a\x00b",
        "=1+1",
        "'quoted",
        "2020-01-02",
        "1970-01-01",
        "1600000000",
        "yesterday",
        "friend",
        "Undirected",
    ),
    *(
        "https://x.com/Ana",
        "https://n.example/a",
        "http://[",
        "a:b:c",
        "X" * 300,
        "é" * 40,
        "😀",
        "\u202eana",
        "{",
        "[1]",
    ),
]
# Making the smallest of such tables takes minutes and says little more.
quick = settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
people = "SELECT platform, account_id, handle FROM accounts"


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    header = draw(st.sampled_from(HEADERS))
    cell = st.one_of(st.sampled_from(CELLS), st.text(max_size=12))
    width = len(header)
    body = draw(st.lists(st.lists(cell, min_size=0, max_size=width + 1), max_size=8))
    whole = [header, *body]
    return draw(st.permutations(whole)) if draw(st.booleans()) else whole


def as_csv(table: list[list[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(table)
    return out.getvalue()


def as_json(table: list[list[str]], _: str) -> str:
    return json.dumps([dict(zip(table[0], row, strict=False)) for row in table[1:]])


def as_graph(table: list[list[str]], _: str) -> str:
    nodes = [{"id": row[0], "label": row[-1]} for row in table if row]
    links = [{"source": row[0], "target": row[-1], "time": row[len(row) // 2]} for row in table if row]
    return json.dumps({"nodes": nodes, "links": links})


def as_gexf(table: list[list[str]], _: str) -> str:
    from companion.core.file_text import attribute

    nodes = "".join(f"<node id={attribute(row[0])} label={attribute(row[-1])}/>" for row in table if row)
    edges = "".join(
        f"<edge source={attribute(row[0])} target={attribute(row[-1])} start={attribute(row[len(row) // 2])}/>"
        for row in table
        if row
    )
    return f"<gexf><graph><nodes>{nodes}</nodes><edges>{edges}</edges></graph></gexf>"


def as_lines(table: list[list[str]], _: str) -> str:
    items = [
        {
            "source_platform": "instagram.com",
            "timestamp_collected": row[-1],
            "data": {"code": row[0], "taken_at": row[-1], "user": {"pk": row[0], "username": row[-1]}},
        }
        for row in table
        if row
    ]
    return "\n".join(map(json.dumps, items))


def as_pajek(table: list[list[str]], _: str) -> str:
    vertices = "\n".join(f"{number} {' '.join(row)}" for number, row in enumerate(table, 1))
    return f"*Vertices {len(table)}\n{vertices}\n*Arcs\n1 2\n{' '.join(table[-1])}\n"


FORMS = {
    "t.csv": as_csv,
    "t.json": as_json,
    "g.json": as_graph,
    "g.gexf": as_gexf,
    "l.ndjson": as_lines,
    "p.net": as_pajek,
}


@pytest.mark.parametrize("name", FORMS)
@quick
@given(table=tables(), delimiter=st.sampled_from(",;\t "), platform=st.sampled_from([None, "x", "facebook"]))
def test_nothing_is_stored_without_a_reason_and_nothing_raises(
    name: str, table: list[list[str]], delimiter: str, platform: str | None
) -> None:
    with TemporaryDirectory() as folder, blank_store(Path(folder) / "data") as store:
        path = Path(folder) / name
        path.write_text(FORMS[name](table, delimiter), encoding="utf-8", errors="replace", newline="")
        try:
            done = read_file(store, recognised(path), path, Asked(platform=platform, owner="me"))
        except CompanionError as refused:
            assert refused.message
            assert rows(store, people) == []
            return
        assert sum(reason.count for reason in done.reasons) == done.rows_left_out
        for where, account_id, handle in rows(store, people):
            for named in (account_id, handle):
                if named is not None:
                    assert why_no_name(named.partition("@")[0] or named) is None or "@" in named, (where, named)
            assert account_id is not None or not lives_in_one_file(handle) or name == "l.ndjson", (where, handle)
        assert rows(store, "SELECT count(*) FROM activities WHERE time < '1990'") == [(0,)] or "object_id" in str(table)
        assert rows(store, "SELECT count(*) FROM edges WHERE first_seen < '1990'") == [(0,)]
