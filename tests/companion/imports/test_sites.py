"""What the adapters' declarations make of imported addresses; the people are made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from companion.imports.reading.sites import site
from companion.store.db import Store
from tests.companion.imports.made import imported, rows

DEFAULT = {
    "instagram": "https://scontent.cdninstagram.com/v/t51.2885-19/44884218_345707102882519_2446069589734326272_n.jpg?x=1",
    "threads": "https://scontent.cdninstagram.com/v/t51.2885-19/44884218_345707102882519_2446069589734326272_n.jpg",
    "facebook": "https://scontent.xx.fbcdn.net/v/t1.30497-1/84628273_176159830277856_972693363922829312_n.jpg?x=1",
    "x": "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png",
    "mastodon": "https://social.example/avatars/original/missing.png",
}
OWN = {
    "instagram": ("https://a.cdninstagram.com/v/t51.2885-19/41_5_6_n.jpg?x=1", "41_5_6_n.jpg"),
    "facebook": ("https://scontent.xx.fbcdn.net/v/t39.30808-1/41_5_6_n.jpg?x=1", "41_5_6_n.jpg"),
    "tiktok": (
        "https://p16-sign.tiktokcdn-us.com/tos-useast5-avt/7f3a~tplv-cropcenter:100:100.webp?x=1",
        "7f3a",
    ),
    "bluesky": ("https://cdn.bsky.app/img/avatar/plain/did:plc:abc/bafk@jpeg", "bafk"),
}


def addresses(store: Store) -> list[str]:
    return [address for (address,) in rows(store, "SELECT address FROM picture_addresses ORDER BY address")]


@pytest.mark.parametrize("platform", DEFAULT)
def test_a_default_avatar_in_a_table_is_no_picture(store: Store, tmp_path: Path, platform: str) -> None:
    own = "https://pictures.example/bob.jpg"
    table = f"handle,platform,avatar\nana,{platform},{DEFAULT[platform]}\nbob,{platform},{own}\n"
    (tmp_path / "accounts.csv").write_text(table, encoding="utf-8")
    done = imported(store, "csv", tmp_path / "accounts.csv")
    assert (done.rows_read, done.rows_left_out, done.accounts) == (2, 0, 2), done.first_left_out
    assert addresses(store) == [own]


def test_a_default_avatar_in_a_sites_own_data_is_no_picture(store: Store, tmp_path: Path) -> None:
    def post(number: str, picture: str) -> str:
        user = {"pk": number, "username": f"made{number}", "profile_pic_url": picture}
        data = {"code": f"C{number}", "taken_at": 1_600_000_000, "user": user}
        return json.dumps({"timestamp_collected": 1_700_000_000_123, "source_platform": "instagram.com", "data": data})

    lines = post("1", DEFAULT["instagram"]), post("2", OWN["instagram"][0])
    (tmp_path / "posts.ndjson").write_text("\n".join(lines), encoding="utf-8")
    done = imported(store, "zeeschuimer", tmp_path / "posts.ndjson")
    assert (done.rows_left_out, done.accounts) == (0, 2), done.first_left_out
    assert addresses(store) == [OWN["instagram"][0]]


@pytest.mark.parametrize("platform", OWN)
def test_an_own_avatar_is_known_by_the_platforms_id(platform: str) -> None:
    address, known = OWN[platform]
    found = site(platform).picture(address)
    assert found is not None
    assert (found.address, found.picture_id) == (address, known)


def test_an_avatar_is_as_large_as_the_site_serves_it() -> None:
    small = site("x").picture("https://pbs.twimg.com/profile_images/17/Ab_normal")
    assert small is not None
    assert (small.address, small.picture_id) == ("https://pbs.twimg.com/profile_images/17/Ab_400x400", "17")
    thumbnail = site("bluesky").picture("https://cdn.bsky.app/img/avatar_thumbnail/plain/did:plc:abc/bafk@jpeg")
    assert thumbnail is not None
    assert thumbnail.address == OWN["bluesky"][0]


def test_what_no_adapter_declares_is_taken_as_it_stands() -> None:
    elsewhere = site("elsewhere")
    found = elsewhere.picture("https://pictures.example/a.jpg")
    assert found is not None
    assert (found.address, found.picture_id) == ("https://pictures.example/a.jpg", None)
    assert elsewhere.picture("") is None
    assert elsewhere.picture("https://pictures.example/" + "a" * 5000) is None
    assert elsewhere.home_of("ana") is None


def test_links_lead_past_the_sites_redirects() -> None:
    threads = site("threads")
    assert threads.target("https://l.threads.com/?u=https%3A%2F%2Fnews.example%2Fa&e=1") == "https://news.example/a"
    assert threads.target("https://news.example/?u=https%3A%2F%2Fother.example") == (
        "https://news.example/?u=https%3A%2F%2Fother.example"
    )
    assert threads.target("http://[") == "http://["
