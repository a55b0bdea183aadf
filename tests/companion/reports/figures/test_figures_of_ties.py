"""Figures of ties, likes, words and posts, drawn of a small case as batches fill it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

import pytest

from companion.analyses.analysis import run
from companion.core.wire.figures import FigureDrawn
from companion.core.wire.findings.followed import Relation
from companion.core.wire.observations import Batch
from companion.core.wire.selection import Selection
from companion.core.words import normal, words_of
from companion.errors import BadRequestError
from companion.operations.ingest import ingest
from companion.reports.drawn_bars import BarRow, bar, scale_of
from companion.reports.figures.figure import drawn
from companion.reports.most_followed import LEAST_LIFT
from companion.reports.sections.coshare import WINDOWS
from companion.reports.whole_file import contents
from companion.store import actions
from companion.store.db import Store
from companion.store.times import now
from companion.texts import catalogue
from companion.texts.catalogue import languages
from tests.companion.wire_samples import Json, account, batch, capture

FIGURES = ("friends", "follows_inside", "followed", "pages", "words", "posts")
GROUP = [f"g{number}" for number in range(10)]
OTHERS = [f"o{number}" for number in range(14)]
HARM = '<script>alert("&")</script>'
PAGE = "https://demo.example/pages/<b>&\"seller'"
SVG = "{http://www.w3.org/2000/svg}"


def visited(kind: str, owner: str, members: Sequence[str]) -> Json:
    refs = [f"demo:handle:{member}" for member in members]
    return batch(
        *map(account, dict.fromkeys([owner, *members])), captures=[capture(f"demo:handle:{owner}", refs, kind=kind)]
    )


def doing(handle: str, kind: str, key: str, object_kind: str, time: str | None = None) -> Json:
    at = {} if time is None else {"time": time, "precision": "second"}
    return {"account": f"demo:handle:{handle}", "kind": kind, "object": key, "object_kind": object_kind} | at


def case() -> Iterator[Json]:
    """Ten who follow each other, share friends, like a page, say the same and share a link; others who do not."""
    for at, each in enumerate(GROUP):
        yield visited("following", each, [GROUP[at - 1], GROUP[(at + 1) % 10], "seller", "celebrity"])
        yield visited("friends", each, [*(f"f{number}" for number in range(at + 1)), f"own{at}"])
        doings = [
            doing(each, "likes", PAGE, "page"),
            doing(each, "shares", f"https://demo.example/{HARM}", "link", f"2026-02-03T04:05:0{at % 4}Z"),
        ]
        bio = f"Number {at}: the  Truth above\neverything. {HARM} & truth above everything, always {at}"
        yield batch(account(each, bio=bio, display_name=HARM), activities=doings)
    for at, each in enumerate(OTHERS):
        yield visited("following", each, [OTHERS[at - 5], "celebrity"])
        yield visited("friends", each, [f"x{at * 3 + number}" for number in range(5)])
        doings = [doing(each, "likes", "https://demo.example/pages/sea", "page")]
        yield batch(account(each, bio=f"tea number {at}"), activities=doings)


@pytest.fixture
def filled(store: Store) -> Store:
    def work(conn: Any) -> None:
        for each in case():
            ingest(conn, Batch.model_validate(each), now())

    store.submit(work).result()
    return store


def keys(store: Store, handles: Sequence[str]) -> list[int]:
    def read(conn: Any) -> list[int]:
        found = {row["handle"]: row["id"] for row in conn.execute("SELECT id, handle FROM accounts")}
        return [found[handle] for handle in handles]

    return store.read_here(read)


def figure(store: Store, name: str, group: Sequence[str] = GROUP, language: str = "en", **options: Any) -> FigureDrawn:
    selection = Selection(accounts=keys(store, group))
    return store.read_here(lambda conn: drawn(conn, name, selection, options, language=language))


def finding(store: Store, analysis: str, **options: Any) -> Any:
    return store.read_here(lambda conn: run(conn, analysis, Selection(accounts=keys(store, GROUP)), options))


def rows(made: FigureDrawn) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.table)))


def texts(made: FigureDrawn) -> list[str]:
    root = ElementTree.fromstring(made.drawing)
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def said(made: FigureDrawn) -> list[str]:
    """All that it says of what it rests on."""
    return [each for _, sentences in made.basis for each in sentences]


def discs(made: FigureDrawn, look: str) -> int:
    root = ElementTree.fromstring(made.drawing)
    legend = 1  # shows each disc once
    return sum(each.get("class") == f"disc {look}" for each in root.iter(f"{SVG}circle")) - legend


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", FIGURES)
def test_each_is_drawn_in_every_language(filled: Store, name: str, language: str) -> None:
    made = figure(filled, name, language=language)
    assert made.too_little is None
    assert made.title
    assert made == figure(filled, name, language=language)
    for words in (made.title, *said(made), *texts(made)):
        assert "{" not in words
    whole = ElementTree.fromstring(made.before + contents(made.drawing) + made.after)
    assert {each.tag.removeprefix(SVG) for each in whole.iter()} <= {
        *("svg", "title", "rect", "g", "path", "circle", "text", "tspan")
    }
    assert rows(made)


@pytest.mark.parametrize("name", FIGURES)
def test_where_too_little_was_seen_it_says_what_to_open(filled: Store, name: str) -> None:
    made = figure(filled, name, ["celebrity"])
    assert made.drawing == ""
    assert "Open " in (made.too_little or "")


@pytest.mark.parametrize("name", FIGURES)
def test_nobody_who_is_hidden_is_drawn(filled: Store, name: str) -> None:
    hidden = ["g9", "seller", "f0"]
    filled.submit(lambda conn: actions.hide(conn, keys(filled, hidden), now())).result()
    made = figure(filled, name)
    assert made.drawing
    for handle in hidden:
        assert f">{handle}<" not in made.drawing
        assert f">{handle}:" not in made.drawing
        assert handle not in [value for row in rows(made) for value in row.values()]
    assert f"{len(GROUP)} accounts" not in " ".join([made.title, *said(made)])


def test_friends_that_so_many_share(filled: Store) -> None:
    made = figure(filled, "friends")
    assert made.slider is not None
    assert (made.slider.value, made.slider.least, made.slider.most) == (2, 2, 10)
    assert made.title == "10 accounts share 9 friends that at least 2 of them have"
    assert [(row["handle"], int(row["of_selection"])) for row in rows(made)] == [(f"f{n}", 10 - n) for n in range(9)]
    assert (discs(made, "own"), discs(made, "shared")) == (10, 9)
    fewer = figure(filled, "friends", least=8)
    assert fewer.title == "10 accounts share 3 friends that at least 8 of them have"
    assert (discs(fewer, "own"), discs(fewer, "shared"), len(rows(fewer))) == (10, 3, 3)
    assert figure(filled, "friends", least=400).title == "10 accounts share 1 friend that at least 10 of them have"
    with pytest.raises(BadRequestError):
        figure(filled, "friends", least=1)


def test_follows_inside_beside_what_chance_gives(filled: Store) -> None:
    made = figure(filled, "follows_inside")
    (here,) = finding(filled, "follows").graphs
    numbers = {row["measure"]: (float(row["observed"]), float(row["expected"])) for row in rows(made)}
    assert numbers["reciprocity"] == (here.reciprocity, here.expected_reciprocity)
    assert numbers["mutual_pairs"] == (here.mutual.observed, here.mutual.expected)
    assert numbers["edges"] == (here.edge_count, here.edges.expected)
    assert made.title.startswith("100% of the follows among 10 accounts are returned")
    assert any(f"· by chance {here.mutual.expected:.1f}" in each for each in texts(made))


@pytest.mark.parametrize(
    ("name", "relation", "target"), [("followed", "follows", "seller"), ("pages", "likes_page", PAGE)]
)
def test_targets_with_lift(filled: Store, name: str, relation: str, target: str) -> None:
    made = figure(filled, name)
    (table,) = (each for each in finding(filled, "followed").tables if each.relation == relation)
    more = sorted((each for each in table.rows if each.low >= LEAST_LIFT), key=lambda each: -each.inside)
    assert len(rows(made)) == len(more)
    for row, found in zip(rows(made), more, strict=True):
        assert [int(row[each]) for each in ("inside", "lists_inside", "outside", "lists_outside")] == [
            *(found.inside, table.lists_inside, found.outside, table.lists_outside)
        ]
        assert [float(row[each]) for each in ("lift", "low", "high", "q_value")] == [
            *(found.lift, found.low, found.high, found.q_value)
        ]
    assert rows(made)[0]["target"] == target
    assert "of 14 others, nobody does" in made.title
    assert discs(made, "own") == 10


def test_phrases_are_underlined_where_they_stand(filled: Store) -> None:
    made = figure(filled, "words")
    found = finding(filled, "bios").phrases
    most = sorted(found, key=lambda each: -each.accounts)
    assert [(row["phrase"], int(row["accounts"]), float(row["z"])) for row in rows(made)] == [
        (each.phrase, each.accounts, each.z) for each in most[:12]
    ]
    root = ElementTree.fromstring(made.drawing)
    underlined = [each for each in root.iter(f"{SVG}tspan") if each.get("class") == "phrase"]
    assert underlined
    assert {words_of(normal(each.text or "")) for each in underlined} <= {
        words_of(normal(each.phrase)) for each in found
    }


def test_a_post_is_told_by_its_text(filled: Store) -> None:
    post, time = "https://demo.example/p/7", "2026-02-05T06:07:08Z"
    posted = doing("writer", "posts", post, "post", "2026-02-05T06:00:00Z") | {"text": f"{HARM} Vote\non Sunday"}
    shared = [doing(each, "shares", post, "post", time) | {"text": "Yes"} for each in GROUP[:5]]
    made = batch(account("writer"), *map(account, GROUP[:5]), activities=[posted, *shared])
    filled.submit(lambda conn: ingest(conn, Batch.model_validate(made), now())).result()
    shown = texts(figure(filled, "posts"))
    assert f"{HARM} Vote on Sunday" in shown
    assert "5 accounts · Feb 5, 2026, 06:07 UTC" in shown


def test_posts_with_a_dot_for_each_share(filled: Store) -> None:
    made = figure(filled, "posts")
    found = finding(filled, "coshare", window=WINDOWS[0]).objects_at_once
    assert [(row["key"], int(row["accounts_at_once"]), row["at"]) for row in rows(made)] == [
        (each.key, each.accounts, each.at.isoformat()) for each in found
    ]
    assert [int(row["shares"]) for row in rows(made)] == [10]
    assert discs(made, "shared") == 10


def test_where_groups_cannot_be_judged_communities_are_drawn(store: Store) -> None:
    def work(conn: Any) -> None:
        for first, last in ((0, 4), (4, 8)):
            ring = GROUP[first:last]
            for at, each in enumerate(ring):
                ingest(conn, Batch.model_validate(visited("friends", each, [ring[at - 1]])), now())

    store.submit(work).result()
    chosen = Selection(accounts=keys(store, GROUP[:8]))
    assert not store.read_here(lambda conn: run(conn, "groups", chosen, {})).groups
    made = store.read_here(lambda conn: drawn(conn, "groups", chosen, {}))
    assert made.too_little is None
    assert made.title.startswith("2 communities, of 8 accounts")
    rows = list(csv.DictReader(io.StringIO(made.table)))
    said = [(row["accounts"], float(row["pairs_tied"]), row["stands_out"]) for row in rows]
    assert said == [("4", pytest.approx(4 / 6), "no")] * 2


@pytest.mark.parametrize("name", ["friends", "follows_inside", "followed", "pages"])
def test_a_figure_of_one_site_says_so_where_the_selection_has_others(filled: Store, name: str) -> None:
    assert "emo" not in figure(filled, name).heading
    ana = {**account("ana"), "ref": "x:handle:ana", "platform": "x"}
    filled.submit(lambda conn: ingest(conn, Batch.model_validate(batch(ana)), now())).result()
    both = figure(filled, name, [*GROUP, "ana"])
    assert both.heading.endswith(", on demo")
    assert both.basis.sample[0].startswith("Drawn is demo only.")
    assert "Drawn is demo only." in both.after


@pytest.mark.parametrize("language", languages())
def test_where_nobody_is_chosen_no_figure_asks_to_browse(filled: Store, language: str) -> None:
    nobody = Selection(search="zzz")
    said = filled.read_here(
        lambda conn: {drawn(conn, each, nobody, {}, language=language).too_little for each in FIGURES}
    )
    assert len(said) == 1


def shown(made: FigureDrawn) -> str:
    root = ElementTree.fromstring(made.drawing)
    return " ".join(each.text or "" for each in root.iter(f"{SVG}text") if "shown" in (each.get("class") or ""))


def test_what_others_have_as_often_is_no_finding(filled: Store) -> None:
    made = figure(filled, "followed")
    table = next(each for each in finding(filled, "followed").tables if each.relation == "follows")
    assert "celebrity" in {each.account.handle for each in table.rows}
    assert "celebrity" not in {row["target"] for row in rows(made)}
    assert shown(made).startswith(
        "Showing 1 of 1 that are surely at least 2 times as frequent in their lists as in others’; of one more"
    )
    everybody = [
        batch(account(each, bio=f"truth above everything {each}")) for each in (*GROUP, *OTHERS, *map(str, range(20)))
    ]
    filled.submit(lambda conn: [ingest(conn, Batch.model_validate(each), now()) for each in everybody]).result()
    assert figure(filled, "words").too_little


@pytest.mark.parametrize("language", languages())
def test_two_counts_beside_each_other_are_not_read_as_one_with_a_comma(language: str) -> None:
    """“379, 6” looks like one number where the decimal sign is a comma."""
    t = catalogue.texts(language)
    counts: dict[str, str | int] = {
        "inside": 333,
        "lists": 362,
        "name": "seller",
        "is_compared": "true",
        "outside": 6,
        "others": 379,
    }
    followed = [t("report.most_followed.title", relation=each.value, **counts) for each in Relation]
    words = t("figures.words.title", accounts=148, described=995, phrase="the sea", others=379, elsewhere=6)
    for title in (*followed, words):
        assert "379" in title
        assert language == "en" or not re.search(r"\d, \d", title), title


@pytest.mark.parametrize(("share", "tracks"), [(0.3, 0), (0.9, 1)])
def test_bars_stand_on_a_track_only_where_its_width_is_everybody(share: float, tracks: int) -> None:
    row = BarRow("seller", share, 0.1, "3")
    assert bar(row, scale_of([row]), 0, 0, 100).count("ground") == tracks


def test_what_most_have_stands_first(filled: Store) -> None:
    lists = [visited("following", each, ["rare", "rarer"][: 2 if at < 6 else 1]) for at, each in enumerate(GROUP[:8])]
    filled.submit(lambda conn: [ingest(conn, Batch.model_validate(each), now()) for each in lists]).result()
    counts = [int(row["inside"]) for row in rows(figure(filled, "followed"))]
    assert len(counts) == 3
    assert counts == sorted(counts, reverse=True)
    assert [int(row["accounts"]) for row in rows(figure(filled, "words"))] == sorted(
        (int(row["accounts"]) for row in rows(figure(filled, "words"))), reverse=True
    )


def test_each_row_leads_to_exactly_its_accounts(filled: Store) -> None:
    group = set(keys(filled, GROUP))
    friends = figure(filled, "friends")
    having = [set(part.accounts) for part in friends.parts]
    assert having[0] == set(keys(filled, GROUP))
    assert having[8] == set(keys(filled, GROUP[8:]))
    assert (set(friends.parts[-1].accounts), friends.parts[-1].inside) == (
        set(keys(filled, [f"f{number}" for number in range(9)])),
        False,
    )
    assert all(part.inside for part in friends.parts[:-1])
    for name in ("friends", "follows_inside", "followed", "pages", "words", "posts"):
        assert set(figure(filled, name).accounts) == group


def test_a_follow_is_drawn_from_who_follows_to_whom(store: Store) -> None:
    lists = [visited("following", each, [GROUP[(at + 1) % 10]]) for at, each in enumerate(GROUP)]
    store.submit(lambda conn: [ingest(conn, Batch.model_validate(each), now()) for each in lists]).result()
    made = figure(store, "follows_inside")
    root = ElementTree.fromstring(made.drawing)
    middles = {}
    for disc in root.iter(f"{SVG}circle"):
        told = disc.find(f"{SVG}title")
        if told is not None and told.text:
            middles[told.text.split(":")[0]] = (float(disc.attrib["cx"]), float(disc.attrib["cy"]))
    tapers = [each.attrib["d"] for each in root.iter(f"{SVG}path") if "directed" in (each.get("class") or "")]
    drawn_as = {taper for path in tapers for taper in path.split("z") if taper}
    assert len(drawn_as) == 10

    def nearest(x: float, y: float) -> str:
        return min(middles, key=lambda name: (middles[name][0] - x) ** 2 + (middles[name][1] - y) ** 2)

    found = set()
    for taper in drawn_as:
        one, _, rest = taper.removeprefix("M").partition("Q")
        first, *_ = (part.split() for part in rest.split("Q"))
        found.add((nearest(*map(float, one.split())), nearest(float(first[2]), float(first[3]))))
    assert found == {(each, GROUP[(at + 1) % 10]) for at, each in enumerate(GROUP)}


@pytest.mark.parametrize("language", languages())
def test_when_a_post_was_shared_stands_whole(filled: Store, language: str) -> None:
    said = [each for each in texts(figure(filled, "posts", language=language)) if "UTC" in each]
    assert said
    assert all(each.endswith("04:05 UTC") for each in said)
