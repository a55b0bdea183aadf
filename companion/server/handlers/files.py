"""Files out of the companion and into it: long work, each as a job."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import zipfile
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path

from aiohttp import web

from companion.core.naming import Naming, parse_key
from companion.core.progress import Progress
from companion.core.wire.base import Wire
from companion.core.wire.files import (
    BackupResult,
    Drop,
    ExportFormat,
    ExportRequest,
    ExportResult,
    Formats,
    ImportFormat,
    ImportRequest,
    ImportResult,
    MergeRequest,
    MergeResult,
    Upload,
)
from companion.core.wire.findings.finding import Limit
from companion.core.wire.jobs import Job
from companion.errors import BadRequestError
from companion.exports import format as exporting
from companion.imports import format as importing
from companion.imports.reading.asked import Asked
from companion.operations.communities import communities_of
from companion.server.services import services_of
from companion.store import cases, pseudonym_keys, transfers
from companion.store.backup import back_up
from companion.store.db import Store
from companion.store.merging.merge import merge as merge_databases
from companion.store.times import now
from companion.workers.jobs import Outcome

PIECE = 2**20
NO_COMMUNITIES = Limit(code="no_communities", text="No communities were found among these accounts.")
MOST_UNPACKED = 16 * 2**30
BACKUP_NAME = "eyeline-{:%Y-%m-%d}.db"


async def formats(request: web.Request) -> Formats:
    return await asyncio.to_thread(_formats)


def _formats() -> Formats:
    return Formats(
        exports=[
            ExportFormat(name=each.name, summary=each.summary, folder=each.is_folder, rows=list(each.tables))
            for each in map(exporting.format_named, exporting.names())
        ],
        imports=[
            ImportFormat(
                name=each.name,
                summary=each.summary,
                folder=each.is_folder,
                accepted_options=list(each.accepted_options),
            )
            for each in map(importing.format_named, importing.names())
        ],
    )


async def export(request: web.Request, asked: ExportRequest) -> Job:
    """Begin to write a selection, as a job whose result is a file."""
    services = services_of(request)
    wanted = exporting.format_named(asked.format)
    naming = await _naming(services.store, asked)
    name = f"eyeline-{wanted.name}{'.zip' if wanted.is_folder else wanted.suffixes[0]}"

    def work(progress: Progress) -> Outcome:
        place, path = transfers.reserve(services.store.folder, name)
        target = path.with_name("files") if wanted.is_folder else path
        try:
            if wanted.is_folder:
                target.mkdir()
            ties = asked.communities
            community_of = ties and services.store.read_here(
                lambda conn: communities_of(conn, asked.selection, ties, progress)
            )
            how = exporting.Asked(naming, asked.neighbours, ties, community_of or {})
            done = services.store.read_here(
                lambda conn: exporting.write(conn, wanted.name, asked.selection, target, how, progress=progress)
            )
            if wanted.is_folder:
                _pack(target, path)
        except BaseException:
            transfers.discard(services.store.folder, place)
            raise
        limits = [*done.limits, *([NO_COMMUNITIES] if ties and not community_of else [])]
        result = ExportResult(rows=dict(done.rows), limits=limits)
        return Outcome(data=result.model_dump(mode="json"), file=path, name=name)

    return services.jobs.start("export", wanted.name, work)


async def _naming(store: Store, asked: ExportRequest) -> Naming:
    case = asked.pseudonyms_of
    if case is not None and asked.key is not None:
        raise BadRequestError("Name everything by a case's key or by a key of your own, not by both.")
    if asked.key is not None:
        return Naming(parse_key(asked.key))
    if case is None:
        return Naming()

    def key(conn: sqlite3.Connection) -> bytes:
        cases.case(conn, case)
        return pseudonym_keys.key_of(conn, case)

    return Naming(await store.write(key))


def _pack(folder: Path, file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for each in sorted(folder.iterdir()):
            packed.write(each, each.name)
    shutil.rmtree(folder)


async def upload(request: web.Request, body: AsyncIterator[bytes]) -> Upload:
    """Take a file, to be imported or merged."""
    data, name = services_of(request).store.folder, request.query.get("name", "")
    place, path = await asyncio.to_thread(transfers.reserve, data, name, request.content_length or 0)
    try:
        with path.open("wb") as file:
            held = bytearray()
            async for piece in body:
                held += piece
                if len(held) >= PIECE:
                    await asyncio.to_thread(file.write, bytes(held))
                    held.clear()
            await asyncio.to_thread(file.write, bytes(held))
    except BaseException:
        transfers.discard(data, place)
        raise
    return Upload(upload=place, name=path.name, size=path.stat().st_size)


async def drop(request: web.Request, asked: Drop) -> Wire:
    """Let go of a file that was taken."""
    await asyncio.to_thread(transfers.discard, services_of(request).store.folder, asked.upload)
    return asked


async def read(request: web.Request, asked: ImportRequest) -> Job:
    """Begin to import a file that was taken; the job's file is what could not be read."""
    services = services_of(request)
    path = transfers.file_at(services.store.folder, asked.upload)
    wanted = importing.format_named(asked.format)
    how = Asked(
        platform=asked.platform,
        by_id=asked.by_id,
        kind=asked.kind.value if asked.kind else None,
        seen=asked.seen,
        objects=asked.objects,
    )

    def work(progress: Progress) -> Outcome:
        try:
            source = _unpacked(path) if wanted.is_folder else path
            done = importing.read_file(services.store, wanted.name, source, how, progress=progress)
        finally:
            transfers.discard(services.store.folder, asked.upload)
        known = asdict(done) | {"file": path.name, "side_file": str(done.side_file) if done.side_file else None}
        result = ImportResult.model_validate(
            {name: value for name, value in known.items() if name in ImportResult.model_fields}
        )
        said = result.model_dump(mode="json")
        if done.side_file is None:
            return Outcome(data=said)
        _, copy = transfers.reserve(services.store.folder, done.side_file.name)
        shutil.copyfile(done.side_file, copy)
        return Outcome(data=said, file=copy, name=copy.name)

    return services.jobs.start("import", path.name, work)


def _unpacked(file: Path) -> Path:
    """The folder of what is in a ZIP file, without a single folder around all of it. Raises BadRequestError."""
    folder = file.with_name(f"{file.name}.unpacked")
    try:
        with zipfile.ZipFile(file) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise BadRequestError(
                    f"{file.name} holds more than can be read here: unpack it, and use the command line."
                )
            packed.extractall(folder)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BadRequestError(
            f"This format is a folder of files: pack it as a ZIP file. {file.name} is none."
        ) from error
    inside = list(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder


async def merge(request: web.Request, asked: MergeRequest) -> Job:
    """Begin to join another database, which was taken before; a dry run keeps it, so that it can be done then."""
    services = services_of(request)
    path = transfers.file_at(services.store.folder, asked.upload)

    def work(progress: Progress) -> Outcome:
        store = services.store
        done = store.alone(lambda: merge_databases(store.path, path, dry_run=asked.dry_run, progress=progress)).result()
        if not asked.dry_run:
            transfers.discard(store.folder, asked.upload)
            from companion.workers.reuse import Reuse  # noqa: PLC0415 - what compares pictures is heavy

            Reuse(store).catch_up()
            services.changes.publish("store")
        return Outcome(data=MergeResult.model_validate(asdict(done)).model_dump(mode="json"))

    return services.jobs.start("merge", path.name, work)


async def backup(request: web.Request) -> Job:
    """Begin a checked copy of the database, as a job whose result is a file and whose data is its SHA-256."""
    store = services_of(request).store

    def work(progress: Progress) -> Outcome:
        name = BACKUP_NAME.format(now())
        place, path = transfers.reserve(store.folder, name, store.path.stat().st_size)
        try:
            made = back_up(store.path, path)
        except BaseException:
            transfers.discard(store.folder, place)
            raise
        result = BackupResult(sha256=made.sha256, size=made.size)
        return Outcome(data=result.model_dump(mode="json"), file=path, name=name)

    return services_of(request).jobs.start("backup", "backup", work)
