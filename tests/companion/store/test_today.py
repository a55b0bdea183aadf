"""Today: the last visit ends at a pause, and what is unusual is that of the whole collection."""

from __future__ import annotations

from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store.db import Store
from companion.store.times import now
from companion.store.today import today
from tests.companion.wire_samples import Json, account, batch


def seen(store: Store, made: Json) -> None:
    store.submit(lambda conn: ingest(conn, Batch.model_validate(made), now())).result()


def test_a_visit_reaches_back_to_the_last_long_pause(store: Store) -> None:
    seen(store, batch(account("ana"), observed_at="2026-05-01T08:00:00Z"))
    seen(store, batch(account("bo"), observed_at="2026-05-02T08:00:00Z"))
    seen(store, batch(account("cy"), observed_at="2026-05-02T09:30:00Z"))
    seen(store, batch(account("dee"), account("ana"), observed_at="2026-05-02T11:00:00Z"))
    visit = store.read_here(today).visit
    assert visit is not None
    assert (visit.since.isoformat(), visit.until.isoformat()) == (
        "2026-05-02T08:00:00+00:00",
        "2026-05-02T11:00:00+00:00",
    )
    (site,) = visit.sites
    assert (site.accounts, site.new) == (4, 3)  # ana was there before


def test_nothing_was_seen_yet(store: Store) -> None:
    found = store.read_here(today)
    assert (found.visit, found.unusual, found.groups) == (None, [], [])
