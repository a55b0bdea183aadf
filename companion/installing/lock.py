"""A lock of packages (``requirements.lock``): a block of lines for each version of one, with its hashes."""

from __future__ import annotations

import re
from collections.abc import Collection

_BLOCK = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.-]*)==.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


def only(lock: str, names: Collection[str]) -> str:
    """The blocks of the packages of these names, as pip reads them. Raises KeyError where one has none."""
    blocks = [(found["name"], found[0]) for found in _BLOCK.finditer(lock)]
    if missing := set(names) - {name for name, _ in blocks}:
        raise KeyError(*sorted(missing))
    return "".join(block for name, block in blocks if name in names)


def without(lock: str, names: Collection[str]) -> str:
    """All blocks but those of the packages of these names."""
    return "".join(found[0] for found in _BLOCK.finditer(lock) if found["name"] not in names)
