"""``eyeline sheet`` and ``eyeline superimpose`` on real files, good and bad."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image, ImageOps

from companion.cli.main import eyeline
from companion.packaged import matplotlib_file


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """An accepted test photograph with one face, twice, and a picture without a face."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    photograph = matplotlib_file("sample_data/grace_hopper.jpg")
    shutil.copy(photograph, folder / "a.jpg")
    with Image.open(photograph) as opened:
        ImageOps.mirror(opened).save(folder / "b.png")
    Image.linear_gradient("L").save(folder / "c.webp")
    (folder / "notes.txt").write_text("not a picture")
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(eyeline, [str(argument) for argument in arguments])


@pytest.mark.parametrize("kind", ["png", "svg", "html"])
def test_a_sheet_of_a_folder(pictures: Path, tmp_path: Path, kind: str) -> None:
    output = tmp_path / f"sheet.{kind}"
    result = run("sheet", pictures, "-o", output, "--columns", 2, "--cell", 100, "--title", "Two")
    assert result.exit_code == 0, result.output
    assert "3 pictures" in result.output
    assert "1 file in the folders does not have a picture's name" in result.output
    if kind == "png":
        with Image.open(output) as drawn:
            assert drawn.width == 2 * 100 + 1 + 2 * 24
    else:
        text = output.read_text(encoding="utf-8")
        assert text.count("<image ") == 3
        assert text.count("<circle ") == 4


@pytest.mark.parametrize("show", ["mean", "median", "agreement", "all"])
def test_a_superimposition_of_a_folder(pictures: Path, tmp_path: Path, show: str) -> None:
    output = tmp_path / "mean.png"
    result = run("superimpose", pictures, "-o", output, "--show", show, "--size", 64)
    assert result.exit_code == 0, result.output
    with Image.open(output) as drawn:
        assert drawn.size == (64, 64) if show != "all" else drawn.width > 192


def test_the_build_up_of_a_folder(pictures: Path, tmp_path: Path) -> None:
    assert run("superimpose", pictures, "-o", tmp_path / "blend.gif", "--size", 64).exit_code == 0
    with Image.open(tmp_path / "blend.gif") as gif:
        assert gif.n_frames == 3


@pytest.mark.parametrize("command", ["sheet", "superimpose"])
def test_a_broken_picture_is_named_and_the_others_are_shown(pictures: Path, tmp_path: Path, command: str) -> None:
    (pictures / "d.jpg").write_bytes((pictures / "a.jpg").read_bytes()[:2000])
    (pictures / "empty.png").touch()
    result = run(command, pictures, "-o", tmp_path / "out.png")
    assert result.exit_code == 1
    assert "d.jpg: The picture is broken or cut short." in result.output
    assert "empty.png: This is not a JPEG" in result.output
    assert "3 pictures" in result.output


@pytest.mark.parametrize("command", ["sheet", "superimpose"])
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("missing.jpg", "-o", "out.png"), "There is no file or folder missing.jpg"),
        (("missing.jpg", "-o", "out.png"), "There is no picture"),
        ((".", "-o", "out.bmp"), "must end in"),
        ((".", "-o", "nowhere/out.png"), "nowhere"),
    ],
)
def test_what_cannot_be_done_is_said(
    pictures: Path, monkeypatch: pytest.MonkeyPatch, command: str, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(pictures)
    result = run(command, *arguments)
    assert result.exit_code != 0
    assert words in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_only_broken_pictures(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no picture")
    for command in ("sheet", "superimpose"):
        result = run(command, tmp_path / "a.jpg", "-o", tmp_path / "out.png")
        assert result.exit_code != 0
        assert "a.jpg: This is not a JPEG" in result.output
        assert [path.name for path in tmp_path.iterdir()] == ["a.jpg"]


def test_what_was_there_stays_where_nothing_new_comes(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no picture")
    (tmp_path / "out.png").write_bytes(b"older")
    for command in ("sheet", "superimpose"):
        assert run(command, tmp_path / "a.jpg", "-o", tmp_path / "out.png").exit_code != 0
        assert (tmp_path / "out.png").read_bytes() == b"older"
