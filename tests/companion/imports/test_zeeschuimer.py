"""Items as Zeeschuimer saves them, with people who are made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from companion.store.db import Store
from tests.companion.imports.made import imported, rows

COLLECTED = 1_700_000_000_123
X_TIME = "Wed Oct 10 20:19:24 +0000 2020"


def item(platform: str, data: Any, **more: Any) -> str:
    wrapped = {
        "nav_index": "1:2:0",
        "timestamp_collected": COLLECTED,
        "source_platform": platform,
        "source_platform_url": "https://www.tiktok.com/@tobiasfen/video/73",
        "user_agent": "Mozilla/5.0",
        "data": data,
    }
    return json.dumps(wrapped | more)


def x_user(number: str, handle: str, **more: Any) -> dict[str, Any]:
    return {"user_results": {"result": {"rest_id": number, "legacy": {"screen_name": handle, "name": handle, **more}}}}


def x_post(number: str, user: dict[str, Any], text: str, **more: Any) -> dict[str, Any]:
    return {"rest_id": number, "core": user, "legacy": {"created_at": X_TIME, "full_text": text, **more}}


def read(store: Store, path: Path, *lines: str) -> list[tuple[Any, ...]]:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = imported(store, "zeeschuimer", path)
    assert (done.rows_read, done.rows_left_out) == (len(lines), 0), done.first_left_out
    return rows(
        store,
        "SELECT coalesce(account_id, ''), coalesce(accounts.handle, ''), kind, object, text, time FROM activities "
        "JOIN accounts ON accounts.id = account ORDER BY activities.id",
    )


def test_instagram(store: Store, tmp_path: Path) -> None:
    picture = "https://x.cdninstagram.com/v/t51.2885-19/41_5_6_n.jpg?stp=1"
    listed = {
        "code": "DX1",
        "taken_at": 1_600_000_000,
        "caption": {"text": "hello"},
        "user": {"pk": "55", "username": "marla_q", "full_name": "Marla", "profile_pic_url": picture},
        "owner": {"pk": "55", "username": None},
        "coauthor_producers": [{"pk": 56, "username": "tobias"}],
        "preview_comments": [{"text": "nice", "created_at": 1_600_000_001, "user": {"pk": "57", "username": "cc"}}],
    }
    graph = {
        "__typename": "GraphImage",
        "shortcode": "DX2",
        "taken_at_timestamp": 1_600_000_002,
        "owner": {"id": "58", "username": "older"},
        "edge_media_to_caption": {"edges": [{"node": {"text": "from the graph"}}]},
    }
    grid = {"code": "DX3", "id": "999_59"}
    found = read(store, tmp_path / "i.ndjson", *(item("instagram.com", each) for each in (listed, graph, grid)))
    post = "https://www.instagram.com/p/DX1"
    assert found == [
        ("55", "marla_q", "posts", post, "hello", "2020-09-13T12:26:40.000Z"),
        ("56", "tobias", "posts", post, None, "2020-09-13T12:26:40.000Z"),
        ("57", "cc", "comments", post, "nice", "2020-09-13T12:26:41.000Z"),
        ("58", "older", "posts", "https://www.instagram.com/p/DX2", "from the graph", "2020-09-13T12:26:42.000Z"),
        ("59", "", "posts", "https://www.instagram.com/p/DX3", None, None),
    ]
    assert rows(store, "SELECT key, address FROM picture_addresses") == [("id:41_5_6_n.jpg", picture)]
    assert rows(store, "SELECT observed_at, pages.kind, pages.address FROM batches JOIN pages ON pages.id = page") == [
        ("2023-11-14T22:13:20.123Z", "other", "i.ndjson")
    ]


def test_x(store: Store, tmp_path: Path) -> None:
    links = {"urls": [{"url": "https://t.co/1", "expanded_url": "https://news.example/a"}]}
    first = x_post(
        "100",
        x_user("701", "bob", created_at="Thu Jan 04 10:00:00 +0000 2018"),
        "see https://t.co/1 &amp; go",
        entities=links,
    )
    reposted = x_post("101", x_user("700", "marla"), "RT @bob: see", retweeted_status_result={"result": first})
    reply = x_post("102", x_user("702", "cid"), "no", in_reply_to_status_id_str="100", in_reply_to_screen_name="bob")
    newer = {
        "result": {
            "rest_id": "703",
            "core": {"screen_name": "dana", "name": "D"},
            "legacy": {"followers_count": 5},
            "avatar": {"image_url": "https://pbs.twimg.com/profile_images/17/Ab_normal.jpg"},
        }
    }
    quote = x_post("103", {"user_results": newer}, "look", quoted_status_id_str="100") | {
        "quoted_status_result": {"result": {"tweet": first}}
    }
    old = {
        "type": "adaptive",
        "legacy": {"id_str": "104", "user_id_str": "705", "created_at": X_TIME, "full_text": "old"},
        "user": {"id_str": "705", "screen_name": "eve", "name": "E"},
    }
    found = read(
        store,
        tmp_path / "x.ndjson",
        item("twitter.com", reposted),
        item("twitter-comments", reply),
        item("x.com", quote),
        item("twitter.com", old),
    )
    bobs, time = "https://x.com/bob/status/100", "2020-10-10T20:19:24.000Z"
    created = ("701", "bob", "account_created", None, None, "2018-01-04T10:00:00.000Z")
    said = ("701", "bob", "posts", bobs, "see https://news.example/a & go", time)
    assert found == [
        created,
        said,
        ("700", "marla", "shares", bobs, None, time),
        ("702", "cid", "comments", bobs, "no", time),
        ("703", "dana", "posts", "https://x.com/dana/status/103", "look", time),
        created,
        said,
        ("703", "dana", "shares", bobs, None, time),
        ("705", "eve", "posts", "https://x.com/eve/status/104", "old", time),
    ]
    assert rows(store, "SELECT key, address FROM picture_addresses") == [
        ("id:17", "https://pbs.twimg.com/profile_images/17/Ab_400x400.jpg")
    ]
    assert ("https://news.example/a",) in rows(store, "SELECT key FROM objects WHERE kind = 'link'")


def test_tiktok(store: Store, tmp_path: Path) -> None:
    video = {
        "id": "73",
        "desc": "d",
        "createTime": "1600000002",
        "author": {"id": "88", "uniqueId": "tobiasfen", "nickname": "T", "signature": "s"},
        "authorStats": {"followerCount": 3, "followingCount": "4", "videoCount": 5},
    }
    older = {"id": "74", "desc": "e", "createTime": 1_600_000_003, "author": "ysolde", "nickname": "Y"}
    comment = {
        "cid": "5",
        "aweme_id": "73",
        "text": "c",
        "create_time": 1_600_000_009,
        "user": {"uid": "90", "unique_id": "cc"},
    }
    found = read(
        store,
        tmp_path / "t.ndjson",
        item("tiktok.com", video),
        item("tiktok.com", older),
        item("tiktok-comments", comment),
    )
    address = "https://www.tiktok.com/@tobiasfen/video/73"
    assert found == [
        ("88", "tobiasfen", "posts", address, "d", "2020-09-13T12:26:42.000Z"),
        ("", "ysolde", "posts", "https://www.tiktok.com/@ysolde/video/74", "e", "2020-09-13T12:26:43.000Z"),
        ("90", "cc", "comments", address, "c", "2020-09-13T12:26:49.000Z"),
    ]
    assert rows(store, "SELECT followers, following, posts, bio FROM observations WHERE bio IS NOT NULL") == [
        (3, 4, 5, "s")
    ]


def test_threads(store: Store, tmp_path: Path) -> None:
    original = {"code": "DT0", "taken_at": 1_600_000_000, "user": {"pk": "60", "username": "orig"}}
    link = {"url": "https://l.threads.com/?u=https%3A%2F%2Fnews.example%2Fa&e=x"}
    reposted = {
        "code": "DT1",
        "taken_at": 1_600_000_001,
        "user": {"pk": "61", "username": "thr"},
        "text_post_app_info": {"share_info": {"reposted_post": original}},
    }
    linked = {
        "code": "DT2",
        "taken_at": 1_600_000_002,
        "user": {"pk": "62", "username": "lin"},
        "caption": {"text": "t"},
        "text_post_app_info": {"link_preview_attachment": link},
    }
    found = read(store, tmp_path / "th.ndjson", item("threads.net", reposted), item("threads.com", linked))
    assert [each[1:4] for each in found] == [
        ("orig", "posts", "https://www.threads.com/@orig/post/DT0"),
        ("thr", "shares", "https://www.threads.com/@orig/post/DT0"),
        ("lin", "posts", "https://www.threads.com/@lin/post/DT2"),
        ("lin", "shares", "https://news.example/a"),
    ]


def test_4cat_gives_the_same_items_out_again(store: Store, tmp_path: Path) -> None:
    data = {"code": "DX1", "taken_at": 1, "user": {"pk": "55", "username": "m"}}
    about = {"source_platform": "instagram.com", "timestamp_collected": COLLECTED}
    assert len(read(store, tmp_path / "4.ndjson", json.dumps(data | {"__import_meta": about}))) == 1


def test_each_moment_is_a_batch(store: Store, tmp_path: Path) -> None:
    lines = [
        item(
            "instagram.com",
            {"code": f"D{number}", "user": {"pk": str(number)}},
            timestamp_collected=COLLECTED + number // 3,
        )
        for number in range(9)
    ]
    read(store, tmp_path / "i.ndjson", *lines)
    assert rows(store, "SELECT count(*), count(DISTINCT session) FROM batches") == [(3, 1)]


def test_left_out_is_what_is_no_item_of_these(store: Store, tmp_path: Path) -> None:
    good = item("instagram.com", {"code": "DX1", "user": {"pk": "55"}})
    lines = [
        good,
        "{not json",
        "[1]",
        json.dumps({"data": {"code": "x"}}),
        item("gab.com", {}),
        item("instagram.com", {"x": 1}),
        item("instagram.com", {"code": "D"}),
        item("twitter.com", None),
        item("tiktok.com", {"id": "1", "author": {}}),
        item("threads.net", {"code": ["x"], "user": 7}),
        item("instagram.com", {"code": "D", "user": {"pk": "1", "username": "x" * 500}}),
        item("instagram.com", {"code": "D", "user": {"pk": "\ud800"}}),
        "[" * 100_000,
        item("instagram.com", {"code": "D", "user": {"pk": "1"}}, timestamp_collected="soon"),
    ]
    (tmp_path / "i.ndjson").write_text("\n".join(lines), encoding="utf-8")
    done = imported(store, "zeeschuimer", tmp_path / "i.ndjson")
    assert (done.rows_read, done.rows_left_out) == (1, len(lines) - 1)
    assert [each.reason for each in done.first_left_out] == [
        "it is not JSON.",
        "it is not a JSON object.",
        "it does not say of which site it is.",
        "it is of gab.com, of which nothing is read.",
        "not a post of Instagram: it has no code.",
    ]


def linkedin_post(number: int, profile: str, actor: dict[str, Any], **more: Any) -> dict[str, Any]:
    about = {"navigationContext": {"actionTarget": f"https://www.linkedin.com/{profile}"}, **actor}
    return {"preDashEntityUrn": f"urn:li:fs_feedUpdate:(V2&FEED,urn:li:activity:{number})", "actor": about, **more}


def linkedin_picture(key: str) -> dict[str, Any]:
    sizes = [(200, "200_200/a"), (800, "800_800/b"), (100, "100_100/c")]
    return {
        "rootUrl": f"https://media.licdn.com/dms/image/v2/{key}/profile-displayphoto-shrink_",
        "artifacts": [{"width": width, "fileIdentifyingUrlPathSegment": path} for width, path in sizes],
    }


def test_linkedin(store: Store, tmp_path: Path) -> None:
    number = 1_700_000_000_500 << 22
    address = f"https://www.linkedin.com/feed/update/urn:li:activity:{number}"
    said = {"text": {"text": "We built a bridge."}}
    recent = {"detailData": {"nonEntityProfilePicture": {"vectorImage": linkedin_picture("D4E03AQMarla01")}}}
    marla = {"name": {"text": "Marla Quenby"}, "image": {"attributes": [recent]}, "description": {"text": "Bridges"}}
    older = {"*miniProfile": {"picture": linkedin_picture("C4E03AQTobias1")}}
    tobias = {"name": {"text": "Tobias Fen", "attributes": [older]}}
    link = {"articleComponent": {"navigationContext": {"actionTarget": "https://news.example/bridge"}}}
    post = linkedin_post(number, "in/marla-quenby?miniProfileUrn=x", marla, commentary=said, content=link)
    passed_on = linkedin_post(number + 1, "in/tobias-fen", tobias, commentary=None, resharedUpdate=post)
    lines = [item("linkedin.com", post), item("linkedin.com", passed_on)]
    at = "2023-11-14T22:13:20.000Z"
    ours = [
        ("", "marla-quenby", "posts", address, "We built a bridge.", at),
        ("", "marla-quenby", "shares", "https://news.example/bridge", None, at),
    ]
    assert read(store, tmp_path / "l.ndjson", *lines)[:2] == ours
    assert ("", "tobias-fen", "shares", address, None, at) in read(store, tmp_path / "m.ndjson", lines[1])
    assert rows(store, "SELECT display_name FROM accounts ORDER BY id") == [("Marla Quenby",), ("Tobias Fen",)]
    begin, end = "https://media.licdn.com/dms/image/v2", "profile-displayphoto-shrink_800_800/b"
    assert rows(store, "SELECT key, address FROM picture_addresses ORDER BY id") == [
        (f"id:{key}", f"{begin}/{key}/{end}") for key in ("D4E03AQMarla01", "C4E03AQTobias1")
    ]
    company = item("linkedin.com", linkedin_post(number + 2, "company/bread/", {"name": {"text": "Bread"}}))
    (tmp_path / "c.ndjson").write_text(f"{company}\n{lines[0]}\n", encoding="utf-8")
    done = imported(store, "zeeschuimer", tmp_path / "c.ndjson")
    assert (done.rows_read, done.rows_left_out) == (1, 1)
