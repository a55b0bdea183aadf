"""What the extension saw and the pictures that it sends come in here; badges and thumbnails go out."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
import struct
from concurrent.futures import Future

from aiohttp import web

from companion.core.identity import parse_ref
from companion.core.wire.evidence import Badge, Badges, Evidence, Status
from companion.core.wire.observations import Batch, BatchAnswer
from companion.core.wire.pictures import PicturesHeader
from companion.errors import BadRequestError, NotFoundError
from companion.operations.ingest import ingest
from companion.server.route import parse_json
from companion.server.services import path_number, services_of
from companion.store import account_badges, pictures
from companion.store.times import now, text_of

LENGTH = struct.Struct(">I")


def read_pictures(body: bytes) -> tuple[PicturesHeader, list[bytes]]:
    """The header and the bytes of each of its pictures. Raises :class:`BadRequestError` where lengths do not agree.

    The body is 4 bytes of length (big-endian), a JSON header so long, then each picture's bytes.
    """
    if len(body) < LENGTH.size:
        raise BadRequestError("request.pictures.no_length")
    end = LENGTH.size + LENGTH.unpack_from(body)[0]
    if end > len(body):
        raise BadRequestError("request.pictures.long_header")
    header: PicturesHeader = parse_json(PicturesHeader, body[LENGTH.size : end])
    contents = []
    for item in header.pictures:
        contents.append(body[end : end + item.size])
        end += item.size
    if end != len(body):
        raise BadRequestError("request.pictures.sizes")
    return header, contents


MAX_REFS = 500
CHECK_SECONDS = 20
CHECKED = "web"  # the platform of pictures that are no account's


async def add_pictures(request: web.Request, body: bytes) -> Badges:
    """Store the pictures, measure those not known, and answer what is ready within the deadline."""
    header, contents = read_pictures(body)
    services = services_of(request)
    at = text_of(now())

    refs = [(ref, parse_ref(ref)) for item in header.pictures for ref in item.refs]

    def receive(conn: sqlite3.Connection) -> tuple[list[Evidence], list[Badge]]:
        evidence = [
            pictures.receive(conn, item.platform, item.address, item.picture_id, content, at)
            if content
            else Evidence(status=Status.undecodable, message="The picture could not be fetched.")
            for item, content in zip(header.pictures, contents, strict=True)
        ]
        return evidence, account_badges.badges(conn, refs)

    evidence, known = await services.store.write(receive)
    groups = {badge.ref: badge.group for badge in known}
    waiting = {
        one.picture: content
        for one, content in zip(evidence, contents, strict=True)
        if one.picture is not None and one.status is Status.waiting
    }
    ready = await _within(header.deadline_ms / 1000, services.scoring.take(waiting))
    return Badges(
        badges=[
            Badge(
                ref=ref,
                picture_address=item.address,
                evidence=ready.get(one.picture, one),
                group=groups.get(ref),
            )
            for item, one in zip(header.pictures, evidence, strict=True)
            for ref in item.refs
        ]
    )


async def check(request: web.Request, content: bytes) -> Evidence:
    """Measure one picture that a person points at, on any page."""
    if not content:
        raise BadRequestError("request.pictures.none")
    services = services_of(request)
    at = text_of(now())
    address = f"sha256:{hashlib.sha256(content).hexdigest()}"
    evidence = await services.store.write(lambda conn: pictures.receive(conn, CHECKED, address, None, content, at))
    if evidence.picture is None or evidence.status is not Status.waiting:
        return evidence
    ready = await _within(CHECK_SECONDS, services.scoring.take({evidence.picture: content}))
    return ready.get(evidence.picture, evidence)


async def _within(seconds: float, pending: dict[int, Future[Evidence | None]]) -> dict[int | None, Evidence]:
    """The evidence that is there after so long at most, as soon as all is there."""
    if pending:
        await asyncio.wait([asyncio.wrap_future(future) for future in pending.values()], timeout=seconds)
    done = {picture: future.result() for picture, future in pending.items() if future.done()}
    return {picture: evidence for picture, evidence in done.items() if evidence is not None}


async def badges(request: web.Request) -> Badges:
    refs = [(text, parse_ref(text)) for text in request.query.getall("ref", [])]
    if len(refs) > MAX_REFS:
        raise BadRequestError("request.many_refs", most=MAX_REFS)
    return Badges(badges=await services_of(request).store.read(lambda conn: account_badges.badges(conn, refs)))


async def thumbnail(request: web.Request) -> web.Response:
    number = path_number(request)
    jpeg = await services_of(request).store.read(lambda conn: pictures.thumbnail(conn, number))
    if jpeg is None:
        raise NotFoundError("pictures.no_thumbnail")
    return web.Response(body=jpeg, content_type="image/jpeg")


async def add_observations(request: web.Request, batch: Batch) -> BatchAnswer:
    at, services = now(), services_of(request)
    answer = await services.store.write(lambda conn: ingest(conn, batch, at))
    if answer.wanted:
        services.scoring.expect()
    return answer
