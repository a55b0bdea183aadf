"""A package as a table: each of its files has one thing of a kind, found by the file's name when it is asked for."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from types import ModuleType
from typing import Generic, TypeVar

from companion.errors import NotFoundError

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Registry(Generic[Thing]):
    """``PACKAGE/NAME.py`` has the thing NAME as ``attribute``; ``kind`` is the word for one.

    A file that is called as the kind is none: it says what one is. Nor are packages within the package.
    """

    package: ModuleType
    attribute: str
    kind: str

    def names(self) -> list[str]:
        modules = pkgutil.iter_modules(self.package.__path__)
        return sorted(module.name for module in modules if not module.ispkg and module.name != self.kind)

    def named(self, name: str) -> Thing:
        """Raises :class:`NotFoundError`."""
        if name not in self.names():
            raise NotFoundError("unknown", kind=self.kind, name=name, known=", ".join(self.names()))
        found: Thing = getattr(importlib.import_module(f"{self.package.__name__}.{name}"), self.attribute)
        return found

    def every(self) -> list[Thing]:
        """All of them, by name."""
        return [self.named(name) for name in self.names()]
