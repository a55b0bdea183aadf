"""The figures of the secondary cues as Markdown tables."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from companion.core.cues import Standard
from scripts.research.measuring.by_source import ORDINARY
from scripts.research.measuring.cue_candidates import Candidate
from scripts.research.measuring.documents import table


@dataclass(frozen=True)
class Row:
    """A candidate at a size: the AUC against each kind of photograph, and the 95 % interval of the lowest."""

    name: str
    size: int
    kinds: Mapping[str, float]
    low: float
    high: float

    @property
    def lowest(self) -> float:
        return min((value for value in self.kinds.values() if math.isfinite(value)), default=math.nan)


def report(
    candidates: Iterable[Candidate],
    rows: Sequence[Row],
    standards: Mapping[str, Sequence[Standard]],
    counts: Mapping[int, Mapping[str, int]],
) -> str:
    """Every candidate's lowest AUC by size; those that stay in full; where they are said to be seen; the pictures."""
    return "\n\n".join(
        (
            "AUC against the kind of photograph that the cue tells apart worst, by the picture's side in pixels:",
            _every_candidate(candidates, rows, standards),
            "The cues that stay, against each kind of photograph, with the 95 % interval of the lowest:",
            _those_that_stay([row for row in rows if row.name in standards]),
            "Where they are said to be seen, of 100 machine-made faces (mean of the sources) and of 100 photographs of "
            "the kind that shows it most, each of a source that the threshold was not set on:",
            _table(
                ["cue", "px, at least", "threshold", "machine-made", "ordinary"],
                [
                    [f"`{name}`", s.size, f"{s.threshold:.4f}", s.machine_made, s.ordinary]
                    for name, of in standards.items()
                    for s in of
                ],
            ),
            "The pictures that were large enough:",
            _table(
                ["px", *_labels(counts)],
                [[size, *(count.get(label, 0) for label in _labels(counts))] for size, count in counts.items()],
            ),
        )
    )


def _every_candidate(
    candidates: Iterable[Candidate], rows: Sequence[Row], standards: Mapping[str, Sequence[Standard]]
) -> str:
    sizes = sorted({row.size for row in rows}, reverse=True)
    lowest = {(row.name, row.size): row.lowest for row in rows}
    return _table(
        ["cue", *sizes, "stays"],
        [
            [f"`{one.name}`: {one.after}", *(lowest[one.name, size] for size in sizes), _yes(one.name in standards)]
            for one in candidates
        ],
    )


def _those_that_stay(rows: Sequence[Row]) -> str:
    kinds = sorted({kind for row in rows for kind in row.kinds})
    # Sources are numbered: whose they are is no part of a figure.
    names = [kind if kind == ORDINARY else f"aligned photographs, source {n}" for n, kind in enumerate(kinds, 1)]
    return _table(
        ["cue", "px", *names, "interval"],
        [
            [f"`{row.name}`", row.size, *(row.kinds.get(k, math.nan) for k in kinds), f"{row.low:.2f}–{row.high:.2f}"]
            for row in sorted(rows, key=lambda row: row.name)
        ],
    )


def _labels(counts: Mapping[int, Mapping[str, int]]) -> list[str]:
    return sorted({label for count in counts.values() for label in count})


def _yes(stays: bool) -> str:
    return "yes" if stays else "no"


def _table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """The first column to the left, the others to the right."""
    return table([str(name) for name in head], ([_cell(value) for value in row] for row in rows), numbers=True)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "–" if math.isnan(value) else f"{value:.2f}"
    return str(value)
