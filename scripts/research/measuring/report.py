"""An evaluation's numbers as a short page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scripts.research.measuring.documents import table

COMMAND = "python scripts/research/evaluate.py --manifest ../shared/faces/manifest.csv --root ../shared/faces --write"

HEAD = """# How accurate the alignment evidence is

All figures are made by one command, with `../shared` present:

    {command}

Shares have their 95 % interval in brackets (Wilson; Clopper–Pearson for false alarms; bootstrap for areas).

{judged}

What it cannot do: a face from a diffusion model has no such tell, and a real photograph that was cropped by the same
procedure (`aligned_real`), or happens to sit there, has it. The pictures are few, and their sources fewer. What is
missed are mostly faces in sunglasses and faces seen from the side: there, landmarks are guesses.

The score is the log10 of a likelihood ratio between two densities of the FFHQ square's residual, one of faces that
StyleGAN made, by picture size, and one of ordinary profile pictures. Levels: `strong` is reached by 1 in 2,000 ordinary
pictures, `some` by 1 in 500, or where the position reads as aligned and then cropped around the centre.

Tried and left out: a second, mirrored look at pictures of 40 px makes the residual's spread a fifth smaller by volume
and costs twice the time; cubic instead of linear enlarging makes it a third larger.
"""
CROSS_VALIDATED = (
    "Cross-validated: each source of pictures is judged by a calibration that was fitted without it, and each group\n"
    "of ordinary pictures likewise."
)
SHIPPED = (
    "Judged by the calibration that ships; none of these pictures was used to make it, as far as their hashes tell."
)


def markdown(result: Mapping[str, Any]) -> str:
    judged = CROSS_VALIDATED if result["cross_validated"] else SHIPPED
    parts = [HEAD.format(command=COMMAND, judged=judged)]
    parts.append(_sizes(result))
    parts.append(_one_threshold(result))
    if "reliability" in result:
        parts.append(_reliability(result))
    parts.append(_labels("By label", result["labels"]))
    parts.append(_labels("By source", result["sources"]))
    parts.append(_changes(result))
    return "\n".join(parts)


def _sizes(result: Mapping[str, Any]) -> str:
    rows = []
    for size, measures in result["sizes"].items():
        for name, row in measures.items():
            rows.append(
                [
                    "own" if size == "own" else f"{size} px",
                    "Eyeline" if name == "eyeline" else "GANEyeDistance",
                    _area(row["auc"]),
                    *(_percent(row[key]) for key in ("recall_at_0.01", "recall_at_0.003", "recall_at_0.001")),
                    _percent(row["alarms_at_99_recall"]),
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


def _one_threshold(result: Mapping[str, Any]) -> str:
    one = result["one_threshold"]
    rows = [["own" if size == "own" else f"{size} px", _percent(recall)] for size, recall in one["recall"].items()]
    return _section(
        "One threshold for all sizes",
        f"The score {one['value']:.2f} is exceeded by 1 in 1,000 of {one['ordinary']:,} ordinary pictures (`real` and"
        f" the background). At 99 % recall\nof `gan` at their own size, {_percent(one['alarms_at_99_recall'])} of these"
        " ordinary pictures raise an alarm.",
        ["size of `gan`", "recall at one false alarm in 1,000"],
        rows,
    )


def _reliability(result: Mapping[str, Any]) -> str:
    strong = result["background"]["strong"]
    rows = [
        [f"1 in {int(n):,}", _percent(figure), f"{100 / int(n):.3g} %"] for n, figure in result["reliability"].items()
    ]
    return _section(
        "Is the rarity true?",
        f"Of {result['background']['pictures']:,} ordinary pictures, the share that is told to be at least so rare."
        f" `strong` are {_percent(strong)}.",
        ["told: at least as rare as", "share of ordinary pictures", "should be at most"],
        rows,
    )


def _labels(title: str, table: Mapping[str, Any]) -> str:
    rows = [
        [
            f"{name}",
            f"{row['pictures']:,}",
            ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in row["statuses"].items()),
            _percent(row["strong"]),
            _percent(row["some"]),
        ]
        for name, row in table.items()
    ]
    return _section(title, "", ["", "pictures", "statuses", "`strong`", "`some` or `strong`"], rows)


def _changes(result: Mapping[str, Any]) -> str:
    rows = [
        [name, *(_percent(row[key]) for key in ("recall", "alarms", "some", "alarms_some"))]
        for name, row in result["changes"].items()
    ]
    return _section(
        "What is done to pictures",
        "At the one threshold above. A centre crop is read as such, which gives the level `some` and leaves the score.",
        ["change", "`gan` found", "`real` found", "`gan` at least `some`", "`real` at least `some`"],
        rows,
    )


def _section(title: str, text: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join([f"## {title}", "", *([text, ""] if text else []), table(head, rows), ""])


def _percent(figure: Mapping[str, Any]) -> str:
    if math.isnan(figure["value"]):
        return "–"
    digits = 2 if figure["high"] < 0.02 else 1
    value, low, high = (f"{100 * figure[key]:.{digits}f}" for key in ("value", "low", "high"))
    return f"{value} % ({low}–{high}; {figure['count']:,} of {figure['total']:,})"


def _area(figure: Mapping[str, Any]) -> str:
    return f"{figure['value']:.4f} ({figure['low']:.4f}–{figure['high']:.4f})"
