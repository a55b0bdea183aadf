"""Files out of the companion and into it: long work, each as a job."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web

from companion.core.progress import Progress
from companion.core.wire.files import (
    BackupResult,
    ColumnRead,
    Drop,
    ExportedAccounts,
    ExportFormat,
    ExportRequest,
    ExportResult,
    ExportSize,
    Formats,
    ImportedFiles,
    ImportFormat,
    ImportRequest,
    ImportResult,
    MergeRequest,
    ReasonLeftOut,
    RowLeftOut,
    Upload,
)
from companion.core.wire.jobs import Job
from companion.errors import BadRequestError
from companion.exports import format as exporting
from companion.imports import format as importing
from companion.imports.reading.asked import Asked
from companion.operations.export import export as write_selection
from companion.operations.export import naming_by
from companion.operations.merge import merge as merge_database
from companion.server.services import language_of, services_of
from companion.store import imported, transfers
from companion.store.backup import back_up
from companion.store.times import now, time_of
from companion.workers.jobs import Outcome

PIECE = 2**20
MOST_UNPACKED = 16 * 2**30
BACKUP_NAME = "eyeline-{:%Y-%m-%d}.db"


async def formats(request: web.Request) -> Formats:
    return await asyncio.to_thread(_formats)


def _formats() -> Formats:
    return Formats(
        exports=[
            ExportFormat(name=each.name, summary=each.summary, folder=each.is_folder, rows=list(each.tables))
            for each in exporting.FORMATS.every()
        ],
        imports=[
            ImportFormat(
                name=each.name,
                summary=each.summary,
                folder=each.is_folder,
                accepted_options=list(each.accepted_options),
            )
            for each in importing.FORMATS.every()
        ],
    )


async def export(request: web.Request, asked: ExportRequest) -> Job:
    """Begin to write a selection, as a job whose result is a file."""
    services, language = services_of(request), language_of(request)
    wanted = exporting.FORMATS.named(asked.format)
    naming = await asyncio.to_thread(naming_by, services.store, asked.pseudonyms_of, asked.key)
    name = f"eyeline-{wanted.name}{'.zip' if wanted.is_folder else wanted.suffixes[0]}"

    def work(progress: Progress) -> Outcome:
        with transfers.outgoing(services.store.folder, name) as path:
            target = path.with_name("files") if wanted.is_folder else path
            if wanted.is_folder:
                target.mkdir()
            done = write_selection(services.store, asked, naming, target, progress, language)
            if wanted.is_folder:
                _pack(target, path)
        result = ExportResult(rows=dict(done.rows), limits=list(done.limits))
        return Outcome(data=result.model_dump(mode="json"), file=path, name=name)

    return services.jobs.start("export", wanted.name, work)


async def size(request: web.Request, asked: ExportedAccounts) -> ExportSize:
    """How many accounts the file would hold."""

    def count(conn: sqlite3.Connection) -> ExportSize:
        return ExportSize(accounts=len(exporting.exported_accounts(conn, asked.selection, asked.neighbours)[0]))

    return await services_of(request).store.read(count)


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


async def drop(request: web.Request, asked: Drop) -> Drop:
    """Let go of a file that was taken."""
    await asyncio.to_thread(transfers.discard, services_of(request).store.folder, asked.upload)
    return asked


async def read(request: web.Request, asked: ImportRequest) -> Job:
    """Begin to import a file that was taken, or to say what would be read; the job's file is what could not be."""
    services, language = services_of(request), language_of(request)
    path = transfers.file_at(services.store.folder, asked.upload)
    named = None if asked.format is None else importing.FORMATS.named(asked.format)
    how = Asked(
        **asked.model_dump(exclude={"upload", "format", "preview", "kind"}),
        kind=asked.kind.value if asked.kind else None,
    )

    def work(progress: Progress) -> Outcome:
        try:
            wanted = named or importing.FORMATS.named(importing.recognised(path))
            is_one = not wanted.is_folder or (wanted.may_be_file and not zipfile.is_zipfile(path))
            source = path if is_one else _unpacked(path)
            if asked.preview:
                done = importing.preview_file(wanted.name, source, how, progress=progress)
            else:
                done = importing.read_file(services.store, wanted.name, source, how, progress=progress)
        finally:
            if not asked.preview:
                transfers.discard(services.store.folder, asked.upload)
        said = _said(done, path.name, asked.preview, language).model_dump(mode="json")
        if done.side_file is None:
            return Outcome(data=said)
        _, copy = transfers.reserve(services.store.folder, done.side_file.name)
        shutil.copyfile(done.side_file, copy)
        return Outcome(data=said, file=copy, name=copy.name)

    return services.jobs.start("preview" if asked.preview else "import", path.name, work)


def _said(done: importing.Imported, file: str, preview: bool, language: str) -> ImportResult:
    taken = done.taken_for
    return ImportResult(
        file=file,
        format=done.format,
        kind=taken.kind,
        columns=[ColumnRead(name=name, role=role) for name, role in taken.columns],
        examples=[importing.shown(row) for row in taken.examples],
        rows_read=done.rows_read,
        rows_left_out=done.rows_left_out,
        accounts=done.accounts,
        edges=done.edges,
        captures=done.captures,
        activities=done.activities,
        first_left_out=[RowLeftOut(row=each.row, reason=each.error.said_in(language)) for each in done.first_left_out],
        reasons=[ReasonLeftOut(count=each.count, reason=each.error.said_in(language)) for each in done.reasons],
        side_file=str(done.side_file) if done.side_file else None,
        before=None if done.before is None else time_of(done.before),
        preview=preview,
    )


async def imports(request: web.Request) -> ImportedFiles:
    return ImportedFiles(imports=await services_of(request).store.read(imported.every))


def _unpacked(file: Path) -> Path:
    """The folder of what is in a ZIP file, without a single folder around all of it. Raises BadRequestError."""
    folder = file.with_name(f"{file.name}.unpacked")
    try:
        with zipfile.ZipFile(file) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise BadRequestError("imports.zip_too_large", file=file.name)
            packed.extractall(folder)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BadRequestError("imports.no_zip", file=file.name) from error
    inside = list(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder


async def merge(request: web.Request, asked: MergeRequest) -> Job:
    """Begin to join another database, which was taken before; a dry run keeps it, so that it can be done then."""
    services = services_of(request)
    path = transfers.file_at(services.store.folder, asked.upload)

    def work(progress: Progress) -> Outcome:
        done = merge_database(services.store, path, dry_run=asked.dry_run, progress=progress)
        if not asked.dry_run:
            transfers.discard(services.store.folder, asked.upload)
            services.changes.publish("store", "seen")
        return Outcome(data=done.model_dump(mode="json"))

    return services.jobs.start("merge", path.name, work)


async def backup(request: web.Request) -> Job:
    """Begin a checked copy of the database, as a job whose result is a file and whose data is its SHA-256."""
    store = services_of(request).store

    def work(progress: Progress) -> Outcome:
        name = BACKUP_NAME.format(now())
        with transfers.outgoing(store.folder, name, store.path.stat().st_size) as path:
            made = back_up(store.path, path)
        result = BackupResult(sha256=made.sha256, size=made.size)
        return Outcome(data=result.model_dump(mode="json"), file=path, name=name)

    return services_of(request).jobs.start("backup", "backup", work)
