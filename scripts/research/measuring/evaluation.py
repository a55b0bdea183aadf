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
from companion.core.rarity import SOME_ONE_IN, STRONG_ONE_IN
from companion.core.wire.evidence import Status
from scripts.research.measuring.fit import FULL_SIDE, Faces, calibrate, folds, ratios, told
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
from scripts.research.measuring.sources import interval
from scripts.research.ordinary_faces import OrdinaryFaces

RATES = (0.01, 0.003, 0.001)
SIZES = (128, 96, 64, 40)
TOLD = (10, 50, 100, 200, 500, 1000)
OWN = "own"
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
            [self.pictures[i] for i in where.tolist()],
            [self.statuses[i] for i in where.tolist()],
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
        found = ratios(calibration, faces_of([sights[i] for i in chosen.tolist()]))
        scores[chosen] = found.aligned
        one_in, crops = told(calibration, found, np.array([sights[i].side for i in chosen.tolist()]))
        strong[chosen] = (one_in >= STRONG_ONE_IN) & ~crops
        some[chosen] = one_in >= SOME_ONE_IN
    eyes = np.array([-sight.eye_distance for sight in sights])
    return Judged([s.picture for s in sights], [s.status for s in sights], scores, eyes, strong, some)


@dataclass(frozen=True, eq=False)
class Background:
    """Ordinary faces of one size, each judged by a calibration that was fitted without its source: (n,) each."""

    scores: FloatArray
    told: NDArray[np.int64]
    strong: NDArray[np.bool_]
    groups: NDArray[np.int64]


def held_out_background(
    engine: str, aligned: Mapping[int, Faces], ordinary: Mapping[int, OrdinaryFaces]
) -> dict[str, Background]:
    """By size, as in SIZES, and ``own``."""
    whole = {side: _blank(each) for side, each in ordinary.items()}
    every = np.unique(np.concatenate([each.groups for each in ordinary.values()]))
    for out in folds(every):
        fold = {side: np.isin(each.groups, every[out]) for side, each in ordinary.items()}
        calibration = calibrate(engine, aligned, {side: each[~fold[side]] for side, each in ordinary.items()})
        for side, each in ordinary.items():
            faces = each.faces[fold[side]]
            found = ratios(calibration, faces)
            one_in, crops = told(calibration, found, faces.sides)
            whole[side].scores[fold[side]], whole[side].told[fold[side]] = found.aligned, one_in
            whole[side].strong[fold[side]] = (one_in >= STRONG_ONE_IN) & ~crops
    return {OWN if side == FULL_SIDE else str(side): found for side, found in whole.items()}


def _blank(ordinary: OrdinaryFaces) -> Background:
    count = len(ordinary.faces)
    return Background(np.zeros(count), np.zeros(count, np.int64), np.zeros(count, bool), ordinary.groups)


def evaluate(
    viewer: Viewer,
    pictures: Sequence[Labelled],
    judge: Judge,
    labels: tuple[str, str],
    background: Mapping[str, Background] | None = None,
) -> dict[str, Any]:
    """Every table, as numbers. ``labels``: the aligned and the ordinary pictures'; ``background``: more of these."""
    positive, negative = labels
    own = judged(viewer.see(pictures), judge)
    both = [picture for picture in pictures if picture.label in (positive, negative)]
    sizes = {OWN: own}
    for side in SIZES:
        sizes[str(side)] = judged(viewer.see(both, partial(resized, side=side)), judge)
    pools = {size: _pool(found.labelled(negative).scores, background, size) for size, found in sizes.items()}
    thresholds = {size: threshold_at(pool, 0.001) for size, pool in pools.items()}
    threshold = thresholds[OWN]
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
        "recall": {
            size: {
                "threshold": thresholds[size],
                "ordinary": len(pools[size]),
                "recall": _above(found.labelled(positive), thresholds[size]).as_dict(),
                "recall_at_owns": _above(found.labelled(positive), threshold).as_dict(),
                "alarms_at_99_recall": alarms_at_recall(found.labelled(positive).scores, pools[size], RECALL).as_dict(),
            }
            for size, found in sizes.items()
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


def _pool(scores: FloatArray, background: Mapping[str, Background] | None, size: str) -> FloatArray:
    return scores if background is None else np.concatenate([scores, background[size].scores])


def reliability(background: Mapping[str, Background]) -> dict[str, Any]:
    """By size, the share of ordinary pictures that were told to be rarer than 1 in N, or as rare, for each N.

    With the interval over pictures, as if they were independent, and that over sources.
    """
    return {
        size: {
            "pictures": len(found.told),
            "sources": len(np.unique(found.groups)),
            "told": {
                str(one_in): {
                    **clopper_pearson(int((found.told >= one_in).sum()), len(found.told)).as_dict(),
                    "by_source": interval(found.told >= one_in, found.groups),
                }
                for one_in in TOLD
            },
            "strong": clopper_pearson(int(found.strong.sum()), len(found.strong)).as_dict(),
        }
        for size, found in background.items()
    }


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
