"""The graph through the window's API: what is drawn, what is left out, what stands behind an edge."""

from __future__ import annotations

from typing import Any

import pytest

from tests.companion.conftest import Running
from tests.companion.server.window_client import Window
from tests.companion.wire_samples import account, batch, capture


@pytest.fixture
async def window(paired: Running) -> Window:
    """Ana (1) follows b, c and d (2 to 4), b follows c; e (5) is alone."""
    people = [account(letter) for letter in "abcde"]
    await paired.observe(
        batch(
            *people,
            captures=[
                capture("demo:handle:a", [f"demo:handle:{each}" for each in "bcd"], kind="following"),
                capture("demo:handle:b", ["demo:handle:c"], kind="following"),
            ],
        )
    )
    return await Window.open(paired)


async def graph(window: Window, **asked: object) -> dict[str, Any]:
    found = await window.outcome(await window.post("graph", asked))
    assert found["job"]["state"] == "done", found
    return dict(found["result"])


def drawn(found: dict[str, Any]) -> tuple[set[str], set[tuple[int, int]]]:
    nodes, edges = found["nodes"], found["edges"]
    ends = zip(edges["source"], edges["target"], strict=True)
    return set(nodes["handle"]), {(nodes["account"][source], nodes["account"][target]) for source, target in ends}


async def test_everybody_and_all_between_them(window: Window) -> None:
    found = await graph(window)
    assert drawn(found) == (set("abcde"), {(1, 2), (1, 3), (1, 4), (2, 3)})
    assert (found["all_nodes"], found["all_edges"]) == (5, 4)


async def test_a_community_is_called_by_its_words_or_by_who_is_central(paired: Running) -> None:
    """Two triangles, of which one writes of the same thing."""
    people = [account(each, bio="rowing on the lake" if each in "abc" else "") for each in "abcdef"]
    rest = [account(f"g{number}", bio=f"my text {number}") for number in range(30)]
    lists = {"a": "bc", "b": "ac", "d": "ef", "e": "df"}
    captures = [
        capture(f"demo:handle:{owner}", [f"demo:handle:{each}" for each in members], kind="following")
        for owner, members in lists.items()
    ]
    await paired.observe(batch(*people, *rest, captures=captures))
    found = await graph(await Window.open(paired))
    handles = dict(zip(found["nodes"]["account"], found["nodes"]["handle"], strict=True))
    named = [("lake" in " ".join(each["words"]), handles[each["central"]]) for each in found["communities"]]
    assert sorted(named) == [(False, "f"), (True, "c")]


async def test_what_is_left_out_is_what_has_the_fewest_edges(window: Window) -> None:
    found = await graph(window, most_nodes=3, most_edges=2)
    assert drawn(found)[0] == set("abc")
    assert (found["all_nodes"], found["all_edges"], len(drawn(found)[1])) == (5, 4, 2)


async def test_when_they_were_created(paired: Running) -> None:
    created = {
        "account": "demo:handle:a",
        "kind": "account_created",
        "time": "2020-02-03T04:05:06Z",
        "precision": "second",
    }
    await paired.observe(batch(account("a"), account("b"), activities=[created]))
    window = await Window.open(paired)
    assert (await graph(window, created=True))["nodes"]["created"] == [1_580_702_706_000, None]
    assert (await graph(window))["nodes"]["created"] is None


async def test_kinds_and_times_are_said_once(window: Window) -> None:
    edges = (await graph(window))["edges"]
    assert [edges["kinds"][each] for each in edges["kind"]] == ["follows"] * 4
    seen = {edges["times"][each] for each in edges["first_seen"]}
    assert seen == {1_772_366_400_000}
    assert set(edges["gone_by"]) == {-1}
    assert edges["shared"] == []


async def test_a_neighbourhood(window: Window) -> None:
    assert drawn(await graph(window, around=[4])) == ({"a", "d"}, {(1, 4)})
    assert drawn(await graph(window, around=[2])) == (set("abc"), {(1, 2), (1, 3), (2, 3)})


async def test_places_are_kept_by_drawing(window: Window) -> None:
    laid = await graph(window, drawing="everybody")
    assert not laid["settled"]
    people = laid["nodes"]["account"]
    places = [{"account": each, "x": each + 0.5, "y": -2} for each in people]
    await window.post("graph/places", {"drawing": "everybody", "places": [*places, {"account": 99, "x": 0, "y": 0}]})
    kept = await graph(window, drawing="everybody")
    assert kept["settled"]
    assert kept["nodes"]["x"] == [each + 0.5 for each in people]
    assert set(kept["nodes"]["y"]) == {-2}
    anew = await graph(window, drawing="everybody", anew=True)
    assert not anew["settled"]
    assert anew["nodes"]["x"] == laid["nodes"]["x"]
    assert (await graph(window))["nodes"]["x"] == [None] * len(people)


async def test_a_path_and_what_stands_behind_an_edge(window: Window) -> None:
    path = await window.post("graph/path", {"source": 4, "target": 2})
    assert [each["handle"] for each in path["accounts"]] == ["d", "a", "b"]
    assert (await window.post("graph/path", {"source": 1, "target": 5}))["accounts"] == []
    (edge,) = (await window.post("graph/edge", {"one": 2, "other": 1}))["edges"]
    assert (edge["edge"]["source"]["handle"], edge["edge"]["target"]["handle"]) == ("a", "b")
    assert [capture["kind"] for capture in edge["captures"]] == ["following"]
    await window.post("graph/edge", {"one": 4, "other": 5}, status=404)
