"""What is set and how, what a person chooses, who is paired, and what the data takes."""

from __future__ import annotations

import asyncio
import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from aiohttp import web

from companion import __version__
from companion.core.wire.base import WIRE_VERSION
from companion.core.wire.corrections import CorrectionsAnswer
from companion.core.wire.pictures import Keeping
from companion.core.wire.settings import (
    ChosenStarters,
    Closing,
    GroupMarks,
    PairingRow,
    Pairings,
    SettingRow,
    SettingsPage,
    Starters,
    Storage,
    Version,
)
from companion.errors import CompanionError, NotFoundError
from companion.host import registering
from companion.server.services import path_number, services_of
from companion.settings import SETTINGS
from companion.store import chosen_settings, pairings
from companion.store.chosen_settings import CORRECTIONS, read_corrections
from companion.store.storage import storage as storage_of
from companion.store.times import now

MADE_OF = ("mediapipe", "numpy", "opencv-contrib-python-headless", "pillow", "aiohttp")


async def page(request: web.Request) -> SettingsPage:
    services = services_of(request)
    return SettingsPage(
        keep_pictures=services.scoring.keep,
        keep_pictures_fixed=services.settings.keep_pictures is not None,
        start=[
            SettingRow(
                name=each.name,
                value=_text(getattr(services.settings, each.name)),
                default=_text(each.default),
                help=each.help,
                option=f"--{each.name.replace('_', '-')}",
                variable=f"EYELINE_{each.name.upper()}",
            )
            for each in SETTINGS
        ],
        versions=_versions(),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _versions() -> list[Version]:
    known = [
        ("Eyeline", __version__),
        ("wire", str(WIRE_VERSION)),
        ("Python", platform.python_version()),
        ("SQLite", sqlite3.sqlite_version),
        ("system", f"{platform.system()} {platform.release()}"),
    ]
    for name in MADE_OF:
        try:
            known.append((name, version(name)))
        except PackageNotFoundError:
            continue
    return [Version(name=name, version=number) for name, number in known]


async def storage(request: web.Request) -> Storage:
    folder: Path = services_of(request).store.folder
    return await services_of(request).store.read(lambda conn: storage_of(conn, folder))


async def listed(request: web.Request) -> Pairings:
    found = await services_of(request).store.read(pairings.listed)
    return Pairings(
        pairings=[
            PairingRow.model_validate(
                {
                    "pairing": each.number,
                    "browser": each.browser,
                    "paired_at": each.paired_at,
                    "revoked_at": each.revoked_at,
                }
            )
            for each in reversed(found)
        ]
    )


async def revoke(request: web.Request) -> Pairings:
    """End a pairing; that browser must be paired anew."""
    number, at = path_number(request), now()
    if not await services_of(request).store.write(lambda conn: pairings.revoke(conn, number, at)):
        raise NotFoundError("pairing.unknown")
    return await listed(request)


async def starters(request: web.Request) -> Starters:
    return Starters(browsers=await asyncio.to_thread(registering.registered))


async def choose_starters(request: web.Request, asked: ChosenStarters) -> Starters:
    settings = services_of(request).settings
    data = settings.data.resolve()
    try:
        if asked.may_start:
            await asyncio.to_thread(registering.register, data, settings.port)
        else:
            await asyncio.to_thread(registering.unregister, data)
    except OSError as error:
        raise CompanionError("running.not_told", reason=error) from error
    return await starters(request)


async def keep(request: web.Request, asked: Keeping) -> Keeping:
    """What the companion was started with holds before what is chosen."""
    services = services_of(request)
    if services.settings.keep_pictures is None:
        await services.store.write(lambda conn: chosen_settings.choose_keeping(conn, asked.keep_pictures))
        services.scoring.keep = asked.keep_pictures
    return Keeping(keep_pictures=services.scoring.keep)


async def closing(request: web.Request) -> Closing:
    return Closing(on_close=await services_of(request).store.read(chosen_settings.on_close))


async def choose_closing(request: web.Request, asked: Closing) -> Closing:
    await services_of(request).store.write(lambda conn: chosen_settings.choose_on_close(conn, asked.on_close))
    return asked


async def group_marks(request: web.Request) -> GroupMarks:
    return GroupMarks(marked=await services_of(request).store.read(chosen_settings.groups_marked))


async def mark_groups(request: web.Request, asked: GroupMarks) -> GroupMarks:
    await services_of(request).store.write(lambda conn: chosen_settings.choose_groups_marked(conn, asked.marked))
    return asked


async def patterns(request: web.Request) -> CorrectionsAnswer:
    return await asyncio.to_thread(read_corrections, services_of(request).store.folder / CORRECTIONS)
