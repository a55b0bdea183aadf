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
from companion.core.cues import LEFT_IRIS, LUMA, RIGHT_IRIS, eyes_alike, few_extremes
from companion.core.models import FloatArray
from companion.vision.cues import working_square
from scripts.research.measuring.made_alike import Square

OVAL = [10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377]
OVAL += [152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109]
INNER_LIPS = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95]
SHAPE = [*OVAL[::2], *INNER_LIPS[::3], 33, 133, 362, 263, 159, 145, 386, 374, 1, 70, 300, 61, 291]
IRIS_SIDE = 24


@dataclass(frozen=True, eq=False)
class View:
    """A square with what most candidates need: colours and luminance 0..255 as floats, landmarks in pixels."""

    rgb: FloatArray
    grey: FloatArray
    points: FloatArray

    @property
    def side(self) -> int:
        return len(self.grey)


def view(square: Square) -> View:
    rgb = square.rgb.astype(np.float64)
    return View(rgb, rgb @ LUMA, square.points * len(rgb))


def highlights_disagree(v: View) -> float:
    """1 − IoU of both irises' highlights; a highlight is above the middle between median and maximum."""
    left, right = (_highlight(iris) for iris in _irises(v))
    return 1 - float((left & right).sum() / max(1, int((left | right).sum())))


def pupils_irregular(v: View) -> float:
    """1 − IoU of the darkest spot of each iris with the ellipse fitted to its rim; the mean over both eyes."""
    found = [one for one in map(_irregularity, _irises(v)) if one is not None]
    return float(np.mean(found)) if found else np.nan


def irises_differ_in_colour(v: View) -> float:
    means = [_around(v, v.points[eye], 0.025).mean(axis=0) for eye in (LEFT_IRIS, RIGHT_IRIS)]
    return float(np.hypot(*(_chroma(means[0]) - _chroma(means[1]))))


def eye_regions_no_mirror_images(v: View) -> float:
    """Lids, glasses: 1 − correlation of one eye's region with the other's mirrored."""
    left, right = (_patch(v.grey, v.points[list(c)].mean(axis=0), 0.16 * v.side) for c in ((33, 133), (362, 263)))
    return 1 - _correlation(left, right[:, ::-1])


def sides_differ_at_the_ears(v: View) -> float:
    """Colour difference of the places just beyond the face's edge at the height of the ears."""
    width = v.points[454, 0] - v.points[234, 0]
    left = _around(v, v.points[234] - (0.06 * width, 0), 0.03).mean(axis=0)
    right = _around(v, v.points[454] + (0.06 * width, 0), 0.03).mean(axis=0)
    return float(np.linalg.norm(left - right))


def teeth_off_the_midline(v: View) -> float:
    """How far the axis about which the open mouth is most nearly its own mirror image lies from the face's."""
    inside = _polygon(v, INNER_LIPS)
    width = float(np.hypot(*(v.points[78] - v.points[308])))
    if inside.sum() < 12 or inside.sum() < 0.1 * width**2:
        return np.nan
    row = np.array([v.grey[inside[:, x], x].mean() if inside[:, x].any() else np.nan for x in range(v.side)])
    shifts = np.linspace(-0.2, 0.2, 21) * width
    alike = [_mirrored_alike(row, float(v.points[[1, 168], 0].mean()) + shift, 0.3 * width) for shift in shifts]
    return float(abs(shifts[int(np.argmax(alike))]) / width) if np.isfinite(alike).any() else np.nan


def mouth_sharper_than_face(v: View) -> float:
    inside = _polygon(v, INNER_LIPS)
    if inside.sum() < 12:
        return np.nan
    fine = _fine(v.grey) ** 2
    return float(np.log(fine[inside].mean() + 0.1) - np.log(fine[_polygon(v, OVAL)].mean() + 0.1))


def background_without_order(v: View) -> float:
    """1 − coherence of the structure tensor behind the head: edges there that go no common way."""
    gx, gy = cv2.Sobel(v.grey, cv2.CV_64F, 1, 0), cv2.Sobel(v.grey, cv2.CV_64F, 0, 1)
    xx, yy, xy = (cv2.GaussianBlur(part, (0, 0), 0.02 * v.side) for part in (gx * gx, gy * gy, gx * gy))
    behind = _background(v)
    return 1 - float(np.hypot(xx - yy, 2 * xy)[behind].sum() / max(1e-9, (xx + yy)[behind].sum()))


def background_even(v: View) -> float:
    return -float(np.sqrt(v.rgb[_background(v)].var(axis=0).sum()))


def background_soft(v: View) -> float:
    return -float(np.log((_fine(v.grey) ** 2)[_background(v)].mean() + 0.1))


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
    return -float(np.log(np.mean(_fine(v.rgb[..., 0] - v.grey) ** 2) + 0.01))


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


def _irises(v: View) -> list[FloatArray]:
    radii = [np.hypot(*(v.points[eye + 1 : eye + 5] - v.points[eye]).T).mean() for eye in (LEFT_IRIS, RIGHT_IRIS)]
    return [_patch(v.grey, v.points[eye], r) for eye, r in zip((LEFT_IRIS, RIGHT_IRIS), radii, strict=True)]


def _patch(grey: FloatArray, centre: FloatArray, radius: float) -> FloatArray:
    """The square around a point, IRIS_SIDE pixels a side."""
    step = 2 * radius / IRIS_SIDE
    at = np.array([[step, 0, centre[0] - radius + step / 2 - 0.5], [0, step, centre[1] - radius + step / 2 - 0.5]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (IRIS_SIDE, IRIS_SIDE)
    return np.asarray(cv2.warpAffine(grey, at, size, flags=flags, borderMode=cv2.BORDER_REPLICATE))


def _in_disc(share: float) -> NDArray[np.bool_]:
    y, x = np.indices((IRIS_SIDE, IRIS_SIDE)) - (IRIS_SIDE - 1) / 2
    return np.asarray(np.hypot(x, y) < share * IRIS_SIDE / 2)


def _highlight(iris: FloatArray) -> NDArray[np.bool_]:
    disc = _in_disc(0.92)
    middle = np.median(iris[disc])
    return np.asarray((iris >= (middle + iris[disc].max()) / 2) & disc)


def _irregularity(iris: FloatArray) -> float | None:
    disc = _in_disc(0.75)
    dark = ((iris <= np.percentile(iris[disc], 30)) & disc).astype(np.uint8)
    rims, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    rim = max(rims, key=cv2.contourArea)
    if len(rim) < 5:
        return None
    spot, ellipse = np.zeros_like(dark), np.zeros_like(dark)
    cv2.drawContours(spot, [rim], -1, (1,), -1)
    cv2.ellipse(ellipse, cv2.fitEllipse(rim), (1,), -1)
    return 1 - float((spot & ellipse).sum() / max(1, int((spot | ellipse).sum())))


def _polygon(v: View, indices: list[int]) -> NDArray[np.bool_]:
    mask = np.zeros((v.side, v.side), np.uint8)
    cv2.fillPoly(mask, [np.round(v.points[indices]).astype(np.int32)], (1,))
    return mask.astype(bool)


def _background(v: View) -> NDArray[np.bool_]:
    """Outside an ellipse of 1.35 times the face's extent, in the upper six tenths."""
    low, high = v.points[OVAL].min(axis=0), v.points[OVAL].max(axis=0)
    y, x = np.indices((v.side, v.side)) + 0.5
    away = np.hypot(*(((x, y)[i] - (low + high)[i] / 2) / ((high - low)[i] / 2) for i in (0, 1)))
    return np.asarray((away > 1.35) & (y < 0.6 * v.side))


def _around(v: View, centre: FloatArray, reach: float) -> FloatArray:
    """The pixels (n, 3) of a small square; at least one."""
    x, y = np.clip(np.round(centre).astype(int), 0, v.side - 1)
    r = max(1, round(reach * v.side))
    return np.asarray(v.rgb[max(0, y - r) : y + r + 1, max(0, x - r) : x + r + 1].reshape(-1, 3))


def _chroma(rgb: FloatArray) -> FloatArray:
    return np.asarray(rgb[[0, 2]] - rgb @ LUMA)


def _fine(grey: FloatArray) -> FloatArray:
    return np.asarray(grey - cv2.GaussianBlur(grey, (0, 0), 1.0))


def _correlation(a: FloatArray, b: FloatArray) -> float:
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1]) if a.std() and b.std() else np.nan


def _mirrored_alike(row: FloatArray, axis: float, reach: float) -> float:
    off = np.arange(1, max(3, reach))
    left, right = (np.interp(axis + sign * off, np.arange(len(row)) + 0.5, row) for sign in (-1, 1))
    known = np.isfinite(left) & np.isfinite(right)
    return -float(np.mean((left - right)[known] ** 2)) if known.sum() >= 3 else -np.inf
