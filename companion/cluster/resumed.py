"""A file of lines, one a picture, that goes on where it was left."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from companion.errors import BadRequestError


@contextmanager
def resumed(output: Path, paths: Sequence[Path]) -> Iterator[tuple[list[Path], Callable[[str], None]]]:
    """The paths of which the file has no line yet, in order, and what appends a line, whole and at once.

    A last line that was not finished is cut off; a path that is named twice has two lines. Raises BadRequestError, and
    changes nothing, where a line is not one of ``eyeline score --jsonl``, and OSError where the file cannot be used.
    """
    end, there = _whole_lines(output) if output.exists() else (0, Counter())
    left = []
    for path in paths:
        if there[str(path)]:
            there[str(path)] -= 1
        else:
            left.append(path)
    with output.open("ab") as file:
        file.truncate(end)

        def append(line: str) -> None:
            file.write(line.encode("utf-8", "surrogatepass") + b"\n")
            file.flush()

        yield left, append


def _whole_lines(output: Path) -> tuple[int, Counter[str]]:
    """Where the last whole line ends, and how often each path has one."""
    end, there = 0, Counter[str]()
    with output.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n") and line[:9] == b'{"path": '[: len(line)]:
                break
            there[_path_of(line, number, output)] += 1
            end += len(line)
    return end, there


def _path_of(line: bytes, number: int, output: Path) -> str:
    try:
        said = json.loads(line.decode("utf-8", "surrogatepass"))
        return str(said["path"]) if "status" in said else _refuse(number, output)
    except (ValueError, KeyError, TypeError):
        return _refuse(number, output)


def _refuse(number: int, output: Path) -> str:
    raise BadRequestError("cluster.line_unknown", line=number, file=output)
