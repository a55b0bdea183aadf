"""The smallest form of what other programs and people write, and what becomes of it; the people are made up."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from companion.core.kinds import ListKind
from companion.errors import BadRequestError
from companion.imports.format import Imported, read_file, recognised
from companion.imports.reading.asked import Asked
from companion.store.db import Store
from tests.companion.imports.made import rows, ties

FOLLOWS = [("follows", "ana", "bob"), ("follows", "bob", "cid")]
FRIENDS = [("friend", "ana", "bob"), ("friend", "bob", "cid")]


def read(store: Store, folder: Path, name: str, content: object, **asked: Any) -> Imported:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read_file(store, recognised(path), path, Asked(**asked))


TIES = {
    "with notes.csv": ("Followers of all, exported 2020-01-01\nA tool\n\nsource,target\nana,bob\nbob,cid\n", FOLLOWS),
    "with a note.csv": ("Report\nMade by a tool; version 2\nsource;target\nana;bob\nbob;cid\n", FOLLOWS),
    "NodeXL's workbook.csv": (",,Visual Properties,\nVertex 1,Vertex 2,Color,Width\nana,bob,,1\nbob,cid,,1\n", FOLLOWS),
    "NodeXL's kinds.csv": ("Vertex 1,Vertex 2,Relationship\nana,bob,Followed\nbob,cid,Followed\n", FOLLOWS),
    "totals.csv": ("source,target,weight\nana,bob,5\nbob,cid,6\nGrand total,,11\nSum,3,11\n", FOLLOWS),
    "totals of a matrix.csv": (
        ",ana,bob,cid,Total\nana,0,1,0,1\nbob,0,0,1,1\ncid,0,0,0,0\nTotal,0,1,1,2\n",
        FOLLOWS,
    ),
    "in French.csv": ("Source;Cible;Poids\nana;bob;1,5\nbob;cid;2,5\n", FOLLOWS),
    "Neo4j's.csv": (":START_ID(User),:END_ID(User),:TYPE\nana,bob,FOLLOWS\nbob,cid,FOLLOWS\n", FOLLOWS),
    "statnet's.csv": ('"","tails","heads","na"\n"1","ana","bob",FALSE\n"2","bob","cid",FALSE\n', FOLLOWS),
    "Cytoscape's.sif": ("ana\tfollows\tbob\nbob\tfollows\tcid\n", FOLLOWS),
    "Kumu's.csv": ("From,To,Type,Direction\nana,bob,follows,directed\nbob,cid,follows,directed\n", FOLLOWS),
    "texts of a spreadsheet.csv": ('source,target\n="ana",="bob"\n="bob",="cid"\n', FOLLOWS),
    "things.csv": ("source,target\nana,bob\nbob,cid\n#one,#two\nhttps://a.example/x,ana\n10.0.0.1,bob\n", FOLLOWS),
    "netvizz.gdf": (
        "nodedef>name VARCHAR,label VARCHAR,sex VARCHAR\n501,'ana',f\n502,bob,m\n503,\"cid\",m\n"
        "edgedef>node1 VARCHAR,node2 VARCHAR\n501,502\n502,503\n",
        FRIENDS,
    ),
    "youtube.gdf": (
        "nodedef>name VARCHAR\nana\nbob\ncid\nedgedef>node1 VARCHAR,node2 VARCHAR,directed BOOLEAN\n"
        "ana,bob,true\nbob,cid,true\n",
        FOLLOWS,
    ),
    "numbers as flags.gdf": (
        "nodedef>name VARCHAR\nana\nbob\ncid\nedgedef>node1 VARCHAR,node2 VARCHAR,directed BOOLEAN\n"
        "ana,bob,1\nbob,cid,1\n",
        FOLLOWS,
    ),
    "numbers as flags.graphml": (
        '<graphml><graph edgedefault="undirected"><node id="ana"/><node id="bob"/><node id="cid"/>'
        '<edge source="ana" target="bob" directed="1"/><edge source="bob" target="cid" directed="1"/></graph>'
        "</graphml>",
        FOLLOWS,
    ),
    "texts as flags.json": (
        {
            "directed": "False",
            "nodes": [{"id": name} for name in ("ana", "bob", "cid")],
            "links": [{"source": source, "target": to} for source, to in (("ana", "bob"), ("bob", "cid"))],
        },
        FRIENDS,
    ),
    "project.paj": (
        "/* made */\n*Network n\n*Vertices 3\n1 ana\n2 bob\n3 cid\n*Arcs\n1 2\n2 3\n"
        "*Partition p\n*Vertices 3\n7\n8\n9\n*Vector v\n*Vertices 3\n0.5\n0.6\n0.7\n",
        FOLLOWS,
    ),
    "no diagonal.dl": (
        "DL\nN=3\nFORMAT = FULLMATRIX DIAGONAL ABSENT\nLABELS:\nana bob cid\nDATA:\n1 0\n0 1\n0 0\n",
        FOLLOWS,
    ),
    "lower.dl": ("dl n=3 format=lowerhalf\nlabels:\nana,bob,cid\ndata:\n0\n1 0\n0 1 0\n", FRIENDS),
    "upper.dl": ("dl n=3 format=upperhalf diagonal=absent\nlabels:\nana,bob,cid\ndata:\n1 0\n1\n", FRIENDS),
    "two modes.dl": (
        "dl nr=2, nc=2\nrow labels:\nana,bob\ncolumn labels:\nbob,cid\ndata:\n1 0\n0 1\n",
        FOLLOWS,
    ),
    "drawn.json": (
        {
            "directed": True,
            "nodes": [{"id": name} for name in ("ana", "bob", "cid")],
            "links": [{"source": {"id": "ana"}, "target": {"id": "bob"}}, {"source": {"id": "bob"}, "target": "cid"}],
        },
        FOLLOWS,
    ),
    "visone.graphml": (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key attr.name="id" for="node" id="d0"/><graph '
        'edgedefault="directed"><node id="n0"><data key="d0">ana</data></node><node id="n1"><data key="d0">bob</data>'
        '</node><node id="n2"><data key="d0">cid</data></node><edge source="n0" target="n1"/><edge source="n1" '
        'target="n2"/></graph></graphml>',
        FOLLOWS,
    ),
    "kumu.json": (
        {
            "elements": [{"label": name, "type": "Person"} for name in ("ana", "bob", "cid")],
            "connections": [
                {"from": source, "to": target, "type": "follows", "direction": "directed"}
                for source, target in (("ana", "bob"), ("bob", "cid"))
            ],
        },
        FOLLOWS,
    ),
    "gephi-lite.json": (
        {
            "type": "gephi-lite",
            "fullGraph": {
                "options": {"type": "undirected"},
                "nodes": [{"key": name} for name in ("ana", "bob", "cid")],
                "edges": [{"source": source, "target": to} for source, to in (("ana", "bob"), ("bob", "cid"))],
            },
        },
        FRIENDS,
    ),
    "net.cx": (
        [
            {"numberVerification": [{"longNumber": 281474976710655}]},
            {"nodes": [{"@id": at, "n": name} for at, name in enumerate(("ana", "bob", "cid"))]},
            {"edges": [{"@id": 3 + at, "s": at, "t": at + 1, "i": "follows"} for at in range(2)]},
        ],
        FOLLOWS,
    ),
    "net.cx2": (
        [
            {"CXVersion": "2.0", "hasFragments": False},
            {"nodes": [{"id": at, "v": {"name": name}} for at, name in enumerate(("ana", "bob", "cid"))]},
            {"edges": [{"id": at, "s": at, "t": at + 1, "v": {"interaction": "follows"}} for at in range(2)]},
        ],
        FOLLOWS,
    ),
    "cytoscape.json": (
        [
            *({"data": {"id": name}} for name in ("ana", "bob", "cid")),
            *({"data": {"source": source, "target": target}} for source, target in (("ana", "bob"), ("bob", "cid"))),
        ],
        FOLLOWS,
    ),
}


@pytest.mark.parametrize("name", TIES)
def test_ties_of_other_programs(store: Store, tmp_path: Path, name: str) -> None:
    content, found = TIES[name]
    read(store, tmp_path, name, content)
    assert ties(store) == found
    assert rows(store, "SELECT DISTINCT handle FROM accounts ORDER BY 1") == [("ana",), ("bob",), ("cid",)]


def test_one_parquet_file_is_a_table(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "edges.parquet"
    seen = [datetime(2020, 9, 13, tzinfo=timezone.utc), None]
    table = pyarrow.table({"source": ["ana", "bob"], "target": ["bob", "cid"], "time": seen})
    parquet.write_table(table, target)
    done = read_file(store, recognised(target), target)
    assert (done.taken_for.kind, done.rows_left_out) == ("edges", 0)
    assert ties(store) == FOLLOWS
    assert rows(store, "SELECT min(first_seen) FROM edges") == [("2020-09-13T00:00:00.000Z",)]


ACCOUNTS = {
    "links.txt": (
        "https://www.instagram.com/Ana/?hl=es\nhttps://x.com/bob?s=20\n",
        [("instagram", None, "ana"), ("x", None, "bob")],
    ),
    "handles.txt": ("@ana\n@bob\n", [("imported", None, "ana"), ("imported", None, "bob")]),
    "links.csv": ("Profile,Notes\nhttps://www.tiktok.com/@ana?_t=1,\"new, odd\"\n", [("tiktok", None, "ana")]),
    "phantombuster.csv": (
        "profileUrl,username,fullName,id\nhttps://www.instagram.com/ana,ana,Ana Lee,4500011122\n",
        [("instagram", "4500011122", "ana")],
    ),
    "of a site elsewhere.csv": (
        "username,url\nana,https://www.instagram.com/shop\n",
        [("imported", None, "ana")],
    ),
    "with totals.csv": (
        "username,followers\ntotal,5\nana,6\nTotal,11\n",
        [("imported", None, "ana"), ("imported", None, "total")],
    ),
    "numbered.csv": (
        "user_id,name\n1,Ana Lee\n2,Bob Ray\n",
        [("imported", None, "Ana Lee"), ("imported", None, "Bob Ray")],
    ),
    "neo4j.csv": ("userId:ID(User),username,followers:int,:LABEL\n1,ana,10,User\n", [("imported", None, "ana")]),
    "NodeXL.csv": ("Vertex,Followed,Followers,User ID\nana,10,20,77001122\n", [("imported", "77001122", "ana")]),
    "rtweet.csv": ("user_id,screen_name\nx77001122,ana\n", [("imported", "77001122", "ana")]),
}  # fmt: skip


@pytest.mark.parametrize("name", ACCOUNTS)
def test_lists_of_accounts(store: Store, tmp_path: Path, name: str) -> None:
    content, found = ACCOUNTS[name]
    assert read(store, tmp_path, name, content).edges == 0
    assert rows(store, "SELECT platform, account_id, handle FROM accounts ORDER BY 1, 3") == found


POSTS = {
    "twarc.jsonl": (
        '{"data": [{"id": "501", "author_id": "77001", "text": "words", "created_at": "2020-09-13T12:26:40.000Z", '
        '"referenced_tweets": [{"type": "retweeted", "id": "500"}]}], '
        '"includes": {"users": [{"id": "77001", "username": "ana", "name": "Ana Lee"}]}}\n',
        ("imported", "77001", "ana", "shares", "500"),
    ),
    "one.jsonl": (
        '{"id_str": "500", "full_text": "words", "user": {"id": 77001, "screen_name": "ana", "name": "Ana Lee"}, '
        '"created_at": "Sun Sep 13 12:26:40 +0000 2020"}\n',
        ("imported", "77001", "ana", "posts", "500"),
    ),
    "tcat.csv": (
        "id,time,from_user_name,text,to_user_name,from_user_id,from_user_realname\n"
        "500,1600000000,ana,words,bob,77001,Ana Lee\n",
        ("imported", "77001", "ana", "posts", "500"),
    ),
    "pushshift.ndjson": (
        '{"author": "ana", "author_fullname": "t2_aa", "body": "words", "created_utc": 1600000000, "id": "c1", '
        '"link_id": "t3_x"}\n',
        ("imported", "t2_aa", "ana", "comments", "t3_x"),
    ),
    "tiktok.csv": (
        "id,author,author_full,body,unix_timestamp,video_url,tiktok_url\n"
        "7001,ana,Ana Lee,words,1600000000,https://v.example/1,https://www.tiktok.com/@ana/video/7001\n",
        ("tiktok", None, "ana", "posts", "https://www.tiktok.com/@ana/video/7001"),
    ),
    "content library.csv": (
        "id,creation_time,text,post_owner.id,post_owner.name,post_owner.username\n"
        "100,2020-09-13T12:26:40+00:00,words,77001,Ana Lee,ana\n",
        ("imported", "77001", "ana", "posts", "100"),
    ),
    "links.csv": (
        "account.id,account.name,account.handle,account.platform,account.platformId,date,message,postUrl\n"
        "9,Ana Lee,ana,Facebook,77001,2020-09-13 12:26:40,words,https://www.facebook.com/77001/posts/1\n",
        ("facebook", "77001", "ana", "posts", "https://www.facebook.com/77001/posts/1"),
    ),
    "apify.json": (
        [{"id": "1", "caption": "words", "url": "https://www.instagram.com/p/C1/", "ownerUsername": "ana",
          "ownerId": "77001", "ownerFullName": "Ana Lee", "timestamp": "2020-09-13T12:26:40.000Z"}],
        ("instagram", "77001", "ana", "posts", "https://www.instagram.com/p/C1/"),
    ),
    "telegram.json": (
        {"name": "Group", "type": "public_supergroup", "id": 9, "messages": [
            {"id": 5, "type": "message", "date": "2020-09-13T14:26:40", "date_unixtime": "1600000000",
             "from": "Ana Lee", "from_id": "user77001", "reply_to_message_id": 4,
             "text": ["wor", {"type": "bold", "text": "ds"}]}]},
        ("telegram", "77001", None, "comments", "9/4"),
    ),
    "discord.json": (
        {"guild": {"id": "1"}, "channel": {"id": "2"}, "messages": [
            {"id": "5", "timestamp": "2020-09-13T12:26:40+00:00", "content": "words",
             "author": {"id": "77001", "name": "ana", "nickname": "Ana Lee"}}]},
        ("discord", "77001", "ana", "posts", "https://discord.com/channels/1/2/5"),
    ),
    "snscrape.jsonl": (
        '{"url": "https://twitter.com/ana/status/501", "date": "2020-09-13T12:26:40+00:00", "rawContent": "words", '
        '"id": 501, "user": {"username": "ana", "id": 77001, "displayname": "Ana Lee"}, '
        '"retweetedTweet": {"id": 400}}\n',
        ("x", "77001", "ana", "shares", "400"),
    ),
    "takeout.csv": (
        "Comment ID,Channel ID,Comment Create Timestamp,Channel Title,Video ID,Comment Text\n"
        "c1,UC00000000000000000000ana,2020-09-13T12:26:40+00:00,Ana Lee,v1,words\n",
        ("imported", "UC00000000000000000000ana", None, "comments", "v1"),
    ),
    "meltwater.tsv": (
        "Date\tTime\tURL\tHit Sentence\tInfluencer\tFull Name\n"
        "13-Sep-2020\t12:26:40PM\thttps://twitter.com/ana/status/500\twords\t@ana\tAna Lee\n",
        ("x", None, "ana", "posts", "https://twitter.com/ana/status/500"),
    ),
    "talkwalker.csv": (
        "url;content;published;extra_author_attributes.name;extra_author_attributes.short_name\n"
        "https://twitter.com/ana/status/500;words;1600000000000;Ana Lee;ana\n",
        ("x", None, "ana", "posts", "https://twitter.com/ana/status/500"),
    ),
    "YouTube Data Tools.tab": (
        "id\tpublishedAt\tauthorName\ttext\tauthorChannelId\tauthorChannelUrl\n"
        "c1\t2020-09-13 12:26:40\tAna Lee\twords\tUC00000000000000000000ana\t"
        "http://www.youtube.com/channel/UC00000000000000000000ana\n",
        ("youtube", "UC00000000000000000000ana", None, "posts", "c1"),
    ),
    "hoaxy.csv": (
        "canonical_url,from_user_id,from_user_screen_name,to_user_id,to_user_screen_name,tweet_created_at,tweet_type\n"
        "https://n.example/a,did:plc:b,bob.example,did:plc:a,ana,2020-09-13T12:26:40Z,retweet\n",
        ("bluesky", "did:plc:a", "ana", "shares", "https://n.example/a"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", POSTS)
def test_posts_of_other_programs(store: Store, tmp_path: Path, name: str) -> None:
    content, found = POSTS[name]
    assert read(store, tmp_path, name, content).rows_left_out == 0
    did = (
        "SELECT platform, account_id, handle, activities.kind, object, time "
        "FROM activities JOIN accounts ON accounts.id = account"
    )
    assert rows(store, did) == [(*found, "2020-09-13T12:26:40.000Z")]
    if name not in {"pushshift.ndjson", "hoaxy.csv"}:
        assert rows(store, "SELECT display_name FROM accounts") == [("Ana Lee",)]


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        (("13/09/2020", "03/04/2020 13:05"), ["2020-04-03T13:05", "2020-09-13T00:00"]),
        (("9/13/2020", "3/4/2020 1:05 PM"), ["2020-03-04T13:05", "2020-09-13T00:00"]),
        (("03.04.2020", "3.4.2020, 12:00"), ["2020-04-03T00:00", "2020-04-03T12:00"]),
        (("Sep 13, 2020", "September 14, 2020"), ["2020-09-13T00:00", "2020-09-14T00:00"]),
        (("03/04/2020", "2020-09-13"), ["2020-09-13T00:00"]),
        (("13. Sept. 2020", "3 août 2020"), ["2020-08-03T00:00", "2020-09-13T00:00"]),
        (("13 de set. de 2020", "3 ago. 2020"), ["2020-08-03T00:00", "2020-09-13T00:00"]),
    ],
)
def test_days_in_numbers_are_read_where_their_column_says_how(
    store: Store, tmp_path: Path, dates: tuple[str, str], found: list[str]
) -> None:
    table = "".join(f'ana,{other},"{date}"\n' for other, date in zip(("bob", "cid"), dates, strict=True))
    done = read(store, tmp_path, "t.csv", f"source,target,date\n{table}")
    times = [row[0] for row in rows(store, "SELECT substr(first_seen, 1, 16) FROM edges ORDER BY 1")]
    assert len(times) == 2  # a tie whose day cannot be told is of the file's time
    assert [time for time in times if time < "2021"] == found
    assert done.rows_left_out == 2 - len(found)


def test_long_numbers_that_a_spreadsheet_rounded_are_nobody(store: Store, tmp_path: Path) -> None:
    lines = ["100000000000001000,ana", "100000000000002000,bob", "cid,dan"]
    done = read(store, tmp_path, "t.csv", "\n".join(["source,target", *lines]))
    assert ([reason.error.values.get("why") for reason in done.reasons], ties(store)) == (
        ["rounded"],
        [("follows", "cid", "dan")],
    )


@pytest.mark.parametrize(
    "text",
    [
        'Hinweise:\n"Beim Export, usw."\n\nVorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am\n'
        "Ana,Lee,https://www.linkedin.com/in/ana-lee,,Acme,Clerk,13. Sept. 2020\n",
        'Remarques :\n"etc."\n\nPrénom,Nom de famille,URL,Adresse e-mail,Entreprise,Poste,Connecté le\n'
        "Ana,Lee,https://www.linkedin.com/in/ana-lee,,Acme,Clerk,13 sept. 2020\n",
    ],
)
def test_connections_in_another_language(store: Store, tmp_path: Path, text: str) -> None:
    read(store, tmp_path, "Connections.csv", text, owner="me")
    assert ties(store) == [("friend", "ana-lee", "me")]
    assert rows(store, "SELECT first_seen FROM edges") == [("2020-09-13T00:00:00.000Z",)]
    assert ("Ana Lee",) in rows(store, "SELECT display_name FROM accounts")


@pytest.mark.parametrize(
    ("head", "cells"), [("date,time", "9/13/2020,1:05 PM"), ("Datum,kind", "13.09.2020 13:05,follows")]
)
def test_when_a_tie_was_seen(store: Store, tmp_path: Path, head: str, cells: str) -> None:
    read(store, tmp_path, "t.csv", f"source,target,{head}\nana,bob,{cells}\n")
    assert rows(store, "SELECT first_seen FROM edges") == [("2020-09-13T13:05:00.000Z",)]


def test_a_number_with_comma_and_point_is_a_weight(store: Store, tmp_path: Path) -> None:
    read(store, tmp_path, "t.csv", "source;target;weight\nana;bob;1.234,5\nbob;cid;1,234.5\ncid;dan;2,5\n")
    assert rows(store, "SELECT weight FROM capture_members ORDER BY 1") == [(2.5,), (1234.5,), (1234.5,)]


@pytest.mark.parametrize(
    "head",
    ["From,To,Message,Direction", "source,target,retweets,n", "Source,Target,tie,postid", "from,to,like_count,n"],
)
def test_who_writes_to_somebody_follows_nobody(store: Store, tmp_path: Path, head: str) -> None:
    text = f"{head}\nana,bob,3,4\n"
    with pytest.raises(BadRequestError, match=f"{head.split(',')[2]}.*--kind"):
        read(store, tmp_path, "t.csv", text)
    read(store, tmp_path, "t.csv", text, kind="follows")
    assert ties(store) == [("follows", "ana", "bob")]


def test_a_type_of_ties_that_is_no_following_is_left_out(store: Store, tmp_path: Path) -> None:
    done = read(store, tmp_path, "t.csv", ":START_ID,:END_ID,:TYPE\nana,bob,LIKES\nbob,cid,FOLLOWS\n")
    assert ([reason.error.values.get("kind") for reason in done.reasons], ties(store)) == (["'LIKES'"], FOLLOWS[1:])


def test_who_is_beside_a_groups_id_is_its_member(store: Store, tmp_path: Path) -> None:
    read(store, tmp_path, "t.csv", "user_id,group_id\n77001122,88001122\n")
    assert ties(store) == [("member", "77001122", "88001122")]


def test_channels_of_ones_own_are_followed(store: Store, tmp_path: Path) -> None:
    channel, me = (f"UC0000000000000000000{name:>03}" for name in ("Ana", "0Me"))
    text = f"Channel Id,Channel Url,Channel Title\n{channel},http://www.youtube.com/channel/{channel},Ana Lee\n"
    read(store, tmp_path, "subscriptions.csv", text, owner=me)
    assert ties(store) == [("follows", me, channel)]
    assert ("Ana Lee",) in rows(store, "SELECT display_name FROM accounts")


def test_an_owner_is_where_the_others_are(store: Store, tmp_path: Path) -> None:
    asked = {"owner": "me@a.example", "listed": ListKind.followers}
    read(store, tmp_path, "followers.csv", "Account address\nana@a.example\n", **asked)
    assert {row[0] for row in rows(store, "SELECT platform FROM accounts")} == {"mastodon"}


ENTRY = {"string_list_data": [{"href": "https://www.instagram.com/ana", "value": "ana", "timestamp": 1600000000}]}
REFUSED = {
    "recently_unfollowed_accounts.json": ([ENTRY], "--list"),
    "following_hashtags.json": ([ENTRY], "--list"),
    "several.dl": ("dl nm=2 n=2\nlabels:\nana,bob\ndata:\n0 1\n0 0\n0 0\n1 0\n", "several relations"),
    "partition.clu": ("*Vertices 3\n1\n2\n1\n", "is not a Pajek network"),
    "mutual.gdf": ("edgedef\n", "--source"),
    "board.csv": ("thread_id,id,body,author\n100,100,words,Anonymous\n", "gone or is not told"),
    "letters.json": (
        {"id": 9, "type": "personal_chat", "messages": [{"id": 1, "from": "Ana", "from_id": "user9", "text": "hi"}]},
        "It has id, type, messages",
    ),
    "number.csv": ("source,target,type\nana,bob,1\n", "--kind says that it is"),
    "page.html": ("<!DOCTYPE html><html><body>ana</body></html>", "as JSON, not as HTML"),
    "some.json": ({"settings": 1, "videos": []}, "It has settings, videos"),
    "friends.json": ({"friends_v2": [{"name": "Usuario de Facebook"}]}, "gone or is not told"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_says_nothing_of_a_network_is_refused(store: Store, tmp_path: Path, name: str) -> None:
    content, said = REFUSED[name]
    with pytest.raises(BadRequestError, match=said):
        read(store, tmp_path, name, content, owner="me")
    assert rows(store, "SELECT count(*) FROM accounts") == [(0,)]
