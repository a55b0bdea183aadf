"""Groups are judged in the background once somebody agreed, told beside names, and withdrawn with their evidence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing

from companion.analyses.analysis import run
from companion.core.wire.findings.groups import Groups
from companion.core.wire.observations import Batch
from companion.core.wire.selection import Selection
from companion.network.remembered import Memory
from companion.operations.ingest import ingest
from companion.store import accounts, standing_groups
from companion.store.connection import connect, in_transaction
from companion.store.db import Store
from companion.store.folder import DATABASE
from companion.store.forgetting.by_account import forget_accounts
from companion.store.selecting import account_ids
from companion.store.times import now
from companion.workers.judging_process import standing_out
from tests.companion.conftest import Running
from tests.companion.group_samples import bystanders, changed_at_once
from tests.companion.server.window_client import Window
from tests.companion.wire_samples import Json, account, batch, drawing, framed, picture

TWELVE = [account(f"one{number}") for number in range(12)]
REFS = [seen["ref"] for seen in TWELVE]

Told = dict[str, Json]


async def told(companion: Running, come: Callable[[Told], bool]) -> Told:
    """The groups that the badges of the twelve tell, by ref, as soon as they are as they must become."""
    while not come(  # noqa: ASYNC110 — a companion tells nobody that it judged
        found := {badge["ref"]: badge["group"] for badge in await companion.badges(*REFS)}
    ):
        await asyncio.sleep(0.05)
    return found


def nobody(found: Told) -> bool:
    return not any(found.values())


def all_of(count: int) -> Callable[[Told], bool]:
    return lambda found: sum(group is not None for group in found.values()) == count


async def mark(window: Window, marked: bool = True) -> None:
    assert await window.post("settings/groups", {"marked": marked}) == {"marked": marked}


async def test_nothing_is_judged_before_somebody_agreed_nor_after_it_was_taken_back(paired: Running) -> None:
    window = await Window.open(paired)
    assert await window.get("settings/groups") == {"marked": False}
    await paired.observe(bystanders())
    await paired.observe(changed_at_once(TWELVE))
    assert nobody({badge["ref"]: badge["group"] for badge in await paired.badges(*REFS)})
    await mark(window)
    await told(paired, all_of(12))
    await mark(window, marked=False)
    await told(paired, nobody)
    assert paired.rows("SELECT count(*) FROM standing_groups") == [(0,)]


async def test_a_group_is_told_as_its_evidence_comes_and_withdrawn_as_it_goes(paired: Running) -> None:
    window = await Window.open(paired)
    await mark(window)
    await paired.observe(bystanders())
    first, rest = TWELVE[:2], TWELVE[2:]
    await paired.observe(changed_at_once(first))
    assert nobody({badge["ref"]: badge["group"] for badge in await paired.badges(*REFS)})
    await paired.observe(changed_at_once(rest))
    group = (await told(paired, all_of(12)))[REFS[0]]
    assert (group["size"], group["standing_out"], group["granted"]) == (12, 1, "event")
    carrying = [sign for sign in group["signs"] if sign["carries"]]
    assert [(sign["kind"], sign["members"], sign["times"]) for sign in carrying] == [("avatars_changed", 12, 2)]
    keys = [number for (number,) in paired.rows("SELECT id FROM accounts WHERE handle LIKE 'one%' ORDER BY id")]
    job = await window.post("forgetting", {"accounts": keys[:10], "dry_run": False})
    assert (await window.outcome(job))["job"]["state"] == "done"
    assert await told(paired, nobody) == {}


async def test_what_another_program_forgets_is_withdrawn(paired: Running) -> None:
    await mark(await Window.open(paired))
    await paired.observe(bystanders())
    await paired.observe(changed_at_once(TWELVE))
    await told(paired, all_of(12))
    with closing(connect(paired.data / DATABASE)) as conn:
        keys = [row["id"] for row in conn.execute("SELECT id FROM accounts WHERE handle LIKE 'one%' ORDER BY id")]
        in_transaction(conn, lambda conn: forget_accounts(conn, keys[:10]))
    await told(paired, nobody)


async def test_a_badge_has_the_group_beside_the_picture(paired: Running) -> None:
    window = await Window.open(paired)
    await mark(window)
    await paired.observe(bystanders())
    await paired.observe(changed_at_once(TWELVE))
    await told(paired, all_of(12))
    pictured = TWELVE[0] | {"picture": picture("one0")}
    answer = await paired.observe(batch(pictured))
    [badge] = answer["badges"]
    assert (badge["evidence"], badge["group"]["size"]) == (None, 12)
    [badge] = await paired.send(framed([(wanted, drawing(3)) for wanted in answer["wanted"]]))
    assert (badge["evidence"]["status"], badge["group"]["size"]) == ("no_face", 12)


async def test_the_window_shows_an_accounts_group_and_who_else_is_in_it(paired: Running) -> None:
    window = await Window.open(paired)
    await mark(window)
    await paired.observe(bystanders())
    await paired.observe(changed_at_once(TWELVE))
    await told(paired, all_of(12))
    found = await window.post("find", {"ref": REFS[3]})
    page = await window.get(f"accounts/{found['account']}")
    assert page["group"]["size"] == 12
    listed = await window.post("accounts/keys", {"group_of": found["account"]})
    assert len(listed["accounts"]) == 12
    other = await window.post("find", {"ref": "demo:handle:other1"})
    assert (await window.get(f"accounts/{other['account']}"))["group"] is None
    assert (await window.post("accounts/keys", {"group_of": other["account"]}))["accounts"] == []


def stored(store: Store) -> None:
    for each in (bystanders(), changed_at_once(TWELVE)):
        store.submit(lambda conn, each=each: ingest(conn, Batch.model_validate(each), now())).result()


def test_it_is_the_judgement_of_the_analysis(store: Store) -> None:
    stored(store)
    finding = store.read_here(lambda conn: run(conn, "groups", Selection(), {}))
    assert isinstance(finding, Groups)
    by_analysis = [group for group in finding.groups if group.stands_out]
    judged = store.read_here(lambda conn: standing_out(conn, Memory()))
    assert len(judged) == len(by_analysis) == 1
    for one, other in zip(judged, by_analysis, strict=True):
        assert one.members == [member.account for member in other.members]
        assert (one.told.size, one.told.words, one.told.signs) == (other.size, other.words, other.signs)


def test_what_was_judged_stays_as_it_is_until_it_is_another(store: Store) -> None:
    stored(store)
    groups = store.read_here(lambda conn: standing_out(conn, Memory()))
    assert store.submit(lambda conn: standing_groups.keep(conn, groups)).result()
    assert not store.submit(lambda conn: standing_groups.keep(conn, groups)).result()
    first, second, *_ = groups[0].members
    store.submit(lambda conn: forget_accounts(conn, [first])).result()
    assert store.submit(lambda conn: standing_groups.keep(conn, [])).result()
    assert store.submit(lambda conn: standing_groups.keep(conn, groups)).result()  # without whom nobody knows any more
    everybody = store.read_here(lambda conn: account_ids(conn, Selection()).tolist())
    of = store.read_here(lambda conn: standing_groups.groups_of(conn, everybody))
    assert sorted(of) == groups[0].members[1:]
    store.submit(lambda conn: accounts.merge(conn, everybody[0], second)).result()
    assert second not in store.read_here(lambda conn: standing_groups.groups_of(conn, everybody))
