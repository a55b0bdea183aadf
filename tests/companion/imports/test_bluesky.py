"""A repository of Bluesky's, made up and packed here as the site packs one."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import libipld
import pytest

from companion.errors import BadRequestError
from companion.imports.format import read_file, recognised
from companion.store.db import Store
from tests.companion.imports.made import rows, ties

OWNER, ANA = "did:plc:owner", "did:plc:ana"
AT = "2020-09-13T12:26:40.000Z"


def packed(records: dict[str, dict[str, Any]]) -> bytes:
    blocks: list[tuple[bytes, bytes]] = []

    def block(data: bytes) -> bytes:
        name = b"\x01\x71\x12\x20" + hashlib.sha256(data).digest()
        blocks.append((name, data))
        return name

    def link(name: bytes) -> bytes:
        return b"\xd8\x2a\x58\x25\x00" + name

    entries = b""
    for key, record in sorted(records.items()):
        value = link(block(libipld.encode_dag_cbor(record)))
        letters = key.encode()
        entries += b"\xa4\x61k\x58" + bytes([len(letters)]) + letters + b"\x61p\x00\x61t\xf6\x61v" + value
    tree = block(b"\xa2\x61e" + bytes([0x80 + len(records)]) + entries + b"\x61l\xf6")
    did = libipld.encode_dag_cbor(OWNER)
    root = block(b"\xa3\x63did" + did + b"\x64data" + link(tree) + b"\x67version\x03")
    header = b"\xa2\x65roots\x81" + link(root) + b"\x67version\x01"
    parts = [header, *(name + data for name, data in blocks)]
    return b"".join(_varint(len(part)) + part for part in parts)


def _varint(number: int) -> bytes:
    return bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80]) + _varint(number >> 7)


def test_a_repository_says_whom_its_owner_follows_and_what_it_did(store: Store, tmp_path: Path) -> None:
    post = f"at://{ANA}/app.bsky.feed.post/9"
    records = {
        "app.bsky.graph.follow/1": {"$type": "app.bsky.graph.follow", "subject": ANA, "createdAt": AT},
        "app.bsky.feed.post/2": {"$type": "app.bsky.feed.post", "text": "words", "createdAt": AT},
        "app.bsky.feed.post/3": {
            "$type": "app.bsky.feed.post",
            "text": "so",
            "createdAt": AT,
            "reply": {"parent": {"uri": post}},
        },
        "app.bsky.feed.repost/4": {"$type": "app.bsky.feed.repost", "subject": {"uri": post}, "createdAt": AT},
        "app.bsky.feed.like/5": {"$type": "app.bsky.feed.like", "subject": {"uri": post}, "createdAt": AT},
        "app.bsky.graph.follow/6": {"$type": "app.bsky.graph.follow", "subject": "", "createdAt": AT},
    }
    path = tmp_path / "repo.car"
    path.write_bytes(packed(records))
    assert recognised(path) == "bluesky"
    done = read_file(store, "bluesky", path)
    assert (done.rows_read, done.rows_left_out) == (5, 1), done.first_left_out
    assert ties(store) == [("follows", OWNER, ANA)]
    shown = f"https://bsky.app/profile/{ANA}/post/9"
    assert sorted(rows(store, "SELECT kind, object, coalesce(text, ''), time FROM activities")) == [
        ("comments", shown, "so", AT),
        ("likes", shown, "", AT),
        ("posts", f"https://bsky.app/profile/{OWNER}/post/2", "words", AT),
        ("shares", shown, "", AT),
    ]


@pytest.mark.parametrize("content", [b"", b"not a repository", b"\x0a\xa2eroots\x80"])
def test_what_is_no_repository_is_refused(store: Store, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r.car").write_bytes(content)
    with pytest.raises(BadRequestError, match=r"r\.car"):
        read_file(store, "bluesky", tmp_path / "r.car")
