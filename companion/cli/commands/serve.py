"""``eyeline serve``: the companion itself, until it is told to end."""

from __future__ import annotations

import asyncio
import http.client
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import click

from companion.cli.measuring import make_engine_ready
from companion.cli.options import setting_options
from companion.errors import AlreadyRunningError, PackagesError, PortTakenError
from companion.settings import APP_NAME, Settings, default_data_folder
from companion.store.folder import is_held, serving

FELT_PICTURES = 200_000
"""From so many on each new picture takes several milliseconds to compare with all others."""
STARTING_SECONDS, LOOK_SECONDS = 10, 0.1
SIGNALS = ("SIGTERM", "SIGINT", "SIGBREAK", "SIGHUP")
"""The last comes where the terminal is closed."""


@click.command("serve")
@setting_options()
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON with url, pid and data, for programs.")
@click.option("--window/--no-window", default=False, show_default=True, help="Open the companion's window.")
@click.option(
    "--register", is_flag=True, help="Let browsers start it, as eyeline extension --register, with usual data."
)
def command(as_json: bool, window: bool, register: bool, **values: Any) -> None:
    """Listen for the browser extension, on this computer only."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("faiss").setLevel(logging.WARNING)  # it tells of every processor feature it tries
    settings = Settings.of(values)
    if register and settings.data.resolve() == default_data_folder().resolve():
        _register(settings)
    make_engine_ready(settings.data)
    _make_comparing_ready(settings.data)
    try:
        asyncio.run(_serve(settings, as_json, window))
        _end()
    except AlreadyRunningError as error:
        _point_to(_once_told(error, settings.data), window, settings.data)
    except PortTakenError:
        if (url := companion_at(settings.port)) is None:
            raise
        _point_to(AlreadyRunningError("running.at", url=url), window, settings.data)


def _register(settings: Settings) -> None:
    """Say it the first time, and when a browser has come. Without it Eyeline runs as well."""
    from companion.cli.commands.extension import sentence_of
    from companion.host import registering

    try:
        before = registering.registered()
        names = registering.register(settings.data.resolve(), settings.port)
    except OSError as error:
        click.echo(f"No browser could be told how to start Eyeline: {error}.", err=True)
        return
    if not set(names) <= set(before):
        click.echo(sentence_of(names), err=True)


def _make_comparing_ready(data: Path) -> None:
    """Fetch what compares pictures ten times as fast, once there are so many that it is felt; else go on without."""
    from companion.cli.fetching import have
    from companion.installing.late import MANY_PICTURES
    from companion.store.reuse import pictures_in

    if not MANY_PICTURES.is_here() and pictures_in(data) > FELT_PICTURES:
        try:
            have(MANY_PICTURES)
        except PackagesError as error:
            click.echo(f"{error} Pictures are compared without it, which takes longer.", err=True)


async def _serve(settings: Settings, as_json: bool, window: bool) -> None:
    from companion.app import running, spare_what_stays  # after the options are read, so that --help is quick

    stop = asyncio.Event()
    _stop_on_signals(stop)
    async with running(settings, stop.set) as url:
        if as_json:
            click.echo(json.dumps({"url": url, "pid": os.getpid(), "data": str(settings.data.resolve())}))
        else:
            click.echo(f"Eyeline's companion is at {url}\nIts data is in {settings.data}\nCtrl-C ends it.")
        sys.stdout.flush()
        spare_what_stays()
        opened = _open_window(url, settings.data) if window else None
        await stop.wait()
        if opened is not None:
            opened.terminate()


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and not (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):  # by nohup
            try:
                # The loop is then woken also by a signal that comes just before it falls asleep.
                loop.add_signal_handler(number, stop.set)
            except NotImplementedError:  # on Windows, where the loop wakes for signals by itself
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))


def _end() -> None:
    """End the process now where a worker has not come back in time: all is stored, and Python would wait or abort.

    A thread inside native code, as while MediaPipe is being imported, cannot be stopped, and tearing the interpreter
    down around it ends in SIGABRT.
    """
    if any(thread.daemon for thread in threading.enumerate()):
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _open_window(url: str, data: Path) -> subprocess.Popen[bytes]:
    from companion.desktop.window import open_window

    return open_window(url, data)


def _once_told(error: AlreadyRunningError, data: Path) -> AlreadyRunningError:
    """The error with the address of the companion that has the folder, where that is only just starting."""
    end = time.monotonic() + STARTING_SECONDS
    while error.url is None and is_held(data) and time.monotonic() < end:
        time.sleep(LOOK_SECONDS)
        if url := serving(data):
            return AlreadyRunningError("running.at_with_data", url=url, folder=data)
    return error


def _point_to(error: AlreadyRunningError, window: bool, data: Path) -> None:
    if window and error.url is not None:
        _open_window(error.url, data)
    raise error


def companion_at(port: int) -> str | None:
    """The URL of the companion that listens on this port of this computer, or None where something else does."""
    return None if wire_at(port) is None else f"http://127.0.0.1:{port}"


def wire_at(port: int) -> int | None:
    """The version of the wire of the companion that listens on this port, or None where something else does."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/api/v1/hello")
        answer = connection.getresponse()
        said = json.loads(answer.read(65536))
        known = answer.getheader("X-Eyeline") is not None and said["name"] == APP_NAME
        return int(said["wire"]) if known else None
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return None
    finally:
        connection.close()
