"""The set-up's building blocks: commands with a log, stamps, and one set-up at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.environment import command, stamp

PIP_WITHOUT_NETWORK = """
WARNING: Retrying (Retry(total=0, ...)) after connection broken by 'NewConnectionError('<pip._vendor...>: Failed to
establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/aiohttp/
ERROR: Could not find a version that satisfies the requirement aiohttp==3.14.5 (from versions: none)
ERROR: No matching distribution found for aiohttp==3.14.5
"""


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        (PIP_WITHOUT_NETWORK, "The network could not be reached. "),
        ("npm error code ENOTFOUND\nnpm error syscall getaddrinfo", "The network could not be reached. "),
        (
            "ERROR: Could not install packages: [Errno 28] No space left on device",
            "The disk is full. ",
        ),
        ("npm error code ENOSPC", "The disk is full. "),
        (
            "ERROR: No matching distribution found for mediapipe==0.10.21",
            "A package has no release for this machine and Python. ",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "What came is not what was locked, so it was not used. ",
        ),
        ("first\n  something else \n\n", "It said: something else ... "),
        ("x [ERROR] Could not resolve y\n   12 | import y\n      ~~~\n", "It said: x [ERROR] Could not resolve y ... "),
        ("", ""),
    ],
)
def test_says_why_a_command_failed(printed: str, says: str) -> None:
    assert command.cause(printed) == says


def test_a_failed_command_is_one_sentence_and_a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "build" / "setup.log"
    monkeypatch.setattr(command, "LOG", log)
    command.run([sys.executable, "-c", "print('No space left on device')"], "An earlier step")
    with pytest.raises(command.SetupError) as failure:
        command.run([sys.executable, "-c", "print('half'); raise SystemExit(3)"], "Doing it")
    assert str(failure.value).startswith("Doing it failed. It said: half ... ")
    assert str(log) in str(failure.value)
    assert "No space left" in log.read_text()


def test_a_program_that_is_not_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "LOG", tmp_path / "setup.log")
    with pytest.raises(command.SetupError, match=r"Doing it failed: .*nowhere cannot be run"):
        command.run([tmp_path / "nowhere"], "Doing it")


def test_a_digest_follows_content_names_and_facts(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    first = stamp.digest([one, two], "3.11")
    assert first == stamp.digest([two, one], "3.11")
    assert first != stamp.digest([one, two], "3.12")
    assert first != stamp.digest([one], "3.11")
    one.write_text("b")
    two.write_text("a")
    assert first != stamp.digest([one, two], "3.11")


def test_a_stamp_is_read_back_and_a_broken_one_is_none(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    assert stamp.read(mark) is None
    stamp.write(mark, "abc")
    assert stamp.read(mark) == "abc"
    mark.write_bytes(b"\xff\xfe")
    assert stamp.read(mark) is None


TAKE_A_TURN = """
import sys
from pathlib import Path
from scripts.environment.one_at_a_time import one_at_a_time
with one_at_a_time(Path(sys.argv[1])):
    print("in", flush=True)
    sys.stdin.readline()
    print("out", flush=True)
"""


def test_the_second_set_up_waits_for_the_first(root: Path, tmp_path: Path) -> None:
    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", TAKE_A_TURN, str(tmp_path / "build" / "setup.lock")],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    with start() as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "in\n"
        with start() as second:
            assert second.stdout is not None
            assert second.stderr is not None
            assert second.stderr.readline().startswith("Another set-up is under way")
            assert second.poll() is None
            first.kill()  # the lock goes with its holder, however that ends
            assert second.stdout.readline() == "in\n"
            assert second.communicate("\n")[0] == "out\n"
