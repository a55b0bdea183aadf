"""Labelled real pictures, where they are present, on the whole path from the page to the badge."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from . import pages
from .badges import badges_when, measured
from .stage import Stage

# How many of each label, and the least and the most of them that may carry a mark (strong or some). Real pictures
# that were cropped by the FFHQ procedure carry the same sign as generated ones, and other generators' carry none.
LABELS = {
    "gan": (60, 0.85, 1.0),
    "aligned_real": (20, 0.6, 1.0),
    "real": (60, 0.0, 0.05),
    "other_ai": (20, 0.0, 0.1),
    "nonface": (30, 0.0, 0.05),
}
NUMBER = 2000


def samples(folder: Path) -> list[tuple[str, bytes]]:
    """Label and bytes, evenly over each label's pictures in the order of their names."""
    chosen = []
    for label, (count, _, _) in LABELS.items():
        paths = sorted(path for path in (folder / label).iterdir() if path.is_file())
        step = max(1, len(paths) // count)
        chosen += [(label, path.read_bytes()) for path in paths[::step][:count]]
    return chosen


@pytest.fixture(scope="module")
def faces(shared_folder: Path) -> Path:
    folder = shared_folder / "faces"
    if not folder.is_dir():
        pytest.skip("../shared/faces is not here: no labelled pictures to measure")
    return folder


@pytest.mark.every_day_in("chromium")
async def test_the_shares_marked_for_each_label(faces: Path, dotted: Stage) -> None:
    stage = dotted
    chosen = samples(faces)
    owner, viewer = pages.people(stage.sites, pages.FACEBOOK_PICTURES, 2, 1990, ["drawn"])
    friends = [
        pages.person(stage.sites, pages.FACEBOOK_PICTURES, NUMBER + place, label, content)
        for place, (label, content) in enumerate(chosen)
    ]
    page = await stage.open("about:blank")
    await page.resize(1100, 12_000)
    html = pages.facebook_friends(owner, friends, len(friends), viewer, [])
    await page.goto(stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html))
    found = await badges_when(page, measured(len(friends) + 1), "a badge for each picture", seconds=90)

    label_of = {friend.name: friend.kind for friend in friends}
    shapes = Counter((label_of[badge.beside], badge.shape) for badge in found if badge.beside in label_of)
    for label, (count, least, most) in LABELS.items():
        marked = (shapes[label, "strong"] + shapes[label, "some"]) / count
        assert least <= marked <= most, (label, dict(shapes))
    assert shapes["gan", "strong"] > shapes["gan", "some"], dict(shapes)
