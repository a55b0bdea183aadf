"""A Dask scheduler: whether it can be used, and work done on its workers in order, whatever becomes of them."""

from __future__ import annotations

import contextlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from typing import Any, Generic, TypeVar

from distributed import Client, Future, KilledWorker

from companion import __version__
from companion.errors import ClusterError, first_line

Part = TypeVar("Part")
Result = TypeVar("Result")

ANSWERS_WITHIN = 10
"""Seconds."""
COME_AGAIN_WITHIN = 120
"""Seconds in which another worker comes where all have ended: whoever starts them again may need a while."""
PARTS_A_THREAD = 4
"""So many are handed over for each thread at a time, so that none waits and memory is bounded."""


@contextlib.contextmanager
def connected(address: str) -> Iterator[Client]:
    """A client of the scheduler at ``tcp://HOST:PORT``, whose workers have this version of Eyeline.

    Encrypted addresses take their certificates from Dask's own configuration. Raises ClusterError.
    """
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what it would say, a sentence says
    try:
        client = Client(address, timeout=ANSWERS_WITHIN, set_as_default=False)  # type: ignore[no-untyped-call]  # it has no types
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError("cluster.no_scheduler", address=address, reason=first_line(error)) from error
    with client:
        check_versions(client)
        yield client


def check_versions(client: Client) -> None:
    """Raises ClusterError where there is no worker, or one with another version of Eyeline or without any."""

    # A function of a function travels by its code, so that it also runs where Eyeline is not installed.
    def version() -> str | None:
        import importlib  # noqa: PLC0415 - it travels without this module

        try:
            return str(importlib.import_module("companion").__version__)
        except ImportError:
            return None

    _wait_for_one(client, ANSWERS_WITHIN)
    for worker, there in sorted(client.run(version).items()):
        if there is None:
            raise ClusterError("cluster.worker_without_eyeline", worker=worker, version=__version__)
        if there != __version__:
            raise ClusterError("cluster.version_of_worker", worker=worker, there=there, here=__version__)


def _wait_for_one(client: Client, seconds: float) -> None:
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError:
        raise ClusterError("cluster.no_workers") from None


def _at_worker(version: str, work: Callable[..., Result], part: Any, *common: Any) -> Result:
    """Done on a worker, also on one that came after the versions were compared."""
    if version != __version__:
        raise ClusterError("cluster.version_of_late_worker", there=__version__, here=version)
    return work(part, *common)


class Work(Generic[Part, Result]):
    """One function over many parts, on a scheduler's workers.

    ``work(part, *common)`` is called on them, and ``common`` sent to each once. What a worker that ended had begun, or
    held, is done again. ``given_up`` gives the result of a part at which one worker after another ended.
    """

    def __init__(
        self,
        client: Client,
        work: Callable[..., Result],
        common: tuple[Any, ...] = (),
        given_up: Callable[[Part], Result] | None = None,
    ) -> None:
        self._client = client
        self._work = work
        self._common = common
        self._given_up = given_up
        self._sent: list[Future[Any]] = []

    def in_order(self, parts: Iterable[Part]) -> Iterator[tuple[Part, Result]]:
        """Each part with its result, in the order given. Raises what the work raises, or ClusterError."""
        self._send()
        waiting: deque[tuple[Part, Future[Any], list[Future[Any]]]] = deque()
        for part in parts:
            waiting.append((part, self._submit(part), self._sent))
            if len(waiting) >= self._most():
                yield self._done(*waiting.popleft())
        while waiting:
            yield self._done(*waiting.popleft())

    def _send(self) -> None:
        _wait_for_one(self._client, COME_AGAIN_WITHIN)
        scatter: Callable[..., Future[Any]] = self._client.scatter
        self._sent = [scatter(each, broadcast=True, hash=False) for each in self._common]

    def _submit(self, part: Part) -> Future[Any]:
        return self._client.submit(_at_worker, __version__, self._work, part, *self._sent, pure=False)

    def _most(self) -> int:
        threads: Callable[[], Mapping[str, int]] = self._client.nthreads
        return PARTS_A_THREAD * max(1, sum(threads().values()))

    def _done(self, part: Part, future: Future[Any], sent: list[Future[Any]]) -> tuple[Part, Result]:
        while True:
            try:
                return part, future.result()
            except KilledWorker:
                if self._given_up is None:
                    raise ClusterError("cluster.workers_end") from None
                return part, self._given_up(part)
            except CancelledError:  # what all workers needed was held by those that ended
                if self._client.status != "running":
                    raise ClusterError("cluster.connection_broke") from None
                if sent is self._sent:
                    self._send()
                future, sent = self._submit(part), self._sent
