"""Secondary cues that were considered, each a function of an aligned square; higher means "machine-made" by its claim.

They are measured by ``scripts/research/evaluate_cues.py``; those that hold are in ``companion/core/cues.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.core.alignment import residual
from companion.core.cues import LEFT_IRIS, RIGHT_IRIS, eyes_alike, few_extremes
from companion.core.models import FloatArray
from companion.vision.cues import working_square
from scripts.research.measuring.face_parts import (
    INNER_LIPS,
    OVAL,
    View,
    around,
    background,
    chroma,
    correlation,
    fine,
    highlight,
    irises,
    irregularity,
    mirrored_alike,
    patch,
    polygon,
)

SHAPE = [*OVAL[::2], *INNER_LIPS[::3], 33, 133, 362, 263, 159, 145, 386, 374, 1, 70, 300, 61, 291]


def highlights_disagree(v: View) -> float:
    """1 − IoU of both irises' highlights; a highlight is above the middle between median and maximum."""
    left, right = (highlight(iris) for iris in irises(v))
    return 1 - float((left & right).sum() / max(1, int((left | right).sum())))


def pupils_irregular(v: View) -> float:
    """1 − IoU of the darkest spot of each iris with the ellipse fitted to its rim; the mean over both eyes."""
    found = [one for one in map(irregularity, irises(v)) if one is not None]
    return float(np.mean(found)) if found else np.nan


def irises_differ_in_colour(v: View) -> float:
    means = [around(v, v.points[eye], 0.025).mean(axis=0) for eye in (LEFT_IRIS, RIGHT_IRIS)]
    return float(np.hypot(*(chroma(means[0]) - chroma(means[1]))))


def eye_regions_no_mirror_images(v: View) -> float:
    """Lids, glasses: 1 − correlation of one eye's region with the other's mirrored."""
    left, right = (patch(v.grey, v.points[list(c)].mean(axis=0), 0.16 * v.side) for c in ((33, 133), (362, 263)))
    return 1 - correlation(left, right[:, ::-1])


def sides_differ_at_the_ears(v: View) -> float:
    """Colour difference of the places just beyond the face's edge at the height of the ears."""
    width = v.points[454, 0] - v.points[234, 0]
    left = around(v, v.points[234] - (0.06 * width, 0), 0.03).mean(axis=0)
    right = around(v, v.points[454] + (0.06 * width, 0), 0.03).mean(axis=0)
    return float(np.linalg.norm(left - right))


def teeth_off_the_midline(v: View) -> float:
    """How far the axis about which the open mouth is most nearly its own mirror image lies from the face's."""
    inside = polygon(v, INNER_LIPS)
    width = float(np.hypot(*(v.points[78] - v.points[308])))
    if inside.sum() < 12 or inside.sum() < 0.1 * width**2:
        return np.nan
    row = np.array([v.grey[inside[:, x], x].mean() if inside[:, x].any() else np.nan for x in range(v.side)])
    shifts = np.linspace(-0.2, 0.2, 21) * width
    alike = [mirrored_alike(row, float(v.points[[1, 168], 0].mean()) + shift, 0.3 * width) for shift in shifts]
    return float(abs(shifts[int(np.argmax(alike))]) / width) if np.isfinite(alike).any() else np.nan


def mouth_sharper_than_face(v: View) -> float:
    inside = polygon(v, INNER_LIPS)
    if inside.sum() < 12:
        return np.nan
    sharp = fine(v.grey) ** 2
    return float(np.log(sharp[inside].mean() + 0.1) - np.log(sharp[polygon(v, OVAL)].mean() + 0.1))


def background_without_order(v: View) -> float:
    """1 − coherence of the structure tensor behind the head: edges there that go no common way."""
    gx, gy = cv2.Sobel(v.grey, cv2.CV_64F, 1, 0), cv2.Sobel(v.grey, cv2.CV_64F, 0, 1)
    xx, yy, xy = (cv2.GaussianBlur(part, (0, 0), 0.02 * v.side) for part in (gx * gx, gy * gy, gx * gy))
    behind = background(v)
    return 1 - float(np.hypot(xx - yy, 2 * xy)[behind].sum() / max(1e-9, (xx + yy)[behind].sum()))


def background_even(v: View) -> float:
    return -float(np.sqrt(v.rgb[background(v)].var(axis=0).sum()))


def background_soft(v: View) -> float:
    return -float(np.log((fine(v.grey) ** 2)[background(v)].mean() + 0.1))


def spectrum_tail(v: View) -> float:
    """How far the last quarter of the azimuthal spectrum lies above a line through its middle, in logarithms."""
    power = spectrum(v)
    radius = np.log(np.arange(1, len(power) + 1))
    middle = slice(len(power) // 4, 3 * len(power) // 4)
    tail = slice(3 * len(power) // 4, None)
    return float(np.mean(power[tail] - np.polyval(np.polyfit(radius[middle], power[middle], 1), radius[tail])))


def spectrum(v: View) -> FloatArray:
    """Log power by radius, from the lowest frequency, of the luminance under a Hann window."""
    window = np.outer(np.hanning(v.side), np.hanning(v.side))
    power = np.abs(np.fft.fftshift(np.fft.fft2((v.grey - v.grey.mean()) * window))) ** 2
    y, x = np.indices(power.shape) - v.side // 2
    radius = np.hypot(x, y).astype(int).ravel()
    mean = np.bincount(radius, power.ravel()) / np.bincount(radius)
    return np.asarray(np.log(mean[1 : v.side // 2] + 1e-3))


def spectrum_profile(v: View) -> FloatArray:
    """The spectrum against its own low frequencies, at 19 radii, so that one discriminant fits all sizes."""
    power = spectrum(v) - spectrum(v)[1:4].mean()
    return np.asarray(np.interp(np.linspace(0, 1, 19), np.linspace(0, 1, len(power)), power))


def little_colour_noise(v: View) -> float:
    return -float(np.log(np.mean(fine(v.rgb[..., 0] - v.grey) ** 2) + 0.01))


def low_contrast(v: View) -> float:
    return -float(v.grey.std())


def exactly_in_place(v: View) -> float:
    """How near the FFHQ square lies to the machine-made faces' own mean, in their deviations."""
    off = residual(v.points / v.side).vector() - (-0.0003, 0.0026, -0.0248, -0.0014)
    return -float(np.linalg.norm(off / (0.0018, 0.0018, 0.0159, 0.0077)))


def face_shape(v: View) -> FloatArray:
    """Landmarks without position, size and turn."""
    points = v.points[SHAPE] - v.points[SHAPE].mean(axis=0)
    across = v.points[263] - v.points[33]
    c, s = across / np.hypot(*across)
    return np.asarray((points @ np.array([[c, -s], [s, c]]) / np.sqrt((points**2).mean())).ravel())


def shipped(measure: Callable[[NDArray[np.uint8], FloatArray], float]) -> Callable[[View], float]:
    """A cue of ``companion/core/cues.py`` as the companion measures it: in the working square."""

    def value(v: View) -> float:
        return measure(working_square(v.rgb.astype(np.uint8), 0, 0, v.side), v.points / v.side)

    return value


@dataclass(frozen=True)
class Candidate:
    """``fitted``: it gives several numbers, joined by a linear discriminant that is fitted on other sources."""

    name: str
    after: str
    measure: Callable[[View], float] | Callable[[View], FloatArray]
    fitted: bool = False
    on_ordinary: bool = True


CANDIDATES = (
    Candidate("eyes_alike", "both eyes look the same (concordance)", shipped(eyes_alike)),
    Candidate("few_extremes", "few burnt-out or black pixels (McCloskey & Albright 2018)", shipped(few_extremes)),
    Candidate("highlights_disagree", "corneal highlights (Hu, Li & Lyu 2021)", highlights_disagree),
    Candidate("pupils_irregular", "pupil shape (Guo et al. 2022)", pupils_irregular),
    Candidate("irises_differ_in_colour", "eye asymmetry", irises_differ_in_colour),
    Candidate("eye_regions_no_mirror_images", "eye and glasses asymmetry", eye_regions_no_mirror_images),
    Candidate("sides_differ_at_the_ears", "ear line, earrings, hair", sides_differ_at_the_ears),
    Candidate("teeth_off_the_midline", "teeth midline", teeth_off_the_midline),
    Candidate("mouth_sharper_than_face", "mouth", mouth_sharper_than_face),
    Candidate("background_without_order", "background irregularity", background_without_order),
    Candidate("background_even", "background", background_even),
    Candidate("background_soft", "background", background_soft),
    Candidate("spectrum_tail", "up-sampling spectrum (Durall et al. 2020)", spectrum_tail),
    Candidate(
        "spectrum_profile", "the same, whole and fitted (Durall; Frank et al. 2020)", spectrum_profile, fitted=True
    ),
    Candidate("little_colour_noise", "colour statistics", little_colour_noise),
    Candidate("low_contrast", "tones", low_contrast),
    Candidate("face_shape", "landmark positions, fitted (Yang, Li & Lyu 2019)", face_shape, fitted=True),
    Candidate("exactly_in_place", "part of the alignment's own score", exactly_in_place, on_ordinary=False),
)
