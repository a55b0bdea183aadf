"""``bios``, ``coshare``, ``synchrony`` and ``activity`` on a real database, through what asks them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from companion.analyses.analysis import ANALYSES, run
from companion.core.wire.findings.activity import By, Of
from companion.core.wire.findings.finding import Finding
from companion.core.wire.findings.synchrony import Event, Scale
from companion.core.wire.observations import Batch, CaptureKind
from companion.core.wire.selection import Selection
from companion.operations.ingest import ingest
from companion.store.db import Store
from companion.store.times import now
from tests.companion.wire_samples import Json, account, batch, capture

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
GROUP = [f"g{number:03}" for number in range(60)]
REST = [f"r{number:03}" for number in range(200)]


def when(time: datetime) -> str:
    return time.isoformat().replace("+00:00", "Z")


def act(who: str, kind: str, time: datetime | None = None, precision: str | None = "second", **more: Any) -> Json:
    told = {} if time is None else {"time": when(time), "precision": precision}
    return {"account": f"demo:handle:{who}", "kind": kind} | told | more


def observe(store: Store, people: Sequence[str], activities: Sequence[Json] = (), **of_each: Any) -> None:
    """One batch of these people; ``bios`` by handle, and ``at``."""
    bios = of_each.get("bios", {})
    accounts = [account(who, bio=bios[who]) if who in bios else account(who) for who in people]
    made = batch(*accounts, activities=list(activities), observed_at=when(of_each.get("at", NOON)))
    store.submit(lambda conn: ingest(conn, Batch.model_validate(made), now())).result()


def tagged(store: Store, people: Sequence[str]) -> Selection:
    found = store.read_here(
        lambda conn: {row["handle"]: row["id"] for row in conn.execute("SELECT id, handle FROM accounts")}
    )
    return Selection(accounts=[found[who] for who in people])


def ask(store: Store, name: str, people: Sequence[str], **options: Any) -> Any:
    """The finding, which must come out the same twice, and of which the words must stand."""
    chosen = tagged(store, people)
    found: Finding = store.read_here(lambda conn: run(conn, name, chosen, options))
    again: Finding = store.read_here(lambda conn: run(conn, name, chosen, options))
    assert found.model_dump_json() == again.model_dump_json()
    assert type(found).model_validate_json(found.model_dump_json()) == found
    assert all(isinstance(line, str) for line in ANALYSES.named(name).words(found))
    assert found.method
    return found


@pytest.mark.parametrize("name", ["bios", "coshare", "synchrony", "activity"])
@pytest.mark.parametrize("people", [[], ["g000"]])
def test_with_next_to_nothing_it_says_so(store: Store, name: str, people: list[str]) -> None:
    observe(store, GROUP)
    found = ask(store, name, people)
    assert found.too_little
    assert found.too_little.endswith(".")


def test_bios_open_their_accounts(store: Store) -> None:
    bios = {who: f"Amo a mi país y a {who}" for who in GROUP[:10]} | {who: f"soy de {who}" for who in GROUP[10:]}
    bios |= dict.fromkeys(REST[:180], "me gusta el fútbol")
    observe(store, GROUP, bios=bios)
    observe(store, REST, bios=bios)
    observe(store, GROUP[:1], bios={GROUP[0]: "another text by now"}, at=NOON + timedelta(days=1))
    found = ask(store, "bios", GROUP)
    assert (found.described, found.others_described) == (60, 180)
    loved = next(phrase for phrase in found.phrases if phrase.phrase == "amo a mi país y a")
    assert [each.handle for each in loved.by] == GROUP[1:10], "the newest description counts"
    assert (loved.accounts, loved.descriptions, loved.elsewhere) == (9, 9, 0)
    assert found.identical == []
    others = ask(store, "bios", REST)
    assert [(same.text, same.accounts, same.elsewhere) for same in others.identical] == [("me gusta el fútbol", 180, 0)]


def test_coshare_tells_what_was_shared_at_once(store: Store) -> None:
    activities = []
    for number in range(5):
        post, at = f"https://demo.example/posts/{number}", NOON - timedelta(hours=10 - number)
        activities += [
            act("g000", "shares", at, object=post),
            act("g001", "shares", at + timedelta(seconds=4), object=post),
            act("g002", "shares", at + timedelta(minutes=20), object=post),
            act("g003", "shares", at, "minute", object=post),
            act("g004", "shares", object=post),
            act("g005", "posts", at, object=post),
        ]
    observe(store, GROUP[:6], activities)
    observe(store, GROUP[:6], activities, at=NOON + timedelta(hours=1))
    found = ask(store, "coshare", GROUP[:6], quantile=0.0)
    assert (found.shares, found.objects, found.too_vague, found.untimed) == (15, 5, 5, 5)
    assert found.edge_count == found.significant == 1
    edge = found.edges[0]
    assert (edge.first.handle, edge.second.handle, edge.weight) == ("g000", "g001", 5)
    assert (edge.first_messages, edge.second_messages, edge.symmetry, edge.mean_delay) == (5, 5, 1.0, 4.0)
    assert [(each.key, (each.second_at - each.first_at).seconds) for each in edge.objects] == [
        (f"https://demo.example/posts/{number}", 4) for number in range(5)
    ]
    assert edge.expected == pytest.approx(5 * 21 / 3600, rel=0.01)
    assert found.above_threshold == 0, "none is heavier than the only one"
    assert {limit.code for limit in found.limits} == {"times_too_vague"}
    wider = ask(store, "coshare", GROUP[:6], window=3600, quantile=0.0)
    assert {(edge.first.handle, edge.second.handle) for edge in wider.edges} > {("g000", "g001"), ("g000", "g003")}


def looked_at(store: Store, who: str, at: datetime, acts: Sequence[Json]) -> None:
    """A look at somebody's page that shows these acts from its top."""
    look = str(uuid4())
    made = batch(
        account(who),
        observed_at=when(at),
        page={"platform": "demo", "kind": "profile", "address": f"https://demo.example/{who}"},
        activities=[each | {"look": look, "place": place} for place, each in enumerate(acts)],
    )
    store.submit(lambda conn: ingest(conn, Batch.model_validate(made), now())).result()


def test_coshare_takes_what_two_looks_have_between_them(store: Store) -> None:
    for number, who in enumerate(GROUP[:4]):
        known = [act(who, "posts", NOON - timedelta(days=day), object=f"{who}/{day}") for day in (1, 2)]
        shared = [act(who, "shares", object=f"https://demo.example/posts/{post}") for post in (1, 2)]
        apart = timedelta(seconds=30) if number < 3 else timedelta(hours=2)
        looked_at(store, who, NOON + timedelta(seconds=number), known)
        looked_at(store, who, NOON + timedelta(seconds=number) + apart, [*shared, *known])
    found = ask(store, "coshare", GROUP[:4], window=60, quantile=0.0)
    assert (found.shares, found.too_vague, found.untimed) == (6, 2, 0)
    assert {(edge.first.handle, edge.second.handle, edge.weight) for edge in found.edges} == {
        ("g000", "g001", 2),
        ("g000", "g002", 2),
        ("g001", "g002", 2),
    }
    assert {limit.code for limit in found.limits} == {"times_too_vague"}
    assert ask(store, "coshare", GROUP[:4], window=10).too_vague == 8


def test_last_activities_take_what_two_looks_have_between_them(store: Store) -> None:
    for number, who in enumerate(GROUP[:12]):
        known = [act(who, "posts", NOON - timedelta(days=day), object=f"{who}/{day}") for day in (20, 30)]
        shared = [act(who, "shares", object="https://demo.example/posts/1")]
        begin = NOON + timedelta(seconds=number)
        looked_at(store, who, begin, known)
        looked_at(store, who, begin + timedelta(minutes=30 if number < 11 else 90), [*shared, *known])
    found = ask(store, "synchrony", GROUP[:12])
    per_hour = next(each for each in found.events if each.event is Event.last_activity and each.scale is Scale.hour)
    assert (per_hour.counted, per_hour.too_vague, per_hour.untimed) == (11, 1, 0)


def test_coshare_sees_a_link_on_two_platforms_as_one(store: Store) -> None:
    link = "look at this page: https://news.example/a"
    observe(store, ["g000"], [act("g000", "posts", NOON - timedelta(hours=n), text=link) for n in (1, 2)])
    other = account("x000") | {"ref": "else:handle:x000", "platform": "else"}
    posts = [
        act("x000", "posts", NOON - timedelta(hours=n), text=link) | {"account": "else:handle:x000"} for n in (1, 2)
    ]
    made = Batch.model_validate(batch(other, activities=posts, observed_at=when(NOON)))
    store.submit(lambda conn: ingest(conn, made, now())).result()
    found = ask(store, "coshare", ["g000", "x000"], objects=["link"])
    assert [(edge.weight, edge.objects[0].key) for edge in found.edges] == [(2, "https://news.example/a")]


def test_too_wide_a_window_is_refused_in_a_sentence(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    observe(store, GROUP[:2], [act(who, "shares", NOON, object="p/1") for who in GROUP[:2]])
    monkeypatch.setattr("companion.analyses.coshare.MOST_PAIRS", 0)
    found = ask(store, "coshare", GROUP[:2], least_shares=1)
    assert "shorter window" in found.too_little
    assert found.pairs == 1


def test_coshare_gives_a_text_in_its_words(store: Store) -> None:
    words = "Vamos todos juntos a la plaza, compatriotas"
    activities = [
        act(who, "posts", NOON - timedelta(hours=n), text=text, object=f"{who}/{n}")
        for who, text in (("g000", words), ("g001", words.upper()))
        for n in (1, 2)
    ]
    observe(store, GROUP[:2], activities)
    edge = ask(store, "coshare", GROUP[:2], objects=["text"]).edges[0]
    assert {each.text for each in edge.objects} == {words}


def created(people: Sequence[str], seed: int, days: int = 400) -> list[Json]:
    minutes = np.random.default_rng(seed).integers(0, days * 24 * 60, len(people)).tolist()
    return [
        act(who, "account_created", NOON - timedelta(days=500) + timedelta(minutes=minute))
        for who, minute in zip(people, minutes, strict=True)
    ]


def test_synchrony_finds_the_hour_and_its_accounts(store: Store) -> None:
    at = NOON - timedelta(days=250, minutes=10)
    burst = [act(who, "account_created", at + timedelta(minutes=3 * n)) for n, who in enumerate(GROUP[:7])]
    observe(store, GROUP, burst + created(GROUP[7:], 1))
    observe(store, REST, created(REST, 2))
    found = ask(store, "synchrony", GROUP)
    hour, day = (next(one for one in found.events if one.scale is scale) for scale in Scale)
    assert hour.event is Event.account_created
    assert [each.handle for each in hour.bursts[0].by] == GROUP[:7]
    assert hour.bursts[0].begin == at
    assert hour.bursts[0].by_chance < 0.02
    assert hour.counted == 60
    assert hour.timeline.who == [], "only where asked"
    assert sum(hour.timeline.observed) == 60
    assert day.bursts[0].accounts == 7
    assert day.others >= 150


def test_synchrony_gives_the_accounts_of_each_day(store: Store) -> None:
    observe(store, GROUP, created(GROUP, 1))
    for one in ask(store, "synchrony", GROUP, accounts=True).events:
        assert [len(day) for day in one.timeline.who] == one.timeline.observed
        assert sorted(who for day in one.timeline.who for who in day) == sorted(tagged(store, GROUP).accounts or [])


def test_synchrony_leaves_out_what_is_not_known_well(store: Store) -> None:
    days = [act(who, "account_created", NOON - timedelta(days=90), "day") for who in GROUP[:20]]
    months = [act(who, "account_created", NOON - timedelta(days=90), "month") for who in GROUP[20:30]]
    observe(store, GROUP, days + months + [act(who, "account_created") for who in GROUP[30:]])
    observe(store, REST, created(REST, 3))
    found = ask(store, "synchrony", GROUP)
    assert [(one.scale, one.counted, one.too_vague, one.untimed) for one in found.events] == [(Scale.day, 20, 10, 30)]
    assert [limit.values["scale"] for limit in found.limits if limit.code == "too_few_events"] == ["hour"]


def test_days_are_not_asked_where_nobody_else_was_seen(store: Store) -> None:
    observe(store, GROUP, created(GROUP, 4))
    day = next(one for one in ask(store, "synchrony", GROUP).events if one.scale is Scale.day)
    assert day.bursts == []
    assert "busy for everybody" in str(day.not_asked)


def test_avatar_changes_seen_between_visits_count_where_the_visits_are_close(store: Store) -> None:
    def worn(number: int, at: datetime) -> None:
        accounts = [
            account(who, picture={"address": f"https://p.example/{who}-{number}.jpg", "picture_id": f"{who}-{number}"})
            for who in GROUP[:12]
        ]
        made = Batch.model_validate(batch(*accounts, observed_at=when(at)))
        store.submit(lambda conn: ingest(conn, made, now())).result()

    def recognise(conn: Any) -> None:
        conn.execute(
            "INSERT INTO pictures (sha256, size, status, received_at) "
            "SELECT key, 1, 'no_face', '2026-03-01T12:00:00.000Z' FROM picture_addresses"
        )
        conn.execute("UPDATE picture_addresses SET picture = (SELECT id FROM pictures WHERE sha256 = key)")

    worn(1, NOON - timedelta(minutes=50))
    worn(2, NOON)
    worn(3, NOON + timedelta(days=3))
    store.submit(recognise).result()
    found = ask(store, "synchrony", GROUP[:12])
    hour = next(one for one in found.events if one.scale is Scale.hour)
    assert (hour.event, hour.counted, hour.too_vague) == (Event.avatar_changed, 12, 12)
    assert hour.pairs == 66


def test_activity_says_what_its_bars_leave_out(store: Store) -> None:
    activities = [
        act("g000", "likes", datetime(2026, 2, 27, 23, 30, tzinfo=timezone.utc), object="p/1"),
        act("g000", "likes", datetime(2025, 12, 1, 5, tzinfo=timezone.utc), "day", object="p/2"),
        act("g001", "posts", datetime(2025, 11, 1, tzinfo=timezone.utc), "month", object="p/3"),
        act("g001", "shares", object="p/4"),
        act("g002", "shares", NOON + timedelta(days=900), object="p/5"),
        act("g003", "account_created", NOON - timedelta(days=9)),
        act("r000", "likes", NOON, object="p/1"),
    ]
    observe(store, [*GROUP[:4], "r000"], activities)
    found = ask(store, "activity", GROUP[:4])
    assert (found.activities, found.active) == (5, 3)
    bars = {(each.of, each.by): each for each in found.histograms}
    hours = bars[Of.all, By.hour]
    assert (hours.counts[23], hours.counted, hours.too_vague, hours.untimed, hours.out_of_range) == (1, 1, 2, 1, 1)
    weekdays = bars[Of.all, By.weekday]
    assert weekdays.counts == [1, 0, 0, 0, 1, 0, 0], "a Monday and a Friday"
    months = bars[Of.all, By.month]
    assert dict(zip(months.labels, months.counts, strict=True)) == {
        "2025-11": 1,
        "2025-12": 1,
        "2026-01": 0,
        "2026-02": 1,
    }
    last = bars[Of.last, By.month]
    assert dict(zip(last.labels, last.counts, strict=True)) == {"2025-11": 1, "2025-12": 0, "2026-01": 0, "2026-02": 1}
    assert {each.of for each in found.histograms if each.who} == set(), "only where asked"
    first, second = tagged(store, ["g000", "g001"]).accounts or []
    named = {(each.of, each.by): each for each in ask(store, "activity", GROUP[:4], accounts=True).histograms}
    assert named[Of.all, By.month].who == [[second], [first], [], [first]]
    assert named[Of.all, By.hour].who == [[]] * 23 + [[first]]
    assert {kind.kind.value: kind.activities for kind in found.kinds} == {"likes": 2, "posts": 1, "shares": 2}


def test_incomplete_lists_are_stated(store: Store) -> None:
    made = batch(
        *[account(who) for who in GROUP], captures=[capture("demo:handle:g000", [], kind=CaptureKind.friends.value)]
    )
    store.submit(lambda conn: ingest(conn, Batch.model_validate(made), now())).result()
    observe(store, GROUP, created(GROUP, 5))
    assert "incomplete_captures" in {limit.code for limit in ask(store, "synchrony", GROUP).limits}
