"""Lists of accounts as people have them: links, handles and ids, found, unknown or of several."""

from __future__ import annotations

import pytest

from companion.core.wire.accounts import AccountList
from companion.core.wire.observations import Batch
from companion.imports.reading.account_list import look_up
from companion.operations.ingest import ingest
from companion.store.db import Store
from companion.store.selecting import names
from companion.store.times import now
from tests.companion.wire_samples import Json, account, batch


def on(platform: str, handle: str, account_id: str | None = None) -> Json:
    by = f"id:{account_id}" if account_id else f"handle:{handle}"
    return {**account(handle, account_id), "platform": platform, "ref": f"{platform}:{by}"}


@pytest.fixture
def people(store: Store) -> Store:
    """Ana on Instagram, with the id 77, and another on X; bo.ram, cy on Mastodon, and dora, who was dee."""
    first = batch(
        on("instagram", "ana", "77"),
        on("x", "ana"),
        on("instagram", "bo.ram"),
        on("mastodon", "cy@social.example"),
        on("x", "dee", "5"),
    )
    later = batch(on("x", "dora", "5"), observed_at="2026-05-01T00:00:00Z")
    for each in (first, later):
        store.submit(lambda conn, each=each: ingest(conn, Batch.model_validate(each), now())).result()
    return store


def looked_up(store: Store, text: str, platform: str | None = None) -> AccountList:
    return store.read_here(lambda conn: look_up(conn, text, platform))


def called(store: Store, accounts: list[int]) -> list[str]:
    known = store.read_here(lambda conn: names(conn, accounts))
    return [f"{known[each].handle} on {known[each].platform}" for each in accounts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Bo.Ram", ["bo.ram on instagram"]),
        ("https://www.instagram.com/bo.ram/", ["bo.ram on instagram"]),
        ("instagram.com/bo.ram?hl=en", ["bo.ram on instagram"]),
        ("https://www.instagram.com/ana/\thttps://x.com/ana", ["ana on instagram", "ana on x"]),
        ("77", ["ana on instagram"]),
        ("x:handle:ana", ["ana on x"]),
        ("https://social.example/@cy", ["cy@social.example on mastodon"]),
        ("cy@social.example", ["cy@social.example on mastodon"]),
        ("dora; dee\r\n5", ["dora on x"]),  # one account by three of its names
        ("\"bo.ram\",'77'", ["bo.ram on instagram", "ana on instagram"]),
        ("", []),
        (" \n,; ", []),
    ],
)
def test_a_name_in_any_form_is_its_account(people: Store, text: str, found: list[str]) -> None:
    told = looked_up(people, text)
    assert (called(people, told.found), told.unknown, told.several) == (found, [], [])


def test_names_of_nobody_and_of_several_are_told_apart(people: Store) -> None:
    told = looked_up(people, "ana nobody https://example.org/ana 9.06E+17 @ bo.ram nobody")
    assert called(people, told.found) == ["bo.ram on instagram"]
    assert told.unknown == ["nobody", "https://example.org/ana", "9.06E+17", "@"]
    assert [(each.name, [account.platform for account in each.accounts]) for each in told.several] == [
        ("ana", ["instagram", "x"])
    ]


def test_the_site_tells_which_of_several_is_meant(people: Store) -> None:
    assert called(people, looked_up(people, "ana", "x").found) == ["ana on x"]
    assert looked_up(people, "bo.ram", "x").unknown == ["bo.ram"]


def test_who_bears_a_handle_now_goes_before_who_bore_it(people: Store) -> None:
    taken = batch(on("x", "dee", "6"), observed_at="2026-06-01T00:00:00Z")
    people.submit(lambda conn: ingest(conn, Batch.model_validate(taken), now())).result()
    assert called(people, looked_up(people, "dee").found) == ["dee on x"]
