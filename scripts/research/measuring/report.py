"""An evaluation's numbers as tables with what they are; docs/accuracy.md says the rest around them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scripts.research.measuring.documents import table

CROSS_VALIDATED = (
    "Cross-validated: each source of pictures is judged by a calibration that was fitted without it, and each group\n"
    "of ordinary pictures likewise."
)
SHIPPED = (
    "Judged by the calibration that ships; none of these pictures was used to make it, as far as their hashes tell."
)


def markdown(result: Mapping[str, Any]) -> str:
    parts = [
        f"{CROSS_VALIDATED if result['cross_validated'] else SHIPPED}\n",
        _sizes(result),
        _recall(result),
        *([_reliability(result)] if "reliability" in result else []),
        _labels("By label", result["labels"]),
        _labels("By source", result["sources"]),
        _changes(result),
    ]
    return "\n".join(parts)


def _sizes(result: Mapping[str, Any]) -> str:
    rows = []
    for size, measures in result["sizes"].items():
        for name, row in measures.items():
            rows.append(
                [
                    _size(size),
                    "Eyeline" if name == "eyeline" else "GANEyeDistance",
                    _area(row["auc"]),
                    *(percent(row[key]) for key in ("recall_at_0.01", "recall_at_0.003", "recall_at_0.001")),
                    percent(row["alarms_at_99_recall"]),
                ]
            )
    head = ["size", "measure", "AUC", "recall at 1 %", "at 0.3 %", "at 0.1 %", "false alarms at 99 % recall"]
    return _section(
        "`gan` against `real`, by picture size",
        "GANEyeDistance (arXiv 2401.02627) is its formula on the same landmarks. Below the own size, pictures are\n"
        "brought down to a shorter side of so many pixels, as JPEG of quality 85. A rate that allows less than one\n"
        "`real` picture means: above all of them.",
        head,
        rows,
    )


def _recall(result: Mapping[str, Any]) -> str:
    rows = [
        [
            _size(size),
            f"{row['ordinary']:,}",
            f"{row['threshold']:.2f}",
            percent(row["recall"]),
            percent(row["recall_at_owns"]),
            percent(row["alarms_at_99_recall"]),
        ]
        for size, row in result["recall"].items()
    ]
    return _section(
        "At one false alarm in 1,000",
        "Against all ordinary pictures of the same size: `real` and, where it is present, the background.",
        [
            "size",
            "ordinary pictures",
            "score that 1 in 1,000 exceed",
            "`gan` found",
            "found at the own size's score",
            "false alarms at 99 % recall",
        ],
        rows,
    )


def _reliability(result: Mapping[str, Any]) -> str:
    sizes = result["reliability"]
    rows = [
        [
            f"1 in {int(one_in):,}",
            f"{100 / int(one_in):.3g} %",
            *(_by_source(row["told"][one_in]) for row in sizes.values()),
        ]
        for one_in in next(iter(sizes.values()))["told"]
    ]
    rows.append(["`strong`", "", *(percent(row["strong"]) for row in sizes.values())])
    counts = ", ".join(f"{row['pictures']:,} at {_size(size)}" for size, row in sizes.items())
    return _section(
        "Is the rarity true?",
        f"The share of ordinary pictures ({counts},\n"
        f"of {next(iter(sizes.values()))['sources']} sources) that is told to be at least so rare, each judged by a"
        " calibration that was fitted without its\nsource. The first interval is over pictures, as if they were"
        " independent, the second over sources.",
        ["told: at most", "should be at most", *(_size(size) for size in sizes)],
        rows,
    )


def _by_source(figure: Mapping[str, Any]) -> str:
    low, high = (f"{100 * end:.2f}" for end in figure["by_source"])
    share, *ends = (f"{100 * figure[key]:.2f}" for key in ("value", "low", "high"))
    return f"{share} % ({'–'.join(ends)}; {low}–{high})"


def _size(size: str) -> str:
    return "own" if size == "own" else f"{size} px"


def _labels(title: str, table: Mapping[str, Any]) -> str:
    rows = [
        [
            f"{name}",
            f"{row['pictures']:,}",
            ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in row["statuses"].items()),
            percent(row["strong"]),
            percent(row["some"]),
        ]
        for name, row in table.items()
    ]
    return _section(title, "", ["", "pictures", "statuses", "`strong`", "`some` or `strong`"], rows)


def _changes(result: Mapping[str, Any]) -> str:
    rows = [
        [name, *(percent(row[key]) for key in ("recall", "alarms", "some", "alarms_some"))]
        for name, row in result["changes"].items()
    ]
    return _section(
        "What is done to pictures",
        "At the score that 1 in 1,000 exceed at their own size. A centre crop is read as such, which gives the level\n"
        "`some` and leaves the score.",
        ["change", "`gan` found", "`real` found", "`gan` at least `some`", "`real` at least `some`"],
        rows,
    )


def _section(title: str, text: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join([f"## {title}", "", *([text, ""] if text else []), table(head, rows), ""])


def percent(figure: Mapping[str, Any]) -> str:
    """A share of :class:`~scripts.research.measuring.metrics.Figure`, with its interval and numbers."""
    if math.isnan(figure["value"]):
        return "–"
    digits = 2 if figure["high"] < 0.02 else 1
    value, low, high = (f"{100 * figure[key]:.{digits}f}" for key in ("value", "low", "high"))
    return f"{value} % ({low}–{high}; {figure['count']:,} of {figure['total']:,})"


def _area(figure: Mapping[str, Any]) -> str:
    return f"{figure['value']:.4f} ({figure['low']:.4f}–{figure['high']:.4f})"
