"""Picture archives measured on the workers of a scheduler: what one machine would measure, in the same order."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from distributed import Client

from companion.cluster.scheduler import Work
from companion.core.models import Measured
from companion.core.wire.evidence import Evidence, Status
from companion.errors import ClusterError
from companion.vision.bulk import measure_file
from companion.vision.engines import open_engine
from companion.vision.meter import Meter

AT_ONCE = 64
"""Pictures in one part: about a third of a second, beside which handing it over is little."""

Part = list[Path]


@dataclass
class Done:
    """What became of a part: each picture's measurement, and the paths that the worker could not read."""

    measured: list[Measured]
    unread: list[Path] = field(default_factory=list)


_own = threading.local()


def measure_on(client: Client, paths: Sequence[Path]) -> Generator[tuple[Path, Measured], None, None]:
    """Each path with its measurement, in the order given, as :func:`companion.vision.bulk.measure_files` gives them.

    The workers must be able to read the paths. Raises ClusterError where one cannot read what this machine can, as
    that says nothing of the picture; EngineError where one has no engine.
    """

    def one_by_one(part: Part) -> Done:
        """At some picture every worker ends: the others of its part are not to be lost for it."""
        if len(part) > 1:
            # Each waits for the one before: Dask holds all that a worker had been given to have ended it.
            alone = (Work(client, measured_here, given_up=one_by_one).in_order([[path]]) for path in part)
            return _joined(done for results in alone for _, done in results)
        return Done(
            [Measured.without(Evidence(status=Status.failed, message="Each worker that began to measure it ended."))]
        )

    absolute = iter([path.absolute() for path in paths])
    parts = iter(lambda: list(islice(absolute, AT_ONCE)), [])
    named = iter(paths)
    for _, done in Work(client, measured_here, given_up=one_by_one).in_order(parts):
        for path in done.unread:
            if _can_be_read(path):
                raise ClusterError("cluster.picture_unseen", file=path)
        for measured in done.measured:
            yield next(named), measured


def measured_here(part: Part) -> Done:
    """On a worker. Each of its threads keeps its meter for the next part."""
    if not hasattr(_own, "meter"):
        _own.meter = Meter(open_engine())
    return Done([measure_file(_own.meter, path) for path in part], [path for path in part if not _can_be_read(path)])


def _joined(several: Iterable[Done]) -> Done:
    joined = Done([])
    for done in several:
        joined.measured.extend(done.measured)
        joined.unread.extend(done.unread)
    return joined


def _can_be_read(path: Path) -> bool:
    try:
        with path.open("rb"):
            return True
    except OSError:
        return False
