"""Figures across sources: known AUCs, thresholds, and that nothing is fitted on what it is measured on."""

from __future__ import annotations

import numpy as np
import pytest

from companion.core.models import FloatArray
from scripts.research.measuring.by_source import LEAST, ORDINARY, Sample, auc, by_kind, interval, shares


def sample(groups: dict[tuple[bool, str, str], FloatArray]) -> Sample:
    """From (machine-made, source, kind) → values."""
    sizes = [len(values) for values in groups.values()]
    keys = list(groups)
    return Sample(
        np.concatenate(list(groups.values())),
        np.repeat([made for made, _, _ in keys], sizes),
        np.repeat([source for _, source, _ in keys], sizes),
        np.repeat([kind for _, _, kind in keys], sizes),
    )


def test_auc() -> None:
    low, high = np.arange(0.0, 30.0), np.arange(30.0, 60.0)
    assert auc(high, low) == 1
    assert auc(low, high) == 0
    assert auc(low, low) == 0.5
    assert auc(np.array([0.0, 2.0] * 15), np.ones(30)) == 0.5


def test_too_few_pictures_have_no_figure() -> None:
    assert np.isnan(auc(np.arange(LEAST - 1.0), np.arange(100.0)))


def test_each_kind_of_photograph_is_told_apart_on_its_own() -> None:
    found = by_kind(
        sample(
            {
                (True, "a", "a"): np.arange(100.0, 150),
                (True, "b", "b"): np.arange(0.0, 50),
                (False, "c", "c"): np.arange(-60.0, -10),
                (False, "d", ORDINARY): np.arange(200.0, 250),
                (False, "few", "few"): np.arange(5.0),
            }
        )
    )
    assert found == {"c": 1.0, ORDINARY: 0.0}


def test_a_discriminant_learns_nothing_from_the_source_it_is_measured_on() -> None:
    """One number tells the labels apart everywhere; the other only marks one source, and must not help."""
    random = np.random.default_rng(3)

    def values(made: bool, mark: float, strength: float) -> FloatArray:
        sign = random.normal(strength if made else 0, 1, 60)
        return np.column_stack([sign, random.normal(mark, 0.1, 60)])

    def figures(strength: float) -> dict[str, float]:
        return by_kind(
            sample(
                {
                    (True, "a", "a"): values(True, 0, strength),
                    (True, "b", "b"): values(True, 0, strength),
                    (False, "c", "c"): values(False, 0, strength),
                    (False, "d", "d"): values(False, 5, strength),
                }
            )
        )

    assert figures(3.0)["c"] > 0.9
    assert figures(0.0)["d"] < 0.7  # fitted on its own source, the mark would give 1


def test_the_threshold_is_reached_by_the_share_of_photographs_that_was_asked_for() -> None:
    random = np.random.default_rng(5)
    found = shares(
        sample(
            {
                (True, "a", "a"): random.normal(1, 1, 500),
                (False, "c", "c"): random.normal(0, 1, 100),
                (False, "d", "d"): random.normal(0.3, 1, 1000),
            }
        ),
        0.5,
    )
    assert found.threshold == pytest.approx(0.15, abs=0.1)
    assert found.machine_made == pytest.approx(0.80, abs=0.05)
    # The higher kind, at the threshold that the lower one alone gives.
    assert found.ordinary == pytest.approx(0.62, abs=0.06)


def test_values_that_are_not_known_are_left_out() -> None:
    values = np.where(np.arange(60) % 2, np.nan, np.arange(60.0))
    assert by_kind(sample({(True, "a", "a"): values + 100, (False, "c", "c"): values})) == {"c": 1.0}


def test_an_interval_holds_its_figure_and_is_the_same_each_time() -> None:
    random = np.random.default_rng(7)
    of = sample({(True, "a", "a"): random.normal(0.5, 1, 80), (False, "c", "c"): random.normal(0, 1, 80)})
    low, high = interval(of, "c", 100, 1)
    assert low < by_kind(of)["c"] < high
    assert (low, high) == interval(of, "c", 100, 1)
