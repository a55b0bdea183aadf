"""Co-sharing equals each definition, worked out literally over every pair of rows."""

from __future__ import annotations

import csv
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.core import coordination
from companion.core.coordination import Shares, coordinated, pairs_within

SAMPLES = Path(__file__).parents[4] / "shared" / "networks"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the toolkit's samples are not here")


class Row(NamedTuple):
    object: str
    account: str
    content: str
    time: int


def numbered(rows: list[Row]) -> tuple[Shares, list[str]]:
    """The rows as arrays, and the accounts' names by number."""
    columns = []
    for column in ("object", "account", "content"):
        numbers: dict[str, int] = {}
        columns.append(np.array([numbers.setdefault(getattr(row, column), len(numbers)) for row in rows], dtype=int))
        if column == "account":
            names = list(numbers)
    return Shares(*columns, np.array([row.time for row in rows], dtype=int)), names


def coortweet(rows: list[Row], window: int, participation: int) -> dict[frozenset[str], tuple[int, int, int, float]]:
    """CooRTweet 2, step by step over every pair of rows: weight, n_content_id, n_content_id_y, avg_time_delta."""
    counts = Counter(row.account for row in rows)
    order = list(dict.fromkeys(row.account for row in rows))
    rows = sorted(
        (row for row in rows if counts[row.account] >= participation), key=lambda row: order.index(row.account)
    )
    pairs = [
        (x, y)
        for x, y in itertools.combinations(rows, 2)
        if x.object == y.object
        and abs(x.time - y.time) <= window
        and x.object not in (x.content, y.content)
        and x.content != y.content
        and x.account != y.account
    ]
    contents = {row.content for pair in pairs for row in pair}
    taking_part = Counter(row.account for row in rows if row.content in contents)
    kept = {row.content for row in rows if row.content in contents and taking_part[row.account] >= participation}
    edges: dict[frozenset[str], list[tuple[Row, Row]]] = defaultdict(list)
    for x, y in pairs:
        if x.content in kept or y.content in kept:
            edges[frozenset((x.account, y.account))].append((y, x) if x.time > y.time else (x, y))
    return {
        edge: (
            len(pairs),
            len({older.content for older, _ in pairs}),
            len({newer.content for _, newer in pairs}),
            sum(newer.time - older.time for older, newer in pairs) / len(pairs),
        )
        for edge, pairs in edges.items()
    }


def toolkit(rows: list[Row], window: float, least: int, *, loops: bool) -> dict[tuple[str, str], int]:
    """The toolkit's query, over every pair of rows: distinct messages of the one that meet one of the other."""
    met = defaultdict(set)
    for one, other in itertools.product(rows, repeat=2):
        if one.object == other.object and abs(one.time - other.time) <= window:
            met[one.account, other.account].add(one.content)
    return {
        pair: len(messages)
        for pair, messages in met.items()
        if len(messages) >= least and (loops or pair[0] != pair[1])
    }


def few(letters: str, most: int) -> st.SearchStrategy[str]:
    return st.integers(0, most).map(lambda number: f"{letters}{number}")


# An object may be a content, as an original post among its reposts; an account may share an object again.
row = st.builds(Row, few("o", 3), few("a", 5), few("o", 2) | few("c", 30), st.integers(0, 40))


@st.composite
def posted(draw: st.DrawFn) -> list[Row]:
    """Rows of which each content has one account and one time, as messages have."""
    rows = draw(st.lists(row, max_size=40))
    first = {each.content: each for each in reversed(rows)}
    return [Row(each.object, first[each.content].account, each.content, first[each.content].time) for each in rows]


@given(posted() | st.lists(row, max_size=40), st.integers(0, 12), st.integers(1, 4), st.sampled_from([1, 7, 4_000_000]))
def test_coortweets_definition(rows: list[Row], window: int, participation: int, at_once: int) -> None:
    shares, names = numbered(rows)
    own = np.array([each.object == each.content for each in rows], dtype=bool)
    with mock.patch.object(coordination, "PAIRS_AT_ONCE", at_once):
        found = coordinated(shares, window, least_shares=participation, own=own)
    expected = coortweet(rows, window, participation)
    assert {
        frozenset((names[a], names[b])): (weight, older, newer, pytest.approx(delay))
        for a, b, weight, older, newer, delay in zip(
            found.first.tolist(),
            found.second.tolist(),
            found.weight.tolist(),
            found.older.tolist(),
            found.newer.tolist(),
            found.mean_delay.tolist(),
            strict=True,
        )
    } == expected
    assert len(found) == len(expected)
    assert (np.diff(found.first) >= 0).all()
    for quantile in (0.0, 0.5, 0.9):
        weights = sorted(weight for weight, *_ in expected.values())
        if weights:  # R's default quantile, type 7
            at = (len(weights) - 1) * quantile
            low = weights[int(at)]
            by_hand = low + (at - int(at)) * (weights[min(int(at) + 1, len(weights) - 1)] - low)
            assert found.threshold(quantile) == pytest.approx(by_hand)


@given(posted(), st.integers(0, 12))
def test_each_account_brings_its_own_messages(rows: list[Row], window: int) -> None:
    shares, names = numbered(rows)
    found = coordinated(shares, window, least_shares=1)
    directed = {(a, b): n for (a, b), n in toolkit(rows, window, 1, loops=False).items()}
    for a, b, one, other in zip(found.first, found.second, found.first_contents, found.second_contents, strict=True):
        assert (directed[names[a], names[b]], directed[names[b], names[a]]) == (one, other)
    assert ((found.symmetry > 0) & (found.symmetry <= 1)).all()


@given(posted(), st.integers(0, 12))
def test_what_it_costs_is_known_before(rows: list[Row], window: int) -> None:
    pairs = [1 for x, y in itertools.combinations(rows, 2) if x.object == y.object and abs(x.time - y.time) <= window]
    assert pairs_within(numbered(rows)[0], window) == len(pairs)


def messages(name: str) -> Iterator[dict[str, str]]:
    with (SAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def sampled(name: str, objects: Callable[[dict[str, str]], Iterable[str]]) -> list[Row]:
    """The sample's messages as shares of what ``objects`` names in each; times in microseconds."""
    return [
        Row(thing, message["user_id"], message["message_id"], round(float(message["timestamp"]) * 1_000_000))
        for message in messages(name)
        for thing in objects(message)
        if thing
    ]


@needs_samples
@pytest.mark.parametrize(
    ("window", "least", "loops", "accounts"),
    [(1, 1, False, 2), (1, 1, True, 9), (1, 2, False, 0), (1, 2, True, 5), (60, 1, False, 6), (60, 1, True, 9)],
)
def test_the_toolkits_own_expectations(window: int, least: int, loops: bool, accounts: int) -> None:
    """The definition that ours is held to gives what the toolkit's own test expects, before message 14 came."""
    rows = sampled("coretweet_test_input.csv", lambda message: [message["repost_id"]])
    rows = [row for row in rows if row.content != "14"]
    found = toolkit(rows, window * 1_000_000, least, loops=loops)
    assert len({account for pair in found for account in pair}) == accounts


OBJECTS: dict[str, Callable[[dict[str, str]], Iterable[str]]] = {
    "co_retweet": lambda message: [message["repost_id"]],
    "co_reply": lambda message: [] if message["repost_id"] else [message["reply_id"]],
    "co_link": lambda message: [] if message["repost_id"] else message["urls"].split(" "),
    "co_tweet": lambda message: [] if message["repost_id"] else [" ".join(message["message"].lower().split())],
}


@needs_samples
@pytest.mark.parametrize("network", OBJECTS)
@pytest.mark.parametrize("sample", ["coretweet_test_input.csv", "sample_data.csv"])
@pytest.mark.parametrize("window", [100, 1_000, 60_000_000])
def test_the_samples_by_both_definitions(sample: str, network: str, window: int) -> None:
    rows = sampled(sample, OBJECTS[network])
    shares, names = numbered(rows)
    everyone = coordinated(shares, window, least_shares=1)
    ends = [(names[a], names[b]) for a, b in zip(everyone.first.tolist(), everyone.second.tolist(), strict=True)]
    directed = dict(zip(ends, everyone.first_contents.tolist(), strict=True))
    directed |= {(b, a): weight for (a, b), weight in zip(ends, everyone.second_contents.tolist(), strict=True)}
    assert directed == toolkit(rows, window, 1, loops=False)
    found = coordinated(shares, window)
    edges = zip(found.first.tolist(), found.second.tolist(), found.weight.tolist(), strict=True)
    assert {frozenset((names[a], names[b])): weight for a, b, weight in edges} == {
        edge: weight for edge, (weight, *_) in coortweet(rows, window, 2).items()
    }
