"""An evaluation's numbers as a short page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scripts.research.measuring.documents import table

COMMAND = "python -m scripts.research.evaluate --manifest ../shared/faces/manifest.csv --root ../shared/faces --write"

HEAD = """# How accurate the alignment evidence is

All figures are made by one command, with `../shared` present:

    {command}

Shares have their 95 % interval in brackets (Wilson; Clopper–Pearson for false alarms; bootstrap for areas).

{judged}

What it cannot do: most faces from diffusion models have no such tell; those of models that learned from faces aligned
so do have it (of 43 by one that learned from FFHQ, 28 are `strong`). A real photograph that was cropped by the same
procedure (`aligned_real`), or happens to sit there, has it. The pictures are few, and their sources fewer. What is
missed are mostly faces in sunglasses and faces seen from the side: there, landmarks are guesses.

The score is the log10 of a likelihood ratio between two densities of the FFHQ square's residual, both by the picture's
size: one of faces that StyleGAN made, and one of ordinary profile pictures. How rare a score is, is told by size too.
**1 in N** is the upper end of a 95 % interval over sources that were held out (Korn and Graubard's: Clopper and
Pearson's with as many pictures as the spread between sources leaves). Levels: `strong` is told of at most 1 in 500
ordinary pictures, `some` of at most 1 in 200, or where the position reads as aligned and then cropped around the
centre. What is told ends at 1 in 1,000: 5,000 pictures bear witness to no more. Of pictures smaller than 40 px at most
1 in 100 is told, since none that small was measured.

A picture below 160 px whose first look is at least as rare as 1 in 10 is looked at again
in the mirror; the landmarks are the mean of both looks. Below 52 px the face is then moved to where its pixels say that
it lies, by a linear map that was fitted on `gan`, `aligned_real` and `real`; here each picture is moved by a map that
was fitted without it. The ordinary pictures of the background are known by their landmarks of one look, without either.
It would be the same: with the error that both leave, drawn and added to where 4,553 of them sit at own size, 1 in 500
exceed 0.98 at 40 px, with one look 1.03 (1 in 1,000: 1.80 and 1.54, by 5 pictures).

Engines see an upright face in one that stands on its head, with its landmarks elsewhere. So a linear measure of the
gradients around the landmarks (`scripts/research/calibrate_way_up.py`, cross-validated) says which way up a face
stands. Where it is in doubt, and where no face is found or one lies on its side, the picture is looked at in the other
turns. In doubt it is with 97 % of the faces that are seen upright in a picture turned by 180° (40 px: 93 %), and with
0.7 % of upright ones (40 px: 1.2 %); in the turn in which they do stand upright, 97 % look so (40 px: 95 %).

What was tried on `gan` at 40 px (JPEG 85), by the room that the residual takes (the root of its covariance's
determinant, after the correction for the face's shape), where ordinary pictures in it are as many as there is room:

| tried | room |
|---|---|
| one look | 1 |
| **two looks, one in the mirror** | 0.86 |
| **and moved by the pixels** (from 52 px on, of no use) | 0.54 |
| four looks, two of them on a ground | 0.84 |
| three looks, turned by 5° either way | 0.94 |
| all fourteen looks of this table | 0.85 |
| enlarged to 200, 320 or 400 px | 1.00, 1.02, 1.01 |
| enlarged by cubic, by Lanczos | 1.04, 1.08 |
| blurred by half a pixel; noise reduced (non-local means, bilateral) | 1.10; 1.00, 1.02 |
| as WebP 80, two looks | 0.76 |
| as PNG, two looks; enlarged by Lanczos | 0.41; 0.33 |

The mean of both engines, each with all this, takes 0.97 of the room of the bundled one. A map that is fitted to where
the square of `gan` and `aligned_real` truly lies, not to where landmarks say so in the large picture, takes 0.96 and
finds 530 of 546 where the other finds 532; one on 2,000 random Fourier features beside takes more room than without.
A calibration for each kind of file finds no more (fitted at 40 px alone, at one false alarm in 1,000): of PNG 540 of
546 by its own and 541 by that of JPEG, of WebP 532 and 537, beside 533 of JPEG. So one calibration serves all kinds.
Mixtures of 3 or 10 parts, and other tails (5 or 30 degrees of freedom), change the recall at one false alarm in 1,000
by at most one picture of 546, a correction for the shape by size by four.

Moving a face by its pixels in another way does not help either, held out by fifths as the map itself: a second map,
fitted to what the first leaves, takes 1.18 of the room that the first leaves, the same map once more 1.44; the mean of
four starts 0.99, of each look moved by itself 0.995 (524 of 536 found, where 522 are). The picture's mirror image adds
nothing, as the map is its own mirror image. So 98.5 % at 40 px is out of reach for these means: each of the four
numbers would have to scatter by 5 to 8 % less. And the figure is known no better: the score that 1 in 1,000 exceed
rests on 5 pictures, and with other draws of the 77 sources between 96.5 and 98.9 % are found. Two densities
by how far the face is turned, each with its own spread, find as many (524 of 536 with one correction for all), three
find 527: a lead, and no more than chance may give.

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
    parts.append(_recall(result))
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
