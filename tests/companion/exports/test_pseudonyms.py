"""Under pseudonyms nothing leaves by which a person could be found, and who has the key can still join."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from companion.core.columns import Under
from companion.core.facts import TABLES
from companion.core.naming import Naming
from companion.core.wire.selection import Selection
from companion.exports.format import FORMATS, Asked, write
from tests.companion.exports import reading
from tests.companion.exports.worlds import database
from tests.companion.wire_samples import Json, account, batch, capture

KEY = bytes(range(32))

# Every one of these stands in the database, and none may stand in a file.
SECRETS = {
    "account_id": "100012345678901",
    "handle": "ana.quintana.77",
    "former": "ana-before-77",
    "display_name": "Ana Quintana Ñandú",
    "address": "https://demo.example/profile/ana.quintana.77",
    "bio": "Proud mother of three, from Rosario",
    "picture": "https://pictures.example/ana-portrait.jpg",
    "page": "https://demo.example/ana.quintana.77/friends",
    "object": "https://demo.example/story/4447771",
    "text": "Everybody should read this at once https://news.example/unmasked-story",
    "link": "https://news.example/unmasked-story",
    "friend": "bruno.pereyra.88",
    "tag": "suspect of the winter case",
    "followers": "12345678",
}


def world() -> list[Json]:
    ana = account(
        SECRETS["handle"],
        SECRETS["account_id"],
        display_name=SECRETS["display_name"],
        address=SECRETS["address"],
        bio=SECRETS["bio"],
        counts={"followers": int(SECRETS["followers"])},
        picture={"address": SECRETS["picture"]},
    )
    bruno = account(SECRETS["friend"])
    shares = {
        "account": ana["ref"],
        "kind": "shares",
        "object": SECRETS["object"],
        "text": SECRETS["text"],
        "time": "2026-02-01T10:00:00Z",
        "precision": "second",
    }
    page = {"platform": "demo", "kind": "list", "address": SECRETS["page"], "title": SECRETS["display_name"]}
    friends = capture(ana["ref"], [bruno["ref"]], kind="friends")
    return [
        batch(ana | {"handle": SECRETS["former"]}, observed_at="2026-02-01T12:00:00Z"),
        batch(ana, bruno, page=page, captures=[friends], activities=[shares]),
    ]


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def export(name: str, folder: Path, naming: Naming, batches: list[Json] | None = None) -> Path:
    wanted = FORMATS.named(name)
    target = folder if wanted.is_folder else folder / f"out{wanted.suffixes[0]}"
    with closing(database(batches or world(), SECRETS["tag"])) as conn:
        selection = Selection(search=SECRETS["handle"][:3]) if batches is None else Selection()
        write(conn, name, selection, target, Asked(naming, neighbours=True))
    return target


@pytest.mark.parametrize("name", FORMATS.names())
def test_nothing_that_names_a_person_is_in_any_file(name: str, tmp_path: Path) -> None:
    if name == "parquet":  # its pages are compressed, so that only what is read from it can be searched
        read = reading.parquet(export(name, tmp_path, Naming(KEY)))
        found = files(tmp_path) + json.dumps(read, ensure_ascii=False).encode()
    else:
        export(name, tmp_path, Naming(KEY))
        found = files(tmp_path)
    assert found
    for what, secret in SECRETS.items():
        for form in {secret, json.dumps(secret)[1:-1], secret.lower(), secret.replace("/", "\\/")}:
            assert form.encode() not in found, what


@pytest.mark.parametrize("name", sorted(set(FORMATS.names()) - {"coortweet"}))
def test_named_files_have_what_is_searched_for(name: str, tmp_path: Path) -> None:
    """Else the search above could miss everything."""
    path = export(name, tmp_path, Naming())
    found = files(tmp_path)
    if name == "parquet":
        found += json.dumps(reading.parquet(path), ensure_ascii=False).encode()
    for what in ("account_id", "handle", "former", "display_name", "address", "bio", "friend", "tag", "followers"):
        assert SECRETS[what].encode() in found, what


def test_the_same_key_gives_the_same_pseudonyms_and_another_gives_others(tmp_path: Path) -> None:
    found = []
    for at, key in enumerate([KEY, KEY, bytes(32)]):
        (tmp_path / str(at)).mkdir()
        found.append(reading.ndjson(export("ndjson", tmp_path / str(at), Naming(key))))
    assert found[0]["accounts"] == found[1]["accounts"]
    refs = [{row["ref"] for row in each["accounts"]} for each in found]
    assert refs[0].isdisjoint(refs[2])


def test_who_knows_only_the_handle_can_join_by_it(tmp_path: Path) -> None:
    folders = [tmp_path / "by_id", tmp_path / "by_handle"]
    for folder in folders:
        folder.mkdir()
    both = reading.ndjson(export("ndjson", folders[0], Naming(KEY), [batch(account("ana", "1"))]))["accounts"][0]
    by_handle = reading.ndjson(export("ndjson", folders[1], Naming(KEY), [batch(account("ana"))]))["accounts"][0]
    assert both["ref"] == f"demo:pseudonym:{both['account_id']}"
    assert by_handle["ref"] == f"demo:pseudonym:{both['handle']}"
    assert both["handles"][0]["handle"] == by_handle["handle"]


def test_edges_and_captures_name_accounts_as_the_accounts_are_named(tmp_path: Path) -> None:
    found = reading.ndjson(export("ndjson", tmp_path, Naming(KEY)))
    refs = {row["ref"] for row in found["accounts"]}
    assert {found["edges"][0]["source"], found["edges"][0]["target"]} == refs
    assert {found["captures"][0]["owner"], *found["captures"][0]["members"]} == refs
    assert found["activities"][0]["account"] in refs
    assert found["accounts"][0]["followers"] == 12_000_000


def test_pseudonyms_are_hmac_sha_256_as_is_written_down() -> None:
    """By another implementation: openssl's, of ``account:demo:id:1`` with the key of 32 zero bytes."""
    assert Naming(bytes(32)).ref("demo:id:1") == "demo:pseudonym:5b4a6f629e02323a83ce6fe8f7c796cc"


def test_every_text_that_is_kept_is_one_of_a_few_or_no_persons() -> None:
    """A new column of free text has to be thought of: it is kept only where it is on this list."""
    harmless = {
        "accounts": {"platform", "picture_status", "picture_level"},
        "edges": {"kind"},
        "captures": {"kind", "platform", "page_kind", "tool_version"},
        "activities": {"platform", "kind", "object_kind", "precision"},
    }
    for table, columns in TABLES.items():
        kept = {c.name for c in columns if c.under is Under.kept and c.kind.value in ("text", "texts")}
        assert kept == harmless[table]
