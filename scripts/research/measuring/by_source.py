"""How well values tell two labels apart, always across sources: nothing is fitted on a source it is measured on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from companion.core.models import FloatArray
from scripts.research.measuring.metrics import area

LEAST = 20
"""Pictures that a source needs to be one."""
ORDINARY = "ordinary photographs"
RIDGE = 0.1


@dataclass(frozen=True, eq=False)
class Sample:
    """Values (n,) or (n, k) of machine-made faces and of photographs, with each one's source and kind.

    The kind of an aligned photograph is its source; all others are of one kind, cropped alike.
    """

    values: FloatArray
    machine_made: NDArray[np.bool_]
    sources: NDArray[np.str_]
    kinds: NDArray[np.str_]

    def of(self, rows: NDArray[np.bool_]) -> FloatArray:
        """The values of these rows that are known."""
        values = self.values[rows]
        return np.asarray(values[np.isfinite(values)])

    def machine_sources(self) -> list[str]:
        return _large(self.sources[self.machine_made])

    def photograph_kinds(self) -> list[str]:
        return _large(self.kinds[~self.machine_made])


def _large(names: NDArray[np.str_]) -> list[str]:
    found, counts = np.unique(names, return_counts=True)
    return [str(name) for name, count in zip(found, counts, strict=True) if count >= LEAST]


def auc(higher: FloatArray, lower: FloatArray) -> float:
    """The chance that one of ``higher`` lies above one of ``lower``; nan where either has fewer than LEAST."""
    return float("nan") if min(len(higher), len(lower)) < LEAST else area(higher, lower)


def by_kind(sample: Sample) -> dict[str, float]:
    """For each kind of photograph, the mean AUC over the machine-made sources."""
    return {
        kind: _mean([_pair(sample, source, kind) for source in sample.machine_sources()])
        for kind in sample.photograph_kinds()
    }


def _pair(sample: Sample, source: str, kind: str) -> float:
    made = sample.machine_made & (sample.sources == source)
    taken = ~sample.machine_made & (sample.kinds == kind)
    if sample.values.ndim == 1:
        return auc(sample.of(made), sample.of(taken))
    other = ~np.isin(sample.sources, [source, *np.unique(sample.sources[taken])])
    if not (other & sample.machine_made).any() or not (other & ~sample.machine_made).any():
        return float("nan")
    score = _discriminant(sample, other)
    return auc(score(sample.values[made]), score(sample.values[taken]))


def _discriminant(sample: Sample, rows: NDArray[np.bool_]) -> Callable[[FloatArray], FloatArray]:
    """Ridge-regularised Fisher discriminant on these rows; both labels weigh the same, and so do a label's sources."""
    values, made, sources = sample.values[rows], sample.machine_made[rows], sample.sources[rows]
    weights = np.zeros(len(values))
    for label in (True, False):
        names = np.unique(sources[made == label])
        for name in names:
            group = (made == label) & (sources == name)
            weights[group] = 0.5 / len(names) / group.sum()
    mean = weights @ values
    spread = np.sqrt(weights @ (values - mean) ** 2) + 1e-9
    scaled = (values - mean) / spread
    within = (scaled * weights[:, None]).T @ scaled + RIDGE * np.eye(values.shape[1])
    direction = np.linalg.solve(within, (scaled * weights[:, None]).T @ np.where(made, 1.0, -1.0))
    return lambda some: np.asarray((some - mean) / spread @ direction)


def interval(sample: Sample, kind: str, rounds: int, seed: int) -> tuple[float, float]:
    """95 % bootstrap interval of a kind's mean AUC, pictures drawn again within each source. One value a picture."""
    random = np.random.default_rng(seed)
    taken = sample.of(~sample.machine_made & (sample.kinds == kind))
    made = [sample.of(sample.machine_made & (sample.sources == source)) for source in sample.machine_sources()]
    drawn = []
    for _ in range(rounds):
        again = random.choice(taken, len(taken))
        drawn.append(_mean([auc(random.choice(values, len(values)), again) for values in made]))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


@dataclass(frozen=True)
class Shares:
    """A threshold, and where a value reaches it: of machine-made faces, the mean over their sources, and of the kind of
    photograph that does so most; each a share 0..1, of sources the threshold was not set on."""

    threshold: float
    machine_made: float
    ordinary: float


def shares(sample: Sample, ordinary: float) -> Shares:
    """The threshold that this share of photographs reaches, each kind weighing the same, and who reaches it."""
    kinds, sources = sample.photograph_kinds(), sample.machine_sources()
    photographs = [_share(sample, ~sample.machine_made & (sample.kinds == kind), kind, ordinary) for kind in kinds]
    made = [_share(sample, sample.machine_made & (sample.sources == source), source, ordinary) for source in sources]
    return Shares(_threshold(sample, "", ordinary), _mean(made), max(photographs))


def _share(sample: Sample, rows: NDArray[np.bool_], without: str, ordinary: float) -> float:
    return float(np.mean(sample.of(rows) >= _threshold(sample, without, ordinary)))


def _threshold(sample: Sample, without: str, ordinary: float) -> float:
    kinds = [kind for kind in sample.photograph_kinds() if kind != without]
    groups = [sample.of(~sample.machine_made & (sample.kinds == kind)) for kind in kinds]
    values = np.concatenate(groups)
    weights = np.concatenate([np.full(len(group), 1 / len(group)) for group in groups])
    order = np.argsort(-values)
    reached = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][np.searchsorted(reached, ordinary)])


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if np.isfinite(value)]
    return float(np.mean(known)) if known else float("nan")
