"""The same picture on several accounts, from the page to the badge; and folders of known pictures."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image, ImageOps

from companion.cli.main import eyeline
from companion.core.identity import parse_ref
from companion.core.wire.evidence import Badge
from companion.core.wire.observations import Batch
from companion.core.wire.pictures import KeepPictures
from companion.operations.ingest import ingest
from companion.store import account_badges, picture_results, picture_views, pictures
from companion.store.chosen_settings import choose_keeping
from companion.store.db import Store
from companion.store.forgetting.by_batch import forget
from companion.store.known_pictures import known_copy
from companion.store.reuse import reuse, same_as
from companion.store.times import now
from companion.vision.meter import Meter
from companion.vision.stored_fingerprints import stored_fingerprints
from companion.workers.reuse import Reuse
from tests.companion.conftest import Running
from tests.companion.server.window_client import Window
from tests.companion.wire_samples import account, batch, drawing, framed, photograph, picture

AT = "2026-03-01T12:00:00.000Z"
FIRST, SECOND, OTHER = 0b0110_1001_1010_0011, 0b1100_0101_0011_0110, 0b0011_1010_1001_0100


def changed(content: bytes) -> bytes:
    """What a thief would do: mirror, crop a little, recompress."""
    with Image.open(io.BytesIO(content)) as opened:
        width, height = opened.size
        return jpeg(ImageOps.mirror(opened.crop((round(width * 0.04), round(height * 0.02), width, height))))


def mirrored(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as opened:
        return jpeg(ImageOps.mirror(opened))


def jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=40)
    return out.getvalue()


@pytest.fixture(scope="module")
def meter() -> Iterable[Meter]:
    with Meter() as made:
        yield made


def seen(store: Store, meter: Meter, *contents: bytes, keep: KeepPictures = KeepPictures.thumbnail) -> list[int]:
    """The pictures, measured and stored as avatars of an account each."""
    numbers = []
    for content in contents:
        made = picture(f"p{hash(content)}")
        person = account(f"a{hash(content)}", picture=made)

        def work(conn: sqlite3.Connection, made: Any = made, person: Any = person, content: bytes = content) -> int:
            ingest(conn, Batch.model_validate(batch(person)), now())
            number = pictures.receive(conn, "demo", made["address"], None, content, AT).picture
            assert number is not None
            measured = meter.measure(content)
            fingerprints = stored_fingerprints(content, measured.landmarks, keep_greys=keep is not KeepPictures.none)
            picture_results.finish(
                conn, [picture_results.Result(number, measured.evidence, views_follow=True)], keep.value, AT
            )
            picture_views.keep_fingerprints_of(conn, number, fingerprints, keep.value)
            return number

        numbers.append(store.submit(work).result())
    return numbers


def same(store: Store, number: int) -> list[int]:
    return sorted(store.read_here(lambda conn: same_as(conn, number)))


async def test_a_badge_says_who_else_wears_the_picture(paired: Running) -> None:
    contents = {"ana": photograph(), "bob": changed(photograph()), "cleo": drawing(FIRST), "dan": photograph()}
    people = [account(name, picture=picture(name)) for name in contents]
    answer = await paired.observe(batch(*people))
    wanted = {item["refs"][0].rpartition(":")[2]: item for item in answer["wanted"]}
    await paired.send(framed([(wanted[name], content) for name, content in contents.items()]))
    await paired.until("SELECT value FROM companion WHERE name = 'compared_picture'", "3")

    badges = await paired.badges(*(f"demo:handle:{name}" for name in contents))
    assert [badge["reuse"] and badge["reuse"]["accounts"] for badge in badges] == [2, 2, None, 2]
    assert badges[0]["reuse"] == {"accounts": 2, "elsewhere": 0, "known": []}
    found = await (await Window.open(paired)).post("find", {"ref": "demo:handle:ana"})
    names = dict(paired.rows("SELECT id, handle FROM accounts"))
    assert sorted(names[number] for number in found["same_picture"]) == ["bob", "dan"]
    ((mirrored, agreement),) = paired.rows("SELECT mirrored, agreement FROM reused_pictures")
    assert mirrored == 1
    assert agreement > 0.85


def test_accounts_on_other_platforms_are_told_apart(store: Store, meter: Meter) -> None:
    (number,) = seen(store, meter, drawing(FIRST))

    def work(conn: sqlite3.Connection) -> None:
        other = {**account("eva", picture=picture("e")), "platform": "instagram", "ref": "instagram:handle:eva"}
        ingest(conn, Batch.model_validate(batch(other)), now())
        pictures.receive(conn, "instagram", other["picture"]["address"], None, drawing(FIRST), AT)

    store.submit(work).result()
    found = store.read_here(lambda conn: reuse(conn, [(1, number)]))[1]
    assert (found.accounts, found.elsewhere) == (1, 1)


def test_each_picture_is_compared_with_all_before_it_whoever_does_it(store: Store, meter: Meter) -> None:
    first, second = seen(store, meter, drawing(FIRST), drawing(SECOND))
    Reuse(store).catch_up()
    third, fourth = seen(store, meter, mirrored(drawing(FIRST)), photograph())
    again = Reuse(store)
    again.catch_up()
    fifth = seen(store, meter, changed(photograph()))[0]
    again.catch_up()
    again.catch_up()
    assert [same(store, number) for number in (first, second, third, fourth, fifth)] == [
        [third],
        [],
        [first],
        [fifth],
        [fourth],
    ]


def test_it_ends_when_it_is_told_to_and_goes_on_later(store: Store, meter: Meter) -> None:
    first, second = seen(store, meter, drawing(FIRST), mirrored(drawing(FIRST)))
    Reuse(store).catch_up(ends=lambda: True)
    assert same(store, first) == []
    Reuse(store).catch_up()
    assert same(store, first) == [second]


def test_where_pictures_are_not_kept_only_very_near_hashes_count(store: Store, meter: Meter) -> None:
    with Image.open(io.BytesIO(drawing(FIRST))) as opened:
        out = io.BytesIO()
        opened.save(out, "JPEG", quality=60)
    first, near, far = seen(store, meter, drawing(FIRST), out.getvalue(), changed(photograph()), keep=KeepPictures.none)
    Reuse(store).catch_up()
    assert same(store, first) == [near]
    assert same(store, far) == []
    kept = store.read_here(lambda conn: conn.execute("SELECT whole_jpeg, core_jpeg FROM picture_views").fetchall())
    assert {tuple(row) for row in kept} == {(None, None)}


def test_a_damaged_view_does_not_hold_up_the_others(store: Store, meter: Meter) -> None:
    broken, first = seen(store, meter, drawing(SECOND), drawing(FIRST))
    store.submit(
        lambda conn: conn.execute("UPDATE picture_views SET whole_jpeg = x'00' WHERE picture = ?", (broken,))
    ).result()
    (again,) = seen(store, meter, mirrored(drawing(FIRST)))
    Reuse(store).catch_up()
    assert same(store, first) == [again]


def test_what_is_forgotten_is_compared_no_more(store: Store, meter: Meter) -> None:
    seen(store, meter, drawing(FIRST), mirrored(drawing(FIRST)))
    reuse = Reuse(store)
    reuse.catch_up()
    store.submit(lambda conn: forget(conn, None)).result()
    for table in ("picture_views", "reused_pictures"):
        assert store.read_here(lambda conn, t=table: conn.execute(f"SELECT count(*) FROM {t}").fetchone()[0]) == 0
    first, second = seen(store, meter, drawing(SECOND), mirrored(drawing(FIRST)))
    reuse.catch_up()
    assert same(store, second) == []
    (third,) = seen(store, meter, mirrored(drawing(SECOND)))
    reuse.catch_up()
    assert same(store, first) == [third]


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    folder = tmp_path / "stock"
    folder.mkdir()
    (folder / "one.jpg").write_bytes(photograph())
    (folder / "two.jpg").write_bytes(drawing(OTHER))
    (folder / "broken.jpg").write_bytes(photograph()[:500])
    return folder


def run(data: Path, *arguments: object) -> Result:
    subcommand, *rest = arguments
    return CliRunner().invoke(eyeline, ["known", str(subcommand), "--data", str(data), *map(str, rest)])


def known(store: Store, number: int) -> list[str]:
    """The sets that the badge of who wears this picture names."""
    worn = "SELECT handle FROM accounts JOIN picture_addresses AS worn ON worn.id = picture_address WHERE picture = ?"

    def work(conn: sqlite3.Connection) -> list[Badge]:
        ref = f"demo:handle:{conn.execute(worn, (number,)).fetchone()[0]}"
        return account_badges.badges(conn, [(ref, parse_ref(ref))])

    (badge,) = store.read_here(work)
    return badge.reuse.known if badge.reuse else []


def test_known_pictures_are_named_whether_they_came_before_or_after(store: Store, meter: Meter, stock: Path) -> None:
    before, other = seen(store, meter, changed(photograph()), drawing(FIRST))
    Reuse(store).catch_up()
    added = run(store.folder, "add", stock, "--name", "stock")
    assert added.exit_code == 0, added.output
    assert "stock: 2 pictures added, 0 were there, 1 cannot be read." in added.output
    assert "It is 2 pictures now; 1 of those seen so far are among them." in added.output
    (after,) = seen(store, meter, mirrored(drawing(OTHER)))
    Reuse(store).catch_up()
    assert [known(store, number) for number in (before, other, after)] == [["stock"], [], ["stock"]]


def test_known_sets_can_be_added_to_listed_and_taken_out(store: Store, meter: Meter, stock: Path) -> None:
    (number,) = seen(store, meter, photograph())
    assert "No known pictures yet" in run(store.folder, "list").output
    run(store.folder, "add", stock, "--name", " stock ")
    assert (
        "0 pictures added, 2 were there, 1 cannot be read" in run(store.folder, "add", stock, "--name", "stock").output
    )
    (line,) = run(store.folder, "list", "--json").output.splitlines()
    assert json.loads(line) | {"added_at": ""} == {"name": "stock", "added_at": "", "pictures": 2, "matches": 1}
    assert "stock" in run(store.folder, "list").output
    assert known(store, number) == ["stock"]
    assert run(store.folder, "remove", "stock").exit_code == 0
    assert known(store, number) == []
    assert run(store.folder, "remove", "stock").exit_code != 0


def copies(store: Store) -> list[bytes | None]:
    return [row["jpeg"] for row in store.read_here(lambda conn: conn.execute("SELECT jpeg FROM known_pictures"))]


def test_known_pictures_have_a_small_copy(store: Store, meter: Meter, stock: Path) -> None:
    (number,) = seen(store, meter, changed(photograph()))
    run(store.folder, "add", stock, "--name", "stock")
    kept = copies(store)
    assert len(kept) == 2
    for each in kept:
        assert each is not None
        with Image.open(io.BytesIO(each)) as image:
            assert (image.format, max(image.size)) == ("JPEG", 96)
    shown = store.read_here(lambda conn: known_copy(conn, [number]))
    assert shown is not None
    assert (shown.known_set, shown.jpeg) == ("stock", kept[0])
    assert run(store.folder, "remove", "stock").exit_code == 0
    assert copies(store) == []
    assert store.read_here(lambda conn: known_copy(conn, [number])) is None


def test_a_set_without_copies_gets_them_when_it_is_added_again(store: Store, stock: Path) -> None:
    store.submit(lambda conn: choose_keeping(conn, KeepPictures.none)).result()
    run(store.folder, "add", stock, "--name", "stock")
    assert copies(store) == [None, None]
    store.submit(lambda conn: choose_keeping(conn, KeepPictures.thumbnail)).result()
    added = run(store.folder, "add", stock, "--name", "stock")
    assert "0 pictures added, 2 were there" in added.output
    assert None not in copies(store)


@pytest.mark.parametrize("name", ["", "  ", "x" * 101])
def test_a_set_needs_a_name(store: Store, stock: Path, name: str) -> None:
    assert "a name has 1 to 100 characters" in run(store.folder, "add", stock, "--name", name).output


def test_a_folder_without_pictures_is_said(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run(store.folder, "add", tmp_path / "empty", "--name", "stock")
    assert result.exit_code != 0
    assert "There is no picture in" in result.output


def test_groups_of_wearers_are_listed(store: Store, meter: Meter) -> None:
    seen(store, meter, photograph(), changed(photograph()), drawing(FIRST))
    listed = CliRunner().invoke(eyeline, ["reuse", "--data", str(store.folder)])
    assert listed.exit_code == 0, listed.output
    assert "Group 1: 2 accounts" in listed.output
    assert "Group 2" not in listed.output
    (line,) = CliRunner().invoke(eyeline, ["reuse", "--data", str(store.folder), "--json"]).output.splitlines()
    wearers = json.loads(line)["accounts"]
    assert {each["platform"] for each in wearers} == {"demo"}

    def of(handle: str) -> str:
        named = ("--account", f"demo:handle:{handle}")
        return CliRunner().invoke(eyeline, ["reuse", "--data", str(store.folder), *named]).output

    handles = {row["handle"] for row in store.read_here(lambda conn: conn.execute("SELECT * FROM accounts").fetchall())}
    worn = {each["handle"] for each in wearers}
    assert all("Group 1: 2 accounts" in of(handle) for handle in worn)
    (alone,) = handles - worn
    assert "No picture of these accounts was seen on more than one" in of(alone)


def test_where_nothing_is_reused_it_is_said(store: Store, meter: Meter) -> None:
    seen(store, meter, drawing(FIRST), drawing(OTHER))
    assert (
        "No picture was seen on more than one"
        in CliRunner().invoke(eyeline, ["reuse", "--data", str(store.folder)]).output
    )
