"""How well the score tells aligned faces from ordinary ones, on any labelled folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.core.calibration import Calibration
from companion.core.models import FloatArray
from companion.core.wire.evidence import Status
from scripts.research.measuring.fit import Faces, calibrate, crops, rarities, ratios
from scripts.research.measuring.metrics import (
    Figure,
    alarms_at_recall,
    auc,
    clopper_pearson,
    recall_at,
    threshold_at,
    wilson,
)
from scripts.research.measuring.pictures import CHANGES, Labelled, Sight, Viewer, faces_of, resized

RATES = (0.01, 0.003, 0.001)
SIZES = (128, 64, 40)
FOLDS = 5
TOLD = (10, 100, 1000, 3000)
RECALL = 0.99

Judge = Callable[[str], Calibration]
"""The calibration for pictures of one source: never fitted on that source."""


@dataclass(frozen=True, eq=False)
class Judged:
    """Pictures with their scores (-inf where there is none), eye scores, and what level they got."""

    pictures: Sequence[Labelled]
    statuses: Sequence[Status]
    scores: FloatArray
    eyes: FloatArray
    strong: NDArray[np.bool_]
    some: NDArray[np.bool_]

    def of(self, chosen: NDArray[np.bool_]) -> Judged:
        where = np.flatnonzero(chosen)
        return Judged(
            [self.pictures[i] for i in where],
            [self.statuses[i] for i in where],
            self.scores[where],
            self.eyes[where],
            self.strong[where],
            self.some[where],
        )

    def labelled(self, label: str) -> Judged:
        return self.of(np.array([picture.label == label for picture in self.pictures], dtype=bool))


def judged(sights: Sequence[Sight], judge: Judge) -> Judged:
    scores = np.full(len(sights), -np.inf)
    strong, some = np.zeros((2, len(sights)), dtype=bool)
    sources = np.array([sight.picture.source for sight in sights])
    scored = np.array([sight.status is Status.scored for sight in sights], dtype=bool)
    for source in np.unique(sources):
        chosen = np.flatnonzero(scored & (sources == source))
        if len(chosen) == 0:
            continue
        calibration = judge(str(source))
        found = ratios(calibration, faces_of([sights[i] for i in chosen]))
        scores[chosen] = found.aligned
        strong[chosen] = found.aligned >= calibration.strong
        some[chosen] = (found.aligned >= calibration.some) | crops(calibration, found)
    eyes = np.array([-sight.eye_distance for sight in sights])
    return Judged([s.picture for s in sights], [s.status for s in sights], scores, eyes, strong, some)


def held_out_background(
    engine: str, aligned: Mapping[int, Faces], ordinary: Faces, groups: FloatArray
) -> tuple[FloatArray, NDArray[np.int64], NDArray[np.bool_]]:
    """The ordinary faces' scores, told rarities and strong ones, each by a calibration that saw none of its group."""
    shuffled = np.random.default_rng(0).permutation(np.unique(groups))
    scores, told = np.zeros(len(ordinary)), np.zeros(len(ordinary), dtype=np.int64)
    strong = np.zeros(len(ordinary), dtype=bool)
    for fold in range(FOLDS):
        out = np.isin(groups, shuffled[fold::FOLDS])
        calibration = calibrate(engine, aligned, ordinary[~out])
        found = ratios(calibration, ordinary[out])
        scores[out], told[out] = found.aligned, rarities(calibration, found)
        strong[out] = found.aligned >= calibration.strong
    return scores, told, strong


def evaluate(
    viewer: Viewer,
    pictures: Sequence[Labelled],
    judge: Judge,
    labels: tuple[str, str],
    background: FloatArray | None = None,
) -> dict[str, Any]:
    """Every table, as numbers. ``labels``: the aligned and the ordinary pictures'; ``background``: further scores."""
    positive, negative = labels
    own = judged(viewer.see(pictures), judge)
    both = [picture for picture in pictures if picture.label in (positive, negative)]
    sizes = {"own": own}
    for side in SIZES:
        sizes[str(side)] = judged(viewer.see(both, partial(resized, side=side)), judge)
    ordinary = own.labelled(negative).scores
    pool = ordinary if background is None else np.concatenate([ordinary, background])
    threshold = threshold_at(pool, 0.001)
    changes = {name: judged(viewer.see(both, *change), judge) for name, change in CHANGES.items()}
    return {
        "pictures": len(pictures),
        "labels": {
            label: _table_row(own.labelled(label), threshold)
            for label in sorted({picture.label for picture in pictures})
        },
        "sources": {
            f"{label}: {source}": _table_row(own.of(_is(own, label, source)), threshold)
            for label, source in sorted({(picture.label, picture.source) for picture in pictures})
        },
        "sizes": {size: _figures(found.labelled(positive), found.labelled(negative)) for size, found in sizes.items()},
        "one_threshold": {
            "value": threshold,
            "ordinary": len(pool),
            "recall": {size: _above(found.labelled(positive), threshold).as_dict() for size, found in sizes.items()},
            "alarms_at_99_recall": alarms_at_recall(own.labelled(positive).scores, pool, RECALL).as_dict(),
        },
        "changes": {
            name: {
                "recall": _above(found.labelled(positive), threshold).as_dict(),
                "some": _share(found.labelled(positive).some).as_dict(),
                "alarms": _above(found.labelled(negative), threshold).as_dict(),
                "alarms_some": _share(found.labelled(negative).some).as_dict(),
            }
            for name, found in changes.items()
        },
        "missed": [
            {"path": picture.path.name, "source": picture.source, "status": status.value, "score": _finite(score)}
            for picture, status, score in _of_label(own, positive)
            if not score > threshold
        ],
    }


def reliability(told: NDArray[np.int64]) -> dict[str, Any]:
    """For each N, the share of ordinary pictures that were told to be rarer than 1 in N, or as rare."""
    return {str(n): clopper_pearson(int((told >= n).sum()), len(told)).as_dict() for n in TOLD}


def _figures(positive: Judged, negative: Judged) -> dict[str, Any]:
    return {
        name: {
            "auc": auc(p, n).as_dict(),
            **{f"recall_at_{rate}": recall_at(p, n, rate).as_dict() for rate in RATES},
            "alarms_at_99_recall": alarms_at_recall(p, n, RECALL).as_dict(),
        }
        for name, p, n in (
            ("eyeline", positive.scores, negative.scores),
            ("eye_distance", positive.eyes, negative.eyes),
        )
    }


def _table_row(found: Judged, threshold: float) -> dict[str, Any]:
    return {
        "pictures": len(found.pictures),
        "statuses": {status.value: found.statuses.count(status) for status in Status if found.statuses.count(status)},
        "above": _above(found, threshold).as_dict(),
        "strong": _share(found.strong).as_dict(),
        "some": _share(found.some).as_dict(),
    }


def _above(found: Judged, threshold: float) -> Figure:
    return wilson(int((found.scores > threshold).sum()), len(found.scores))


def _share(flags: NDArray[np.bool_]) -> Figure:
    return wilson(int(flags.sum()), len(flags))


def _is(found: Judged, label: str, source: str) -> NDArray[np.bool_]:
    return np.array([(p.label, p.source) == (label, source) for p in found.pictures], dtype=bool)


def _of_label(found: Judged, label: str) -> list[tuple[Labelled, Status, float]]:
    chosen = found.labelled(label)
    return list(zip(chosen.pictures, chosen.statuses, (float(s) for s in chosen.scores), strict=True))


def _finite(score: float) -> float | None:
    return score if np.isfinite(score) else None
