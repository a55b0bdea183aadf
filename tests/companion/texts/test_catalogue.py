"""The companion's texts and the code: it uses each, and gives each the values that it wants."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType

import pytest

from companion import core, errors
from companion.texts.catalogue import SOURCE, languages, texts
from companion.texts.message import arguments, parsed

PACKAGE = Path(core.__file__).parents[1]
CODE = sorted((*PACKAGE.rglob("*.py"), *(PACKAGE.parent / "scripts").rglob("*.py")))
ENGLISH = texts(SOURCE).texts
OWN_NAMES = ("language.name", "language.minimumGroupingDigits")
"""What the engine itself reads."""


def wanted(message: str) -> set[str]:
    return {argument.name for argument in arguments(parsed(message))}


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Where the code says something by a key that stands there: the file, the call, and the whole key."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (key := said(path, node)):
                yield path.relative_to(PACKAGE.parent).as_posix(), node, key


def said(path: Path, call: ast.Call) -> str | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if not given:
        return None
    if name in ("limit", "leave") or (name == "of" and ast.unparse(call.func) == "Limit.of"):
        return f"limits.{given[-1]}"
    if name in ERRORS:
        return f"errors.{given[0]}"
    if name == "t":
        if path.parent.name == "demo":
            return f"demo.{given[0]}"
        folders = {"sections": "report", "reports": "report", "figures": "figures", "analyses": "analyses"}
        folder = folders.get(path.parent.name)
        return f"{folder}.{AREA_OF.get(path.stem, path.stem)}.{given[0]}" if folder else None
    return None


AREA_OF = {"pieces": "times", "shown_figures": "page"}
ERRORS = {
    *(name for name, each in vars(errors).items() if inspect.isclass(each) and issubclass(each, errors.CompanionError)),
    "UnreadableError",
}


def test_the_code_says_only_what_there_is_and_gives_the_values() -> None:
    found = list(calls())
    assert len(found) > 100
    for file, call, key in found:
        assert key in ENGLISH, f"{file}:{call.lineno}"
        given = {each.arg for each in call.keywords} | ({"url"} if key.startswith("errors.running") else set())
        if None not in given:
            missing = wanted(ENGLISH[key]) - given
            assert not missing, f"{file}:{call.lineno} gives no {missing}"


def test_every_text_is_used() -> None:
    """Each key, or an end of it, stands somewhere in the code; or it is the name of a kind."""
    constants = set(OWN_NAMES)
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
    constants |= {member.value for kind in kinds() for member in kind}
    ends = {key: [key.split(".", cut)[-1] for cut in range(key.count(".") + 1)] for key in ENGLISH}
    assert [key for key, each in ends.items() if not constants.intersection(each)] == []


def kinds() -> Iterator[type[Enum]]:
    for module in modules(core):
        for _, each in inspect.getmembers(module, inspect.isclass):
            if issubclass(each, Enum):
                yield each


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


SHOWN = ("analyses.", "figures.", "limits.", "report.", "window.")
"""What pages show as it stands, where a terminal's marks are letters."""


@pytest.mark.parametrize("language", languages())
def test_what_pages_show_has_no_marks_of_a_terminal(language: str) -> None:
    marked = [key for key, text in texts(language).texts.items() if key.startswith(SHOWN) and "`" in text]
    assert marked == []
