"""Puts the companion together: the store, the workers and the server, and takes them apart again."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gc
import logging
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from companion.core.wire.pictures import KeepPictures
from companion.errors import PortTakenError
from companion.operations import forget
from companion.packaged import ui_folder
from companion.server.change_feed import ChangeFeed
from companion.server.connections import Connection, answering, most_connections
from companion.server.middleware import add_headers, error_shape, guard
from companion.server.room import Room
from companion.server.routes import add_routes
from companion.server.services import SERVICES, Services
from companion.server.usage import end_when_unused
from companion.settings import Settings
from companion.store import chosen_settings, ended_unused, observations
from companion.store.db import Store
from companion.store.folder import FolderLock, make_folder
from companion.store.times import now
from companion.workers.jobs import Jobs
from companion.workers.judging_worker import Judging
from companion.workers.measuring import Scoring
from companion.workers.meters import meters_of
from companion.workers.reuse_worker import ReuseWorker

if TYPE_CHECKING:
    from companion.demo.portraits import Portraits

ADDRESS = "127.0.0.1"
LONGEST_ADDRESS = 512 * 1024  # bytes; 500 refs in one GET
BACKLOG = 128
CLOSE_SECONDS = 1.0  # how long requests under way may take when the companion ends


def build(services: Services) -> web.Application:
    """The aiohttp application around services that are already there."""
    app = web.Application(middlewares=[answering, error_shape, guard])
    app[SERVICES] = services
    app.on_response_prepare.append(add_headers)
    add_routes(app)
    return app


def silent_logger() -> logging.Logger:
    """For aiohttp, which would log a broken request with its headers, the token among them."""
    logger = logging.getLogger("companion.http")
    logger.disabled = True
    return logger


def counted(runner: web.AppRunner, room: Room) -> Callable[[], Connection]:
    """Makes the runner's connections, of which there are never too many."""
    server = runner.server
    assert server is not None
    options = {"logger": silent_logger(), "max_line_size": LONGEST_ADDRESS, "auto_decompress": False}
    return lambda: Connection(room, server, access_log=None, **options)


def portraits_in(data: Path) -> Callable[[int], bytes]:
    """Gives the demo's portraits, kept in the data folder; what makes them is imported when one is asked for."""

    @functools.cache
    def portraits() -> Portraits:
        from companion.demo.portraits import Portraits  # noqa: PLC0415 - what draws is heavy

        return Portraits(data / "demo", data)

    return lambda number: portraits().jpeg(number)


def listen(port: int) -> socket.socket:
    """A socket on the loopback interface only; port 0 takes any free one. Raises :class:`PortTakenError`."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":  # where SO_REUSEADDR would let two programs share the port
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((ADDRESS, port))
        sock.listen(BACKLOG)
    except OSError as error:
        sock.close()
        raise PortTakenError("running.port_taken", port=str(port)) from error
    return sock


@contextlib.contextmanager
def looked_through(data: Path, lock: FolderLock) -> Iterator[Store]:
    """The store, once it was found sound where the last holder of the lock ended otherwise than by closing it.

    What is found damaged, now or later, is looked through again by the next. Raises :class:`StoreError`.
    """
    store = Store(data, look_through=lock.was_left)
    lock.is_sound = True
    try:
        yield store
    finally:
        store.close()
        lock.is_sound = store.damage is None


def spare_what_stays() -> None:
    """Leave what is there now out of each search for garbage, for a process that serves and does nothing else.

    It stays for as long as the process does, and looking through it stops all threads for a good part of a second.
    """
    gc.collect()
    gc.freeze()


def _ending_unused(services: Services) -> asyncio.Task[None]:
    def is_working() -> bool:
        return services.jobs.are_under_way or services.scoring.is_under_way

    def end() -> None:
        with contextlib.suppress(OSError):  # then it is started as one that a person ended
            ended_unused.leave(services.settings)
        services.end()

    return asyncio.create_task(end_when_unused(services.settings.idle_minutes, services.usage, is_working, end))


@contextlib.asynccontextmanager
async def running(settings: Settings, end: Callable[[], None] = lambda: None) -> AsyncIterator[str]:
    """A companion that serves while the block runs; gives its URL, without a slash at the end.

    ``end`` is called when the person quits in the window, and when nobody has used it for as long as was chosen.

    Raises :class:`AlreadyRunningError`, :class:`PortTakenError` or :class:`StoreError`.
    """
    with contextlib.ExitStack() as stack:
        sock = stack.enter_context(listen(settings.port))
        lock = stack.enter_context(FolderLock(make_folder(settings.data)))
        store = stack.enter_context(looked_through(settings.data, lock))
        keep = (
            KeepPictures(settings.keep_pictures) if settings.keep_pictures else store.read_here(chosen_settings.keeping)
        )
        forget.finish(store)
        changes = ChangeFeed()
        reuse = ReuseWorker(store)
        stack.callback(reuse.close)

        def measured() -> None:
            changes.publish("seen")
            reuse.wake()

        scoring = Scoring(store, keep, settings.worker_count, meters_of(settings.data), finished=measured)
        stack.callback(scoring.close)
        judging = Judging(store)
        stack.callback(judging.close)
        latest = store.read_here(observations.latest_batch)

        def stored() -> None:
            nonlocal latest
            before, latest = latest, store.read_here(observations.latest_batch)
            changes.publish("store", *(["seen"] if latest != before else []))
            judging.stored()

        store.on_change(stored)
        jobs = Jobs(now, changed=lambda: changes.publish("jobs"))
        stack.callback(jobs.close)
        room = Room(most_connections())
        services = Services(
            settings, store, scoring, ui_folder(), portraits_in(settings.data), jobs, changes, room=room, end=end
        )
        runner = web.AppRunner(build(services), shutdown_timeout=CLOSE_SECONDS)
        await runner.setup()
        listening = await asyncio.get_running_loop().create_server(counted(runner, room), sock=sock, backlog=BACKLOG)
        try:
            url = f"http://{ADDRESS}:{sock.getsockname()[1]}"
            ended_unused.take_away(settings.data)
            lock.tell(url)
            scoring.start()
            reuse.start()
            judging.start()
            if settings.idle_minutes:
                stack.callback(_ending_unused(services).cancel)
            yield url
        finally:
            scoring.stop_waiting()  # so that no request waits for a picture
            changes.end()
            listening.close()
            await runner.cleanup()
