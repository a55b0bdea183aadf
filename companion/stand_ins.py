"""What stands for packages that others import for things which nothing here uses.

MediaPipe imports matplotlib for plots: so that need not be there whole, nor be loaded (60 MB on the disk, 25 MB of
memory). pywebview imports proxy_tools for old names of its dialogs: that has no wheel, and would be built on each
person's machine.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


@contextmanager
def without_matplotlib() -> Iterator[None]:
    """While the block runs, an import of matplotlib that was not imported before gives an empty module."""
    with _standing_in(ModuleType("matplotlib"), ModuleType("matplotlib.pyplot")):
        yield


@contextmanager
def without_proxy_tools() -> Iterator[None]:
    """While the block runs, an import of proxy_tools gives one whose properties of a module are plain functions."""
    proxy_tools: Any = ModuleType("proxy_tools")
    proxy_tools.module_property = lambda read: read
    with _standing_in(proxy_tools):
        yield


@contextmanager
def _standing_in(*modules: ModuleType) -> Iterator[None]:
    added = {module.__name__: module for module in modules if module.__name__ not in sys.modules}
    sys.modules.update(added)
    try:
        yield
    finally:
        for name in added:
            del sys.modules[name]
