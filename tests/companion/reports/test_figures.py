"""Every figure of a small simulated case whose pictures are made here: what it says, draws and lists, and of whom."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from companion.analyses.analysis import run
from companion.core.models import StoredFingerprints
from companion.core.reuse import Likeness, Region
from companion.core.wire.figures import FigureDrawn
from companion.core.wire.observations import Batch
from companion.core.wire.selection import Selection
from companion.demo.world.shape import Shape
from companion.errors import BadRequestError, NotFoundError
from companion.operations.ingest import ingest
from companion.reports.figures.figure import FIGURES, drawn, every_figure
from companion.reports.figures.friends import USUALLY
from companion.reports.whole_file import contents
from companion.store import actions, cases, known_pictures, reuse
from companion.store.collection import on_platforms
from companion.store.db import Store
from companion.store.faces import reuse_groups
from companion.store.folder import DATABASE
from companion.store.selecting import account_ids
from companion.store.times import now
from companion.texts.catalogue import languages
from scripts.simulate import simulate
from tests.companion.blank import blank_store
from tests.companion.vision.made import aligned, encoded, ordinary
from tests.companion.wire_samples import account, batch

HOSTILE = '<script>alert("&")</script>\x01'
CASE = Selection(tag="operation")
SVG = "{http://www.w3.org/2000/svg}"
NAMES = FIGURES.names()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The planted accounts have the tag ``operation``, their pictures a copy, and one a name that means harm."""
    folder = tmp_path_factory.mktemp("figures")
    made = simulate(folder, Shape().of_accounts(3_000), 1)
    handles = json.dumps([handle for planted in made.truth()["planted"].values() for handle in planted])
    with Store(folder) as store:
        pictures = {"strong": encoded(aligned(96)), "none": encoded(ordinary(96))}

        def fill(conn: Any) -> None:
            chosen = "SELECT id FROM accounts WHERE handle IN (SELECT value FROM json_each(?))"
            suspects = [row["id"] for row in conn.execute(chosen, (handles,))]
            actions.tag(conn, suspects, "operation", now())
            worn = conn.execute(
                "SELECT DISTINCT pictures.id, level FROM accounts "
                "JOIN picture_addresses ON picture_addresses.id = picture_address "
                f"JOIN pictures ON pictures.id = picture WHERE accounts.id IN ({chosen})",
                (handles,),
            ).fetchall()
            conn.executemany(
                "INSERT INTO thumbnails (picture, jpeg) VALUES (?, ?)",
                [(row["id"], pictures.get(row["level"], pictures["none"])) for row in worn],
            )
            conn.execute(
                "UPDATE accounts SET handle = ?, display_name = ? WHERE id = ?", (HOSTILE, HOSTILE, suspects[0])
            )

        store.submit(fill).result()
        yield store


def figure(store: Store, name: str, selection: Selection = CASE, language: str = "en", **options: Any) -> FigureDrawn:
    return store.read_here(lambda conn: drawn(conn, name, selection, options, language=language))


def finding(store: Store, name: str, **options: Any) -> Any:
    return store.read_here(lambda conn: run(conn, name, CASE, options))


def rows(made: FigureDrawn) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.table)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", languages())
def test_what_each_finds_is_drawn_and_listed(case: Store, name: str, language: str) -> None:
    made = figure(case, name, language=language)
    assert made.too_little is None
    assert made.heading
    assert made.title
    said = [each for _, sentences in made.basis for each in sentences]
    assert not re.search(r"\{\w+\}", " ".join((made.title, made.drawing, *said)))
    assert all((made.basis.sample, made.basis.method, made.basis.limits))
    shown = [
        each for each in ElementTree.fromstring(made.drawing).iter(f"{SVG}text") if "shown" in each.get("class", "")
    ]
    assert len(re.findall(r"\d+", " ".join(each.text or "" for each in shown))) > 1, "how many of how many"
    assert rows(made)
    whole = made.before + contents(made.drawing) + made.after
    for text in (made.drawing, whole):
        root = ElementTree.fromstring(text)
        assert root.tag == f"{SVG}svg"
        assert not [each for each in root.iter() if each.tag == f"{SVG}script"]
        attributes = [(key, value) for each in root.iter() for key, value in each.attrib.items()]
        assert not [key for key, _ in attributes if key.startswith("on") or key == "style"]
        assert all(value.startswith("data:image/") for key, value in attributes if key.endswith("href"))
    assert not re.search("<style|var\\(|paint-order|currentcolor", whole)
    assert len(re.findall("<svg", whole)) == 1
    assert made.title.split()[0] in made.before
    assert [each.attrib for each in uncoloured(ElementTree.fromstring(whole))] == []


def uncoloured(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """What only a style sheet could give a colour."""
    if not {"fill", "stroke"}.isdisjoint(element.keys()):
        return
    if element.tag in {f"{SVG}{name}" for name in ("rect", "path", "circle", "line", "text")}:
        yield element
    for each in element:
        yield from uncoloured(each)


@pytest.mark.parametrize("name", NAMES)
def test_each_leads_to_its_accounts_and_to_those_of_its_parts(case: Store, name: str) -> None:
    made = figure(case, name)
    own = set(case.read_here(lambda conn: account_ids(conn, CASE)).tolist())
    assert made.accounts
    assert own.issuperset(made.accounts)
    root = ElementTree.fromstring(made.drawing)
    numbers = {int(each.attrib["data-part"]) for each in root.iter() if "data-part" in each.attrib}
    assert all(part.accounts and part.label for part in made.parts)
    assert all(part.inside == own.issuperset(part.accounts) for part in made.parts)
    assert numbers <= set(range(len(made.parts)))
    assert numbers or name in ("aligned_faces", "superimposed")
    for part in made.parts:
        if said := re.search(r"\(([\d,]+)\)$", part.label):
            assert len(part.accounts) == int(said[1].replace(",", ""))


def test_a_file_is_called_by_case_site_figure_and_what_it_is_narrowed_by(case: Store) -> None:
    def begin(conn: sqlite3.Connection) -> int:
        number = cases.new(conn, "May/June: one", "2026-03-31T00:00:00.000Z")
        actions.collect(conn, number, account_ids(conn, CASE).tolist(), now())
        return number

    selection = Selection(case=case.submit(begin).result())
    made = figure(case, "friends", selection, least=5)
    assert made.file == "eyeline-May-June-one-facebook-friends-k5"
    since = {"since": date(2020, 8, 1), "until": date(2020, 8, 14)}
    assert figure(case, "activity", selection, **since).file == "eyeline-May-June-one-activity-2020-08-01-2020-08-14"
    assert figure(case, "aligned_faces").file == "eyeline-operation-aligned-faces"
    assert figure(case, "aligned_faces", Selection()).file == "eyeline-aligned-faces"


def test_what_other_pictures_share_stands_beside_what_aligned_ones_share(case: Store) -> None:
    made = figure(case, "superimposed")
    said = re.fullmatch(
        r".* share up to (\d+)% of their detail; \d+ others, which do not sit so, up to (\d+)%", made.title
    )
    assert said, made.title
    assert "For comparison" in made.drawing
    assert "0%, as by chance" in made.drawing


def test_usually_friends_are_so_few_that_lines_do_not_hide_them(case: Store) -> None:
    made = figure(case, "friends", least=None)
    assert made.slider is not None
    assert len(rows(made)) <= USUALLY
    more = figure(case, "friends", least=made.slider.value - 1)
    assert len(rows(more)) > USUALLY or made.slider.value == made.slider.least
    assert any(f"it stands at {made.slider.value}" in each for each in made.basis.method)


@pytest.mark.parametrize("name", NAMES)
def test_too_little_says_what_to_browse(tmp_path: Path, name: str) -> None:
    with blank_store(tmp_path) as store:
        seen = batch(account("ana"), account("bob"))
        store.submit(lambda conn: ingest(conn, Batch.model_validate(seen), now())).result()
        for language in languages():
            made = figure(store, name, Selection(), language)
            assert made.too_little
            assert made.too_little.endswith(".")
            assert not made.drawing + made.table
            assert made.heading


def _batch(seen: Any) -> Any:
    from companion.core.wire.observations import Batch

    return Batch.model_validate(seen)


@pytest.mark.parametrize("name", NAMES)
def test_hidden_accounts_stay_out(case: Store, name: str) -> None:
    before = figure(case, name)
    named = {cell for row in rows(before) for cell in row.values() if cell}
    known = case.read_here(
        lambda conn: [
            (row["id"], row["handle"])
            for row in conn.execute(
                "SELECT accounts.id, handle FROM accounts JOIN account_tags ON account = accounts.id"
            )
        ]
    )
    shown = [(key, handle) for key, handle in known if handle in named or f">{handle}<" in before.drawing][:3]
    hidden = shown or known[:3]
    case.submit(lambda conn: actions.hide(conn, [key for key, _ in hidden], now())).result()
    try:
        after = figure(case, name)
        cells = {cell for row in rows(after) for cell in row.values()}
        for _, handle in hidden:
            assert handle not in cells
            assert f">{handle}<" not in after.drawing
    finally:
        case.submit(lambda conn: actions.show(conn, [key for key, _ in hidden], now())).result()


def test_names_that_mean_harm_are_text(case: Store) -> None:
    made = [figure(case, name) for name in NAMES]
    assert any("&lt;script&gt;" in each.drawing for each in made)
    assert not any("<script" in each.drawing or "\x01" in each.drawing for each in made)
    cells = [cell for each in made for row in rows(each) for cell in row.values() if cell]
    assert any("alert" in cell for cell in cells)
    assert not [cell for cell in cells if cell[0] in "=+@\t" or "\x01" in cell]


def test_without_copies_eyes_stand_within_the_picture_and_those_of_aligned_faces_over_the_others(case: Store) -> None:
    def without_copies(conn: Any) -> list[int]:
        tagged = "SELECT account FROM account_tags WHERE tag = 'operation'"
        return [row["id"] for row in conn.execute(f"SELECT id FROM accounts WHERE id NOT IN ({tagged})")]

    made = figure(case, "aligned_faces", Selection(accounts=case.read_here(without_copies)))
    listed = rows(made)
    eyes = [
        (row["level"] == "strong", float(row[f"{side}_eye_x"]), float(row[f"{side}_eye_y"]))
        for row in listed
        for side in ("left", "right")
        if row[f"{side}_eye_x"]
    ]
    within = [is_aligned for is_aligned, x, y in eyes if 0 <= x <= 1 and 0 <= y <= 1]
    assert len(within) < len(eyes), "somebody's eye is beyond the picture"
    groups = [each for each in ElementTree.fromstring(made.drawing).iter(f"{SVG}g") if "eyes" in each.get("class", "")]
    assert [each.get("class") for each in groups] == ["eyes", "eyes aligned"]
    assert [len(each) for each in groups] == [within.count(False), within.count(True)]
    side = max(float(each.get("width", 0)) for each in ElementTree.fromstring(made.drawing).iter(f"{SVG}rect"))
    assert all(0 <= float(dot.get(axis, -1)) <= side for each in groups for dot in each for axis in ("cx", "cy"))
    assert "No copy of these pictures was kept" in said_below(made)


def said_below(made: FigureDrawn) -> str:
    texts = ElementTree.fromstring(made.drawing).iter(f"{SVG}text")
    return " ".join(each.text or "" for each in texts if "shown" in each.get("class", ""))


def test_aligned_faces_of_which_no_copy_was_kept_are_counted_below(case: Store) -> None:
    made = figure(case, "aligned_faces", Selection())
    strong = sum(row["level"] == "strong" for row in rows(made))
    of_case = sum(row["level"] == "strong" for row in rows(figure(case, "aligned_faces")))
    assert 0 < of_case < strong
    assert said_below(made).endswith(
        f"of {strong} pictures, the rarest positions first. Of {strong - of_case} no copy was kept."
    )
    assert "no copy" not in said_below(figure(case, "aligned_faces"))


def test_aligned_faces_counts_what_was_measured(case: Store) -> None:
    made = figure(case, "aligned_faces")
    counts = case.read_here(lambda conn: on_platforms(conn, account_ids(conn, CASE)))
    measured, strong = sum(each.measured for each in counts), sum(each.strong for each in counts)
    assert 0 < strong < measured
    assert made.title.startswith(f"{strong} of {measured} ")
    listed = rows(made)
    assert len(listed) == measured
    assert sum(row["level"] == "strong" for row in listed) == strong
    assert ElementTree.fromstring(made.drawing).findall(f".//{SVG}line")


def test_superimposed_moves_for_the_same_accounts(case: Store) -> None:
    made = figure(case, "superimposed")
    strong = sum(row["level"] == "strong" for row in rows(figure(case, "aligned_faces")))
    assert made.moves is not None
    assert made.moves.level is not None
    assert {row["pictures"] for row in rows(made)} == {str(strong)}
    assert 0 < max(float(row["agreement"]) for row in rows(made)) <= 1


def test_activity_counts_as_the_analysis_does(case: Store) -> None:
    made = figure(case, "activity")
    found = finding(case, "activity")
    months = next(each for each in found.histograms if (each.of.value, each.by.value) == ("last", "month"))
    by = {(row["by"], row["label"]): int(row["accounts"]) for row in rows(made)}
    assert {label: by["month", label] for label in months.labels} == dict(
        zip(months.labels, months.counts, strict=True)
    )
    days = [count for (kind, _), count in by.items() if kind == "day"]
    assert sum(days) == months.counted
    assert made.time is not None
    assert not made.time.narrowed
    assert sorted(label for kind, label in by if kind == "day")[0] == made.time.first.isoformat()


def test_a_time_is_narrowed(case: Store) -> None:
    whole = figure(case, "activity")
    assert whole.time is not None
    first, last = date(2020, 8, 1), date(2020, 8, 14)
    made = figure(case, "activity", since=first, until=last)
    assert made.time is not None
    assert (made.time.first, made.time.last, made.time.narrowed) == (first, last, True)
    days = {row["label"]: int(row["accounts"]) for row in rows(made) if row["by"] == "day"}
    before = {row["label"]: int(row["accounts"]) for row in rows(whole) if row["by"] == "day"}
    assert days == {label: count for label, count in before.items() if first.isoformat() <= label <= last.isoformat()}
    assert sum(int(row["accounts"]) for row in rows(made) if row["by"] == "hour") == sum(days.values())
    assert str(sum(days.values())) in made.title


def test_changes_lists_the_bursts_of_the_analysis(case: Store) -> None:
    found = finding(case, "synchrony", events=["avatar_changed", "account_created"], most=1000)
    bursts = {(each.event.value, burst.begin.isoformat()): burst for each in found.events for burst in each.bursts}
    listed = [row for row in rows(figure(case, "changes")) if row["what"].startswith("burst")]
    assert bursts
    assert {(row["event"], row["begin"]) for row in listed} == set(bursts)
    for row in listed:
        burst = bursts[row["event"], row["begin"]]
        assert (int(row["accounts"]), float(row["expected"])) == (burst.accounts, pytest.approx(burst.expected))


def test_bursts_without_pictures_leave_no_room_for_them(case: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(case.folder / DATABASE)) as whole:
        whole.execute("VACUUM INTO ?", (str(tmp_path / DATABASE),))
    with Store(tmp_path) as store:
        store.submit(lambda conn: conn.execute("DELETE FROM thumbnails")).result()
        height, lowest = _height_and_lowest_text(figure(store, "changes"))
    with_pictures, _ = _height_and_lowest_text(figure(case, "changes"))
    assert height < with_pictures - 100
    assert lowest > height - 60


def _height_and_lowest_text(made: FigureDrawn) -> tuple[float, float]:
    root = ElementTree.fromstring(made.drawing)
    bursts = [each for each in root.iter(f"{SVG}g") if each.get("data-part") is not None]
    lines = [float(each.get("y", 0)) for group in bursts for each in group.iter(f"{SVG}text")]
    return float(root.attrib["viewBox"].split()[3]), max(lines)


def test_groups_says_what_the_analysis_says(case: Store) -> None:
    found = finding(case, "groups", most=100)
    listed = rows(figure(case, "groups"))
    sizes = {int(row["group"]): int(row["accounts"]) for row in listed}
    assert sizes == {each.number: each.size for each in found.groups}
    assert len(listed) == sum(len(each.signs) for each in found.groups)


@pytest.mark.parametrize("copy", [encoded(ordinary(96)), None])
def test_a_known_picture_stands_beside_the_accounts_that_wear_it(case: Store, copy: bytes | None) -> None:
    before = figure(case, "reused")
    first = case.read_here(lambda conn: reuse_groups(conn, account_ids(conn, CASE), 1)).groups[0].accounts[0]

    def add(conn: sqlite3.Connection) -> None:
        number = known_pictures.add_known_set(conn, "stock & more", "2026-03-01T12:00:00.000Z")
        known_pictures.add_known_picture(conn, number, "one.jpg", "abc", StoredFingerprints(), copy)
        known = conn.execute("SELECT id FROM known_pictures").fetchone()["id"]
        reuse.note_known(conn, [Likeness(first.picture, known, (Region.whole, Region.whole), 0, 1.0, False)])

    case.submit(add).result()
    made = figure(case, "reused")
    case.submit(lambda conn: known_pictures.remove_known_set(conn, "stock & more")).result()
    texts = [each.text for each in ElementTree.fromstring(made.drawing).iter(f"{SVG}text")]
    assert any(text and text.endswith("known from stock & more") for text in texts)
    assert texts.count("stock & more") == (copy is not None)
    assert texts.count("known picture") == (copy is not None)
    assert ("known picture" in before.drawing, rows(made)[0]["known_from"]) == (False, "stock & more")


def test_what_cannot_be_asked(case: Store) -> None:
    with pytest.raises(NotFoundError):
        figure(case, "nothing")
    with pytest.raises(BadRequestError):
        figure(case, "activity", since="soon")
    with pytest.raises(BadRequestError):
        figure(case, "groups", no_such=1)


def test_they_stand_in_the_order_of_the_techniques() -> None:
    assert [each.name for each in every_figure()][:3] == ["aligned_faces", "superimposed", "reused"]
    assert {each.name for each in every_figure()} == set(NAMES)
