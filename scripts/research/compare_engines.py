"""Both landmark engines on the same pictures.

``python -m scripts.research.compare_engines [SHARED]`` writes docs/engines.md. It reads ``../shared`` (or the
folder given). Each engine is judged by calibrations of its own, cross-validated: no source of pictures and no group of
ordinary ones is judged by a calibration that was fitted on it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from companion.core.calibration import Calibration
from companion.core.models import FloatArray
from companion.core.wire.evidence import Status
from companion.vision.refinement import bundled_refinement
from scripts.research.calibrate import aligned_faces, aligned_sights
from scripts.research.calibrate_together import robust_spread
from scripts.research.measuring.documents import SHARED, Part, table
from scripts.research.measuring.evaluation import OWN, RECALL, held_out_background, judged
from scripts.research.measuring.fit import calibrate
from scripts.research.measuring.metrics import Figure, alarms_at_recall, clopper_pearson, threshold_at, wilson
from scripts.research.measuring.pictures import (
    ENGINES,
    Labelled,
    Sight,
    Viewer,
    engines,
    resized,
    shared_faces,
)
from scripts.research.measuring.report import percent
from scripts.research.ordinary_faces import BACKGROUNDS, ordinary_faces

FOUND = Part("engines.md", "scripts/research/compare_engines.py: what they find")
APART = Part("engines.md", "scripts/research/compare_engines.py: how far they lie apart")
RARE = 0.001
SIZES = (128, 64, 40)
"""Those at which both engines measured the ordinary pictures."""

Sights = Mapping[str, list[Sight]]
"""What is seen of the same pictures at each size."""


@dataclass(frozen=True, eq=False)
class Result:
    """One engine: how each label fared, and what it does to ordinary pictures."""

    found: Mapping[str, tuple[int, int]]
    recall: Mapping[str, Figure]
    strong: Mapping[str, Figure]
    real: Figure
    ordinary: Figure
    background_strong: Figure
    scores: FloatArray
    levels: NDArray[np.bool_]


def main(arguments: list[str]) -> int:
    shared = Path(arguments[0]) if arguments else SHARED
    if not all((shared / file).is_file() for file in BACKGROUNDS.values()):
        print(f"There is nothing to measure with in {shared}.")
        return 1
    pictures = shared_faces(shared)
    sights, results = {}, {}
    for engine in ENGINES.values():
        with Viewer(engines(engine, shared), bundled_refinement(engine)) as viewer:
            sights[engine] = see(viewer, pictures)
            results[engine] = result(engine, viewer, sights[engine], shared)
    FOUND.write(found_table(list(results.values())))
    APART.write(apart_table(list(sights.values())))
    print(f"Wrote docs/{FOUND.document}.")
    return 0


def see(viewer: Viewer, pictures: list[Labelled]) -> Sights:
    """All pictures at their own size, and those of the two labels that are told apart at each of SIZES."""
    both = [picture for picture in pictures if picture.label in ("gan", "real")]
    small = {str(side): viewer.see(both, partial(resized, side=side)) for side in SIZES}
    return {OWN: viewer.see(pictures), **small}


def labelled(sights: Iterable[Sight], label: str) -> list[Sight]:
    return [sight for sight in sights if sight.picture.label == label]


def result(engine: str, viewer: Viewer, sights: Sights, shared: Path) -> Result:
    aligned = aligned_sights(viewer, [sight.picture for sight in labelled(sights[OWN], "gan")])
    sources = {sight.picture.source for sight in aligned[max(aligned)]}
    ordinary = ordinary_faces(shared, engine)

    @cache
    def without(source: str | None) -> Calibration:
        kept = {side: [s for s in found if s.picture.source != source] for side, found in aligned.items()}
        return calibrate(engine, aligned_faces(kept), ordinary)

    background = held_out_background(engine, aligned_faces(aligned), ordinary)
    judge = {size: judged(seen, lambda s: without(s if s in sources else None)) for size, seen in sights.items()}
    gan = {size: found.labelled("gan") for size, found in judge.items()}
    real = judge[OWN].labelled("real")
    pools = {size: np.concatenate([judge[size].labelled("real").scores, background[size].scores]) for size in gan}
    thresholds = {size: threshold_at(pool, RARE) for size, pool in pools.items()}
    own = judge[OWN]
    labels = sorted({picture.label for picture in own.pictures})
    return Result(
        found={
            label: (own.labelled(label).statuses.count(Status.scored), len(own.labelled(label).statuses))
            for label in labels
        },
        recall={
            size: wilson(int((each.scores > thresholds[size]).sum()), len(each.scores)) for size, each in gan.items()
        },
        strong={
            f"`{label}`": wilson(int(own.labelled(label).strong.sum()), len(own.labelled(label).strong))
            for label in labels
        },
        real=clopper_pearson(int((real.scores > thresholds[OWN]).sum()), len(real.scores)),
        ordinary=alarms_at_recall(gan[OWN].scores, pools[OWN], RECALL),
        background_strong=clopper_pearson(int(background[OWN].strong.sum()), len(background[OWN].strong)),
        scores=own.scores,
        levels=own.strong,
    )


def found_table(results: list[Result]) -> str:
    first, second = results
    rows = [
        [
            f"{name}: found at one false alarm in 1,000 ordinary ones",
            *(percent(each.recall[size].as_dict()) for each in results),
        ]
        for size, name in ((OWN, "`gan`, own size"), *((str(side), f"`gan`, {side} px") for side in SIZES))
    ]
    rows += [
        ["`real` above the same threshold", *(percent(each.real.as_dict()) for each in results)],
        [
            "ordinary pictures at least as high as 99 % of `gan`",
            *(percent(each.ordinary.as_dict()) for each in results),
        ],
        ["ordinary pictures called `strong`", *(percent(each.background_strong.as_dict()) for each in results)],
    ]
    rows += [
        [f"{label} called `strong`", *(percent(each.strong[label].as_dict()) for each in results)]
        for label in first.strong
    ]
    rows += [
        [f"`{label}` with one clear face", *("{} of {}".format(*each.found[label]) for each in results)]
        for label in first.found
    ]
    both = np.isfinite(first.scores) & np.isfinite(second.scores)
    ranks = [np.argsort(np.argsort(each.scores[both])) for each in results]
    same = int((first.levels == second.levels).sum())
    total = len(first.levels)
    return (
        f"{table(['', 'bundled', 'other'], rows)}\n\n"
        "Over all pictures that both score, the rank correlation of their scores is "
        f"{np.corrcoef(ranks[0], ranks[1])[0, 1]:.3f}; {same:,} of {total:,}\n"
        f"pictures ({100 * same / total:.1f} %) get `strong` from both or from neither."
    )


def apart_table(sights: list[Sights]) -> str:
    rows = []
    for size in (OWN, "64"):
        for label in ("gan", "real"):
            pairs = zip(*(labelled(each[size], label) for each in sights), strict=True)
            one, other = (
                np.array(column)
                for column in zip(
                    *((a.residual, b.residual) for a, b in pairs if a.residual is not None and b.residual is not None),
                    strict=True,
                )
            )
            rows.append([f"`{label}`, {'own size' if size == OWN else size + ' px'}", *summary(other - one)])
            if size == OWN:
                rows += [
                    [f"own scatter, `{label}`: {name}", *scatter_of(each)]
                    for name, each in (("bundled", one), ("other", other))
                ]
    rows.sort(key=lambda row: row[0].startswith("own scatter"))
    return table(["", "shift x", "shift y", "log scale", "roll"], rows)


def summary(apart: FloatArray) -> list[str]:
    return [f"{m:+.4f} ({s:.4f})" for m, s in zip(np.median(apart, axis=0), robust_spread(apart), strict=True)]


def scatter_of(residuals: FloatArray) -> list[str]:
    return [f"({s:.4f})" for s in robust_spread(residuals)]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
