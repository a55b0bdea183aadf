"""What a table is taken for: by the headers of known programs, by its shape, or by what a person says; else nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from companion.errors import BadRequestError
from companion.imports.format import preview_file
from companion.imports.reading.asked import Asked
from companion.store.db import Store
from tests.companion.imports.made import imported, rows, ties

FOLLOWS = [("follows", "ana", "bob"), ("follows", "bob", "cid")]
NOTHING = {"accounts": 0, "imports": 0, "batches": 0}


def read(store: Store, folder: Path, text: str, **asked: Any) -> Any:
    (folder / "t.csv").write_text(text, encoding="utf-8")
    return imported(store, "csv", folder / "t.csv", **asked)


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nsource;target\nana;bob\nbob;cid\n",
        '"sep=,"\nsource,target\nana,bob\nbob,cid\n',
        "# made by hand\nsource,target\nana,bob\n# more\nbob,cid\n",
        "# FromNodeId\tToNodeId\nana\tbob\nbob\tcid\n",
        "source  target\nana   bob\nbob cid\n",
        "ana bob\nbob cid\n",
        "ana bob {}\nbob cid {'weight': 2}\n",
        "@ana @bob 3\n@bob @cid 1\n",
        '"from" "to"\n"1" "ana" "bob"\n"2" "bob" "cid"\n',
        ",source,target\n0,ana,bob\n1,bob,cid\n",
        ";ana;bob;cid\nana;0;1;0\nbob;0;0;2.5\ncid;0;NA;0\n",
        "Vertex 1,Vertex 2,Width\nana,bob,1\nbob,cid,1\n",
        "SourceScreenName,TargetScreenName\nana,bob\nbob,cid\n",
        "user,follower\nbob,ana\ncid,bob\n",
        "ana,bob\nbob,cid\n",
    ],
)
def test_ties_however_they_are_written(store: Store, tmp_path: Path, text: str) -> None:
    done = read(store, tmp_path, text)
    assert ties(store) == FOLLOWS
    assert done.rows_left_out == 0, done.first_left_out


def test_snap_numbers_its_nodes(store: Store, tmp_path: Path) -> None:
    done = read(store, tmp_path, "# Nodes: 3 Edges: 2\n# FromNodeId\tToNodeId\n0\t1\n1\t2\n")
    assert (done.accounts, done.edges, done.rows_left_out) == (3, 2, 0)
    assert read(store, tmp_path, "0 1\n1 2\n").accounts == 3  # of another file: nobody is shared


@pytest.mark.parametrize(
    "text",
    [
        "name,age,city\nana,20,rome\nbob,30,oslo\n",
        "product,quantity,price\napple,3,1.5\npear,2,0.7\n",
        "apple,3,1.5\npear,2,0.7\n",
        "apple,3\npear,2\n",
        ",x,y\n0,ana,bob\n1,cid,dan\n",
        "person_x,person_y\nana,bob\ncid,dan\n",
        "x,y\nana,bob\ncid,dan\n",
        "Wer,Wen\nana,bob\ncid,dan\n",
        "name,value\n1,2\n3,4\n",
        "left hand,right hand\n@ana,@bob\n@cid,@dan\n",
        "title,isbn\nana,123\n",
        "Ana Lee\nBob Ray\nCid May\n",
        "the quick brown fox\njumps over the dog\n",
        "ana,bob,cid,dan\neve,fay,gil,hal\n",
        "country,from,to\nchile,1990,2001\nperu,2001,2010\n",
        "id,title,price\n1,hat,3\n2,cap,4\n",
        "ana,bob\ncid,dan\n",
        "country,capital\nChile,Santiago\nPeru,Lima\n",
        "gene_id,protein_id\ng1,p1\ng2,p2\n",
        "wer,wen\nana,bob\nbob,cid\n",
        "citing,cited\n1234567,7654321\n1234568,7654321\n",
        "from,to\n2020-01-01T00:00,2020-01-01T01:00\n2020-01-01T01:00,2020-01-01T02:00\n",
        "from,to,subject\nana@a.example,bob@a.example,hello\n",
        "from,to,price\n1,10,5.0\n11,20,4.5\n",
        "src,dst,bytes\nhost-a,host-b,300\n",
        "user_id,movie_id,rating\n1,31,2.5\n2,31,3\n",
        "account_id,balance\n1001,12.5\n1002,1.5\n",
        "user_id,role_id\n1,2\n2,3\n",
        "author,title,date,doi\nAna Lee,On things,2001-01-01,10.1/x\n",
        "time,user,action\n2020-01-01 10:00:00,ana,login\n2020-01-01 10:00:01,bob,logout\n",
        "source,target\nhello,hola\ngoodbye,adiós\nhouse,casa\n",
        "source,target\nHow are you?,¿Cómo estás?\nGood morning.,Buenos días.\n",
        "id1,id2,score\n101,102,0.93\n103,108,0.99\n",
        "source,target,similarity\nana,bob,0.5\nbob,cid,0.7\n",
        "1\t31\t2.5\t1260759144\n1\t1029\t3.0\t1260759179\n",
        "friends,ana@a.example\nfriends,bob@b.example\n",
    ],
)
def test_any_other_table_is_refused_and_says_how_to_read_it(store: Store, tmp_path: Path, text: str) -> None:
    with pytest.raises(BadRequestError) as refused:
        read(store, tmp_path, text)
    said = refused.value.message
    assert all(option in said for option in ("--source", "--target", "--account", "--time"))
    assert text.split("\n", maxsplit=1)[0].rsplit(",", maxsplit=1)[-1].split(maxsplit=1)[0] in said
    assert {table: rows(store, f"SELECT count(*) FROM {table}")[0][0] for table in NOTHING} == NOTHING


@pytest.mark.parametrize("said, kind", [("pattern general", "follows"), ("pattern symmetric", "friend")])
def test_the_sizes_in_a_matrix_markets_file_are_no_tie(store: Store, tmp_path: Path, said: str, kind: str) -> None:
    read(store, tmp_path, f"%%MatrixMarket matrix coordinate {said}\n% made\n70 60 2\n71 61\n72 62\n", by_id=True)
    assert ties(store) == [
        (kind, *(sorted(ends) if kind == "friend" else ends)) for ends in (("71", "61"), ("72", "62"))
    ]


def test_konects_remark_says_that_ties_go_both_ways(store: Store, tmp_path: Path) -> None:
    read(store, tmp_path, "% sym unweighted\n% 2 3 3\nana bob\nbob cid\n")
    assert ties(store) == [("friend", "ana", "bob"), ("friend", "bob", "cid")]


def test_people_and_things_in_konects_files_are_no_ties(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadRequestError, match="--source"):
        read(store, tmp_path, "% bip unweighted\n% 2 2 2\n1 1\n2 1\n")


@pytest.mark.parametrize("said", [{"platform": "x"}, {"kind": "friend"}, {"source": "source", "target": "target"}])
def test_words_are_accounts_where_a_person_says_so(store: Store, tmp_path: Path, said: dict[str, str]) -> None:
    assert read(store, tmp_path, "source,target\nhello,hola\ngoodbye,adiós\nhouse,casa\n", **said).edges == 3


def test_rows_that_begin_as_a_matrix_would_are_none(store: Store, tmp_path: Path) -> None:
    read(store, tmp_path, "1 2 1\n2 3 1\n", by_id=True)
    assert ties(store) == [("follows", "1", "2"), ("follows", "2", "3")]


def test_a_name_of_two_words_over_one_column_is_one_column(store: Store, tmp_path: Path) -> None:
    done = read(store, tmp_path, "Account address\nana@site.example\nbob@site.example\n")
    assert (done.accounts, done.edges) == (2, 0)
    assert {row[0] for row in rows(store, "SELECT platform FROM accounts")} == {"mastodon"}


@pytest.mark.parametrize("text", ["ana,bob\nbob,cid\n", "@ana,@bob\n@bob,@cid\n"])
def test_two_columns_without_a_header_are_ties_where_they_share_names_or_name_in_full(
    store: Store, tmp_path: Path, text: str
) -> None:
    read(store, tmp_path, text)
    assert ties(store) == FOLLOWS


def test_lists_of_snap_may_have_weights_and_times(store: Store, tmp_path: Path) -> None:
    done = read(store, tmp_path, "6,2,4,1289241911.7\n6,5,-2,1289241941.5\n")
    assert (done.edges, done.rows_left_out) == (2, 0)
    assert rows(store, "SELECT weight FROM capture_members ORDER BY 1") == [(-2.0,), (4.0,)]
    assert rows(store, "SELECT min(first_seen) FROM edges") == [("2010-11-08T18:45:11.700Z",)]


def test_nodes_are_called_by_their_labels_and_not_by_one_that_is_missing(store: Store, tmp_path: Path) -> None:
    done = read(store, tmp_path, "Id,Label\n0,ana\n1,bob\n2,NA\n")
    assert (done.accounts, done.rows_left_out) == (2, 1)
    done = read(store, tmp_path, "user_id,name\n9.06E+17,Ana\n9.06E+17,Bob\n77001122,Cid\n")
    assert (done.accounts, done.rows_left_out) == (1, 2)  # a name that is shown is no handle


def test_a_person_says_which_column_is_which(store: Store, tmp_path: Path) -> None:
    table = "x,y,z,when\nana,bob,3,2020-01-02\nbob,cid,4,2020-01-03\n"
    read(store, tmp_path, table, source="x", target="y", time="when")
    assert ties(store) == FOLLOWS
    assert rows(store, "SELECT min(first_seen) FROM edges") == [("2020-01-02T00:00:00.000Z",)]
    read(store, tmp_path, "9,ana,bob\n8,bob,cid\n", source="2", target="3")
    assert ties(store) == FOLLOWS
    done = read(store, tmp_path, "who,what\ndan,x\neve,y\n", account="who")
    assert (done.accounts, done.edges) == (2, 0)
    done = read(store, tmp_path, "who,what,at\ndan,x,2020-01-02\n", account="who", time="at")
    assert (done.activities, done.accounts) == (1, 0)
    with pytest.raises(BadRequestError, match=r"no column nowhere\. It has who, what"):
        read(store, tmp_path, "who,what\ndan,x\n", account="nowhere")


def test_the_id_of_an_account_is_its_id_and_its_handle_stays(store: Store, tmp_path: Path) -> None:
    read(store, tmp_path, "id,username,name\n1234567890,ana,Ana Lee\n1234567891,bob,Bob Ray\n", platform="x")
    assert rows(store, "SELECT account_id, handle, display_name FROM accounts ORDER BY 1") == [
        ("1234567890", "ana", "Ana Lee"),
        ("1234567891", "bob", "Bob Ray"),
    ]


POSTS = {
    "4cat": "id,thread_id,timestamp,unix_timestamp,link,body,author,author_fullname,author_id\n"
    "500,500,2020-09-13 12:26:40,1600000000,https://x.com/ana/status/500,words,ana,Ana Lee,77001\n"
    "501,500,2020-09-13 12:26:41,1600000001,,more,bob,Bob,77002\n",
    "forum": "thread,body,author\n500,words,ana\n500,more,bob\n",
    "qut": "message_id,user_id,username,repost_id,reply_id,message,timestamp,urls\n"
    "500,77001,ana,,,words,1600000000,https://n.example/a\n501,77002,bob,500,,more,1600000001,\n",
    "twitter-web-exporter": "id,created_at,full_text,screen_name,name,url\n"
    "500,2020-09-13 12:26:40 +00:00,words,ana,Ana Lee,https://x.com/ana/status/500\n"
    "501,2020-09-13 12:26:41 +00:00,more,bob,Bob,https://x.com/bob/status/501\n",
    "crowdtangle": "Page Name,User Name,Facebook Id,Post Created,URL,Message,Link,Final Link\n"
    "Ana Lee,ana,77001,2020-09-13 08:26:40 EDT,https://www.facebook.com/77001/posts/1,words,https://s.example/a,\n"
    "Bob,bob,77002,2020-09-13 07:26:41 EST,https://www.facebook.com/77002/posts/2,,https://s.example/a,\n",
}
DONE = {
    "twarc": (
        "id,author_id,author.username,text,created_at,referenced_tweets.retweeted.id\n"
        "500,77001,ana,words,2020-09-13T12:26:40.000Z,\n501,77002,bob,RT words,2020-09-13T12:26:41.000Z,500\n",
        [("posts", "500"), ("shares", "500")],
    ),
    "comments under a video": (
        "videoId,commentId,authorDisplayName,authorChannelId,textDisplay,publishedAt\n"
        "v1,c1,ana,UC00000000000000000000ana,words,2020-09-13T12:26:40Z\n",
        [("comments", "v1")],
    ),
    "comments of a forum": (
        "author,body,created_utc,link_id,id\nana,words,1600000000,t3_x,c1\n",
        [("comments", "t3_x")],
    ),
}


@pytest.mark.parametrize("name", POSTS)
def test_a_table_of_posts_gives_authors_and_what_they_did(store: Store, tmp_path: Path, name: str) -> None:
    done = read(store, tmp_path, POSTS[name])
    assert (done.accounts, done.edges, done.activities, done.rows_left_out) == (2, 0, 2, 0), done.first_left_out
    assert [row[0] for row in rows(store, "SELECT handle FROM accounts ORDER BY 1")] == ["ana", "bob"]
    if name != "forum":
        assert rows(store, "SELECT min(time) FROM activities") == [("2020-09-13T12:26:40.000Z",)]
    if name in ("4cat", "qut", "crowdtangle"):
        assert rows(store, "SELECT account_id FROM accounts ORDER BY 1") == [("77001",), ("77002",)]


@pytest.mark.parametrize("name", DONE)
def test_what_was_done_to_which_post(store: Store, tmp_path: Path, name: str) -> None:
    text, done = DONE[name]
    read(store, tmp_path, text)
    assert rows(store, "SELECT kind, object FROM activities ORDER BY id") == done
    assert {row[0] for row in rows(store, "SELECT text FROM activities")} <= {"words", "RT words"}


def test_a_link_beside_a_post_is_shared(store: Store, tmp_path: Path) -> None:
    read(store, tmp_path, POSTS["crowdtangle"])
    shared = "SELECT objects.key FROM activity_objects JOIN objects ON objects.id = object WHERE objects.kind = 'link'"
    assert [row[0] for row in rows(store, shared)].count("https://s.example/a") == 2


def test_hoaxys_table_says_who_passed_an_article_on(store: Store, tmp_path: Path) -> None:
    table = (
        "canonical_url,from_user_id,from_user_screen_name,is_mention,to_user_id,to_user_screen_name,tweet_created_at,"
        "tweet_id,tweet_type\n"
        "https://n.example/a,77001,ana,False,77002,bob,2020-01-01T10:00:00Z,99,retweet\n"
    )
    done = read(store, tmp_path, table)
    assert (done.accounts, done.edges) == (2, 0)
    acts = "SELECT handle, kind, object, time FROM activities JOIN accounts ON accounts.id = account"
    assert rows(store, acts) == [("bob", "shares", "https://n.example/a", "2020-01-01T10:00:00.000Z")]


def test_ties_of_quts_toolkit_have_no_direction(store: Store, tmp_path: Path) -> None:
    text = '"source","target","weight","edge_type"\n"77001111","77002222","3","co_retweet"\n'
    assert read(store, tmp_path, text, by_id=True).rows_left_out == 0
    assert ties(store) == [("friend", "77001111", "77002222")]


def test_a_table_of_shares_is_another_format(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadRequestError, match="coortweet"):
        read(store, tmp_path, "object_id,account_id,content_id,timestamp_share\no,a,1,1\n")


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("source,target,Colour,Timestamp\na,b,red,2026-01-03\n", ["source", "target", "", "first_seen"]),
        ("username,full name,shoe size,followers\nana,Ana,39,4\n", ["handle", "display_name", "", "followers"]),
        ("author,body,mood,created_at\nana,hello,good,2026-01-03\n", ["author", "text", "", "time"]),
    ],
)
def test_a_preview_says_of_each_column_what_it_is_or_that_it_is_not_read(
    tmp_path: Path, text: str, roles: list[str]
) -> None:
    (tmp_path / "t.csv").write_text(text)
    assert [role for _, role in preview_file("csv", tmp_path / "t.csv").taken_for.columns] == roles


def test_a_preview_stores_nothing_and_says_what_would_be_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Source,Target,Weight\nana,bob,1\nana,NA,1\nbob,cid,1\ncid,dan,2\ndan,eve,1\n")
    found = preview_file("csv", tmp_path / "t.csv")
    assert found.taken_for.kind == "edges"
    assert found.taken_for.columns == [("Source", "source"), ("Target", "target"), ("Weight", "weight")]
    assert (found.accounts, found.edges, found.rows_read, found.rows_left_out) == (5, 4, 4, 1)
    assert [reason.count for reason in found.reasons] == [1]
    assert found.taken_for.examples == [["ana", "bob", "1"], ["bob", "cid", "1"], ["cid", "dan", "2"]]
    (tmp_path / "u.csv").write_text("x,y,z\nana,bob,1\n")
    unclear = preview_file("csv", tmp_path / "u.csv")
    assert (unclear.taken_for.kind, [name for name, _ in unclear.taken_for.columns]) == ("unclear", ["x", "y", "z"])
    said = preview_file("csv", tmp_path / "u.csv", Asked(source="x", target="y"))
    assert (said.accounts, said.edges) == (2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "source,target,weight\nana,bob,1\nbob,cid,0\n",
        "source;target;weight\nana;bob;0,5\nbob;cid;0,0\n",
        "source,target,follows\nana,bob,1\nbob,cid,0\n",
        "from,to,is_friend\nana,bob,TRUE\nbob,cid,FALSE\n",
    ],
)
def test_a_row_may_say_that_nothing_is_between_the_two(store: Store, tmp_path: Path, text: str) -> None:
    done = read(store, tmp_path, text)
    assert [tie[1:] for tie in ties(store)] == [("ana", "bob")]
    assert (done.rows_read, done.rows_left_out) == (1, 1)


def test_rows_that_name_two_accounts_in_columns_of_one_name_are_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadRequestError, match="--account"):
        read(store, tmp_path, "name,username,name,username\nAna,ana,Bob,bob\n")
    assert {table: rows(store, f"SELECT count(*) FROM {table}")[0][0] for table in NOTHING} == NOTHING


@pytest.mark.parametrize("platform", [None, "mastodon"])
def test_a_number_of_one_server_of_mastodon_is_nobodys_id(store: Store, tmp_path: Path, platform: str | None) -> None:
    head = "id,username,acct,display_name,url"
    ours = f"{head}\n109300000000000001,ana,ana,Ana,https://a.example/@ana\n"
    theirs = f"{head}\n109300000000000001,bob,bob,Bob,https://b.example/@bob\n"
    both = "2,ana,ana@a.example,Ana,https://a.example/@ana"
    for text in (ours, f"{theirs}{both}\n"):
        read(store, tmp_path, text, platform=platform)
    found = rows(store, "SELECT platform, account_id, handle FROM accounts ORDER BY id")
    assert found == [("mastodon", None, "ana@a.example"), ("mastodon", None, "bob@b.example")]


@pytest.mark.parametrize(
    ("shown", "count"),
    [("1,234", 1234), ("12.345", 12345), ("1 234 567", 1234567), ("1234.0", 1234), ("12.5", None), ("1.2K", None)],
)
def test_a_count_may_be_grouped_as_people_write_it(store: Store, tmp_path: Path, shown: str, count: int | None) -> None:
    read(store, tmp_path, f'username,followers\nana,"{shown}"\n')
    assert rows(store, "SELECT last_followers FROM accounts") == [(count,)]
