"""``eyeline score``, as it really runs: once as a process of its own, and for the rest in this one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.companion.cli.commands import process
from tests.companion.cli.commands.process import run_here
from tests.companion.vision.made import aligned, drawn, encoded, ordinary

COMMAND = [*process.COMPANION, "score"]
# Else a child of who ignores interrupts, as of a shell's background, ignores them too.
INTERRUPTIBLE = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from companion.cli.main import main; main()"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "pictures" / "inner"
    inner.mkdir(parents=True)
    outer = inner.parent
    (outer / "b-aligned.jpg").write_bytes(encoded(aligned()))
    (outer / "a-ordinary.png").write_bytes(encoded(ordinary(), "PNG"))
    (inner / "c-drawing.webp").write_bytes(encoded(drawn(), "WEBP"))
    (inner / "d-broken.jpg").write_bytes(encoded(aligned())[:700])
    (inner / "e-not-a-picture.gif").write_text("words")
    (inner / "notes.txt").write_text("left out")
    return outer


def test_json_has_one_line_a_picture_in_order(folder: Path) -> None:
    run = process.run("score", str(folder), str(folder / "b-aligned.jpg"), "--jsonl")
    assert run.returncode == 1, "two of them are broken"
    assert (
        run.stderr
        == "2 pictures could not be read.\n1 file in the folders does not have a picture's name and was left out.\n"
    )
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    names = [Path(line["path"]).name for line in lines]
    assert names == [
        "a-ordinary.png",
        "b-aligned.jpg",
        "c-drawing.webp",
        "d-broken.jpg",
        "e-not-a-picture.gif",
        "b-aligned.jpg",
    ]
    assert [line["status"] for line in lines] == [
        "scored",
        "scored",
        "no_face",
        "undecodable",
        "undecodable",
        "scored",
    ]
    assert [line["score"] is None for line in lines] == [False, False, True, True, True, False]
    assert lines[1]["score"] > lines[0]["score"]
    assert set(lines[1]["alignment"]) == {
        "shift_x",
        "shift_y",
        "log_scale",
        "roll",
        "eye_distance",
        "eyes",
        "template",
        "turned",
    }
    assert (lines[1]["level"], lines[1]["faces"]) == ("strong", 1)
    assert lines[3]["message"]
    assert [len(line["each_face"]) for line in lines] == [1, 1, 0, 0, 0, 1]


def test_the_table_says_it_in_words(folder: Path) -> None:
    run = run_here("score", str(folder))
    assert run.returncode == 1
    aligned_line = next(line for line in run.stdout.splitlines() if "b-aligned.jpg" in line)
    assert "strong" in aligned_line
    assert "1 in" in aligned_line


def test_a_path_that_does_not_exist_loses_nothing(folder: Path) -> None:
    run = run_here("score", str(folder / "no such thing"), str(folder / "b-aligned.jpg"), "--jsonl")
    assert run.returncode == 1
    assert "no such thing" in run.stderr
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [line["status"] for line in lines] == ["failed", "scored"]


def test_a_name_that_is_no_text_loses_no_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8:strict")  # as in most languages' locales
    name = os.fsdecode(b"caf\xe9.jpg")
    try:
        for each in (name, "-z\n目.jpg"):
            (tmp_path / each).write_bytes(encoded(aligned()))
    except OSError:
        pytest.skip("On this system all names are text.")
    run = process.run("score", str(tmp_path), "--jsonl")
    assert (run.returncode, run.stderr) == (0, "")
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [(Path(line["path"]).name, line["level"]) for line in lines] == [("-z\n目.jpg", "strong"), (name, "strong")]
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    assert "\\u76ee.jpg" in process.run("score", str(tmp_path)).stdout


def test_a_link_to_nowhere_has_a_line(folder: Path) -> None:
    try:
        (folder / "c-gone.jpg").symlink_to(folder / "nowhere.jpg")
        (folder / "inner" / "gone.txt").symlink_to(folder / "nowhere.txt")
    except OSError:
        pytest.skip("This system makes no links for who is not its administrator.")
    run = run_here("score", str(folder), "--jsonl")
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [(Path(line["path"]).name, line["status"]) for line in lines][2] == ("c-gone.jpg", "failed")
    assert "cannot be read" in lines[2]["message"]
    assert len(lines) == 6
    assert run.returncode == 1
    assert run.stderr.startswith("3 pictures could not be read.\n2 files in the folders")


def test_a_picture_beyond_the_bounds_was_not_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.png"
    huge.write_bytes(encoded(Image.new("1", (7000, 7000)), "PNG"))
    run = run_here("score", str(huge), "--jsonl")
    assert json.loads(run.stdout)["status"] == "beyond_bounds"
    assert (run.returncode, run.stderr) == (1, "1 picture could not be read.\n")


def test_what_libraries_think_of_odd_files_stays_off_the_terminal(tmp_path: Path) -> None:
    aligned().save(tmp_path / "exif.jpg", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    aligned().quantize(200).save(tmp_path / "palette.png", transparency=bytes([0, 128, *[255] * 190]))
    run = process.run("score", str(tmp_path), "--jsonl")
    assert [json.loads(line)["level"] for line in run.stdout.splitlines()] == ["strong", "strong"]
    assert (run.returncode, run.stderr) == (0, "")


def test_a_folder_without_pictures_says_so(tmp_path: Path) -> None:
    run = run_here("score", str(tmp_path), "--jsonl")
    assert (run.returncode, run.stdout) == (0, "")
    assert "There are no pictures" in run.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_ends_it_cleanly(folder: Path, root: Path) -> None:
    """A terminal interrupts all that runs in it, the processes that open pictures too."""
    running = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, "score", *[str(folder / "b-aligned.jpg")] * 5000, "--jsonl"],
        cwd=root,
        env=process.as_installed(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    with running:
        first = running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)
        rest, errors = running.stdout.read(), running.stderr.read()  # communicate() forgets what readline() read ahead
    assert running.returncode == 130
    assert "Stopped after" in errors
    assert "Traceback" not in errors
    for line in [first, *rest.splitlines()]:
        assert json.loads(line)["status"] == "scored"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_a_terminal_sees_progress_and_no_notices_of_the_engine(folder: Path, root: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [*COMMAND, str(folder), "--jsonl"]
    running = subprocess.Popen(command, cwd=root, env=process.as_installed(), stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            more = os.read(ours, 4096)
        except OSError:  # how Linux says that the other end is closed
            break
        if not more:
            break
        shown += more
    output, _ = running.communicate()
    os.close(ours)
    assert running.returncode == 1, "two of them are broken"
    assert b"Measuring" in shown
    assert b"5/5" in shown
    assert b"W0000" not in shown
    assert b"TensorFlow" not in shown
    assert len(output.splitlines()) == 5
