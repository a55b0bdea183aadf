"""A set of upright heads is told from chance, and a studio's is said to be possible."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from companion.core.roll import LEAST_FACES, STUDIO_SHARE, UprightNull, upright
from companion.vision.background import bundled_upright_null


def test_as_sources_become_alike_the_probability_is_the_binomial_one() -> None:
    rolls = np.array([0.2, -0.9, 0.99, 1.01, -3, 8, 0.5, 12])
    found = upright(rolls, UprightNull(2e7, 8e7))
    assert found is not None
    assert (found.faces, found.observed) == (8, 4)
    assert found.expected == pytest.approx(1.6)
    assert found.p_value == pytest.approx(binom.sf(3, 8, 0.2), rel=1e-3)
    assert found.studio_p_value == pytest.approx(binom.sf(3, 8, STUDIO_SHARE))


def test_where_sources_differ_more_the_same_says_less() -> None:
    rolls = np.zeros(8)
    alike, apart = (upright(rolls, UprightNull(share * 0.2, share * 0.8)) for share in (100, 2))
    assert alike is not None
    assert apart is not None
    assert alike.expected == pytest.approx(apart.expected)
    assert apart.p_value > 10 * alike.p_value


@pytest.mark.parametrize("faces", [5, 40, 100, 663])
def test_where_all_stand_upright_the_probability_is_never_nought(faces: int) -> None:
    null = bundled_upright_null()
    one_after_the_other = [(null.alpha + k) / (null.alpha + null.beta + k) for k in range(faces)]
    all_of_them, all_but_one = (upright(np.repeat([0.0, 9.0], [faces - k, k]), null) for k in (0, 1))
    assert all_of_them is not None
    assert all_but_one is not None
    assert all_of_them.p_value == pytest.approx(np.prod(one_after_the_other), rel=1e-9, abs=0)
    assert all_of_them.p_value < all_but_one.p_value


def test_where_none_stands_upright_the_probability_is_one() -> None:
    found = upright(np.full(200, 9.0), bundled_upright_null())
    assert found is not None
    assert found.p_value == 1.0


def test_few_faces_say_nothing() -> None:
    assert upright(np.zeros(LEAST_FACES - 1), UprightNull(1, 4)) is None


@pytest.mark.parametrize("faces", [5, 8, 12, 20])
def test_ordinary_sources_seldom_look_like_it(faces: int) -> None:
    """Sets of one made-up source each, drawn as the shipped null says that sources differ."""
    null = bundled_upright_null()
    rng = np.random.default_rng(faces)
    shares = rng.beta(null.alpha, null.beta, 20_000)
    counts = rng.binomial(faces, shares)
    told = {count: upright(np.repeat([0.0, 9.0], [count, faces - count]), null) for count in range(faces + 1)}
    p_values = np.array([each.p_value for count in counts if (each := told[count]) is not None])
    for level in (0.05, 0.01, 0.001):
        assert (p_values <= level).mean() <= level * 1.1 + 3e-4
