"""Forty generated faces, each cropped to 80 % and measured, among a thousand ordinary profile pictures."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import numpy as np
from click.testing import CliRunner
from PIL import Image

from companion.cli.main import eyeline
from companion.core.models import Residual
from companion.core.together import gatherings, place
from companion.vision.background import bundled_background
from companion.vision.meter import Meter
from scripts.research.ordinary_faces import large_faces
from tests.companion.wire_samples import photograph


def test_faces_cropped_alike_are_found_together(shared_folder: Path) -> None:
    with (shared_folder / "faces" / "manifest.csv").open(newline="") as file:
        paths = [row["path"] for row in csv.DictReader(file) if row["label"] == "gan"][:40]
    planted = []
    with Meter() as meter:
        for path in paths:
            evidence = meter.measure(to_80_percent(shared_folder / "faces" / path)).evidence
            assert evidence.alignment is not None
            planted.append(place(evidence.alignment))
    pool = large_faces(shared_folder).residuals
    drawn = pool[np.random.default_rng(0).choice(len(pool), 1000, replace=False)]
    ordinary = [Residual(*map(float, row)) for row in drawn]

    (found,) = gatherings([*ordinary, *planted], bundled_background())
    assert sum(member >= 1000 for member in found.members) >= 36
    assert sum(member < 1000 for member in found.members) <= 1
    assert gatherings(ordinary, bundled_background()) == []


def test_the_command_names_the_set_and_where_it_sits(shared_folder: Path, tmp_path: Path) -> None:
    with (shared_folder / "faces" / "manifest.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row in [row for row in rows if row["label"] == "gan"][:24]:
        name = Path(row["path"]).with_suffix(".jpg").name
        (tmp_path / f"planted-{name}").write_bytes(to_80_percent(shared_folder / "faces" / row["path"]))
    ordinary = [str(shared_folder / "faces" / row["path"]) for row in rows if row["label"] == "real"][:60]

    found = CliRunner().invoke(eyeline, ["together", str(tmp_path), *ordinary])
    assert found.exit_code == 0, found.output
    assert re.search(r"where StyleGAN's faces sit once cropped to about (79|80|81|82)%", found.output)
    assert found.output.count("planted-") >= 21
    alone = CliRunner().invoke(eyeline, ["together", *ordinary])
    assert alone.output.startswith("No faces sit together more than chance would have it.")


def test_copies_of_one_picture_are_no_set(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number}.jpg").write_bytes(photograph(200 + number))
    result = CliRunner().invoke(eyeline, ["together", str(tmp_path), "--json"])
    assert (result.exit_code, result.stdout) == (0, "")


def to_80_percent(path: Path) -> bytes:
    with Image.open(path) as picture:
        width, height = picture.size
        cut = picture.convert("RGB").crop((width // 10, height // 10, width - width // 10, height - height // 10))
    out = io.BytesIO()
    cut.save(out, "JPEG", quality=85)
    return out.getvalue()
