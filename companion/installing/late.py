"""Packages that come when they are first asked for: few people need them, and they are large.

They are those of the lock, held to its hashes, and go into the environment that this runs in. Where pip installs the
wheel, the landmark engine is one of them: pip would bring 1.4 GB with it that MediaPipe declares and nothing here uses.
"""

from __future__ import annotations

import importlib
import importlib.util
import subprocess
import sysconfig
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from companion.errors import CompanionError, PackagesError
from companion.installing import lock, unused
from companion.installing.causes import cause_of, last_words
from companion.installing.fetched import Fetched
from companion.installing.installers import installer, locked, uninstaller
from companion.packaged import lock_file
from companion.texts.catalogue import languages

Told = Callable[[int, int], None]
"""Is told (megabytes that came, megabytes in all), and may raise to stop it."""


@dataclass(frozen=True)
class LatePart:
    """``packages`` of the lock, of which one has ``module``; ``purpose`` is said after "for", on a terminal."""

    title: str
    module: str
    packages: tuple[str, ...]
    megabytes: int
    purpose: str

    def is_here(self) -> bool:
        """Whether it can be imported. Does not import it."""
        return importlib.util.find_spec(self.module) is not None


# attrs is left to aiohttp, numpy and OpenCV to Eyeline itself.
ENGINE = LatePart(
    "MediaPipe", "mediapipe", ("absl-py", "flatbuffers", "matplotlib", "mediapipe", "protobuf"), 46, "faces in pictures"
)
PARQUET = LatePart("pyarrow", "pyarrow", ("pyarrow",), 47, "Parquet files")
MANY_PICTURES = LatePart("faiss", "faiss", ("faiss-cpu",), 24, "comparing very many pictures quickly")
LATE = (PARQUET, MANY_PICTURES)
"""Those that a checkout's set-up leaves out, too."""

_ONE_AT_A_TIME = threading.Lock()


def need(part: LatePart, told: Told = lambda came, of: None) -> None:
    """Fetch the part unless it is here. Raises PackagesError, and what ``told`` raises."""
    with _ONE_AT_A_TIME:
        if part.is_here():
            return
        wanted = lock.only(lock_file().read_text(encoding="utf-8"), part.packages)
        with tempfile.TemporaryDirectory(prefix="eyeline-") as folder:
            path = Path(folder) / "requirements.lock"
            path.write_text(wanted, encoding="utf-8")
            _install(part, path, told)
        # In an environment for Eyeline alone, also out of what pip put there before.
        own = unused.PACKAGES if uninstaller() else part.packages
        unused.take_out(Path(sysconfig.get_path("purelib")), languages(), own)
        importlib.invalidate_caches()
        if not part.is_here():
            raise PackagesError("packages.not_fetched", what=part.title, megabytes=part.megabytes, reason="")


def _install(part: LatePart, path: Path, told: Told) -> None:
    command = installer()
    if command is None:
        raise PackagesError("packages.no_installer", what=part.title)
    printed, fetched = [], Fetched()
    told(0, part.megabytes)
    with subprocess.Popen(
        [*command, *locked(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as running:
        assert running.stdout is not None
        try:
            for line in running.stdout:
                printed.append(line)
                if fetched.heed(line):
                    told(min(round(fetched.megabytes), part.megabytes), part.megabytes)
        except BaseException:
            running.kill()
            raise
    if running.returncode != 0:
        output = "".join(printed)
        cause = cause_of(output)
        reason = last_words(output) if cause is None else CompanionError(f"packages.cause.{cause}")
        raise PackagesError("packages.not_fetched", what=part.title, megabytes=part.megabytes, reason=reason)
    told(part.megabytes, part.megabytes)
