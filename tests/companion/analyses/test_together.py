"""Pictures of groups on a database whose pictures were received and measured as any are."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from companion.analyses.analysis import ANALYSES, run
from companion.core.wire.evidence import Alignment, Evidence, Eyes, Level, Point, Status
from companion.core.wire.observations import Batch
from companion.core.wire.selection import Selection
from companion.operations.ingest import ingest
from companion.store import picture_results, pictures
from companion.store.db import Store
from companion.store.times import now
from companion.vision.background import bundled_background
from tests.companion.wire_samples import account, batch, capture, picture

ORDINARY, GROUP = 60, 14
EYES = Eyes(left=Point(x=0.4, y=0.5), right=Point(x=0.6, y=0.5))


def evidence(place: np.ndarray[Any, Any], level: Level) -> Evidence:
    shift_x, shift_y, log_scale, roll = map(float, place)
    alignment = Alignment(
        shift_x=shift_x,
        shift_y=shift_y,
        log_scale=log_scale,
        roll=math.degrees(roll),
        eye_distance=0.1,
        eyes=EYES,
        template=EYES,
    )
    return Evidence(status=Status.scored, score=1.0, level=level, alignment=alignment)


@pytest.fixture
def measured(store: Store) -> Store:
    """Sixty ordinary accounts, and fourteen whose faces sit alike; two of these wear one picture, two are without."""
    background, rng = bundled_background(), np.random.default_rng(4)
    kinds = rng.choice(len(background.weights), ORDINARY, p=background.weights / background.weights.sum())
    places = [rng.multivariate_normal(background.means[k], background.covariances[k]) for k in kinds]
    places += [background.aligned + background.noise * rng.normal(size=4) * 0.7 for _ in range(GROUP)]
    handles = [f"o{n}" for n in range(ORDINARY)] + [f"g{n}" for n in range(GROUP)]
    worn = [picture(handle if handle != "g1" else "g0") for handle in handles]
    people = [account(handle, picture=each) for handle, each in zip(handles, worn, strict=True)]

    def fill(conn: Any) -> None:
        ingest(conn, Batch.model_validate(batch(*people, account("g98"), account("g99"))), now())
        for number, (handle, each, place) in enumerate(zip(handles, worn, places, strict=True)):
            if handle == "g1":
                continue
            got = pictures.receive(conn, "demo", each["address"], None, f"bytes {number}".encode(), "2026-03-01")
            level = Level.strong if handle.startswith("g") else Level.none
            assert got.picture is not None
            picture_results.finish(
                conn, [picture_results.Result(got.picture, evidence(place, level))], "none", "2026-03-01"
            )

    store.submit(fill).result()
    return store


def keys(store: Store, prefix: str) -> list[int]:
    query = "SELECT id FROM accounts WHERE handle LIKE ? ORDER BY id"
    return [row["id"] for row in store.read_here(lambda conn: conn.execute(query, (f"{prefix}%",)).fetchall())]


def found(store: Store, selection: Selection, **options: Any) -> Any:
    first, second = (store.read_here(lambda conn: run(conn, "together", selection, options)) for _ in range(2))
    assert first.model_dump_json() == second.model_dump_json()
    return first


def test_a_group_that_is_aligned_and_sits_together(measured: Store) -> None:
    finding = found(measured, Selection(), groups=[keys(measured, "g"), keys(measured, "o")[:20]])
    group, others = finding.groups
    assert finding.compared_with == ORDINARY + GROUP
    assert (group.size, group.aligned.of, group.aligned.observed) == (GROUP + 2, GROUP, GROUP)
    assert group.aligned.expected == pytest.approx(GROUP * GROUP / (ORDINARY + GROUP))
    assert group.aligned.q_value < 1e-9
    assert (group.reused.observed, group.same.observed, group.same.of) == (2, 1, GROUP * (GROUP - 1) // 2)
    assert [{each.handle for each in same} for same in group.same_accounts] == [{"g0", "g1"}]
    assert group.sitting.observed >= GROUP - 2
    assert group.sitting.q_value < 1e-6
    assert group.upright.of == GROUP - 1, "one picture is one witness"
    assert group.upright.observed > 0.8 * group.upright.of
    assert group.upright.q_value < 1e-6
    assert others.upright.q_value > 0.05
    assert group.upright_in_studio > group.upright.p_value
    assert (others.aligned.observed, others.same.observed) == (0, 0)
    (sits,) = finding.sets
    assert sits.p_value < 1e-3
    assert sits.cropped == pytest.approx(1, abs=0.05)
    assert [limit.code for limit in finding.limits] == ["pictures_not_measured"]
    said = "\n".join(ANALYSES.named("together").words(finding))
    assert "the same picture: g0, g1" in said
    assert "sit together, StyleGAN's place" in said
    assert "A team page, a studio or a cropping tool" in said
    assert "heads within 1° of upright" in said


def test_the_selection_is_one_group_and_may_be_compared_with_itself(measured: Store) -> None:
    finding = found(measured, Selection(), against="selection")
    (group,) = finding.groups
    assert group.aligned.observed == pytest.approx(group.aligned.expected)
    assert group.aligned.p_value == 1


def test_the_selection_s_communities_are_looked_at_by_themselves(measured: Store) -> None:
    group = [f"g{n}" for n in range(GROUP)]
    for at, owner in enumerate(group):
        refs = [f"demo:handle:{other}" for other in (group[at - 1], group[at - 2])]
        seen = batch(
            account(owner),
            *(account(ref.rpartition(":")[2]) for ref in refs),
            captures=[capture(f"demo:handle:{owner}", refs)],
        )
        measured.submit(lambda conn, seen=seen: ingest(conn, Batch.model_validate(seen), now())).result()
    everyone, *parts = found(measured, Selection(), least=3).groups
    assert (everyone.group, parts[0].group) == ("selection", "community 1")
    assert sum(part.size for part in parts) == GROUP
    assert all(part.aligned.observed == part.aligned.of == part.size for part in parts)


def test_without_measured_pictures_there_is_too_little(store: Store) -> None:
    finding = found(store, Selection())
    assert (finding.groups, finding.sets) == ([], [])
    assert "wear a picture that was measured" in finding.too_little
