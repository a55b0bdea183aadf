"""``eyeline known``: folders of known pictures, as stock photographs, that avatars are compared with."""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.measuring import say_left_out
from companion.cli.options import json_option, setting_options
from companion.cli.terminal import counted, printable, show_rows
from companion.store.folder import sha256_of
from companion.vision.native_notices import native_notices_hidden

if TYPE_CHECKING:
    from companion.store.db import Store

LONGEST_NAME = 100
COPY_SIDE = 96
"""Pixels of a copy's longer side: some 3 KB."""


@click.group("known")
def command() -> None:
    """Folders of known pictures: where an avatar is one of them, mirrored, resized, filtered or cropped, it is said."""


@command.command("add")
@setting_options("data")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--name", required=True, help="What the pictures are, as: stock. More can be added under the same name.")
def add(data: Path, folder: Path, name: str) -> None:
    """Add the pictures of FOLDER. Kept of each are its fingerprints and a small copy, which is shown beside an
    account's picture; no copy where no pictures are kept at all. A set of an earlier version gets its copies when its
    folder is added again.
    """
    from companion.store.db import Store
    from companion.store.known_pictures import known_sets
    from companion.vision.files import picture_files
    from companion.workers.reuse import Reuse

    name = _good_name(name)
    paths, left_out = picture_files([folder])
    say_left_out([folder], left_out)
    if not paths:
        raise click.ClickException(f"There is no picture in {folder}.")
    with Store(data) as store:
        new, unreadable = _add_files(store, paths, name)
        click.echo("Comparing with the pictures seen so far …", err=True)
        Reuse(store).catch_up()
        found = next(each for each in store.read_here(known_sets) if each.name == name)
    click.echo(
        f"{printable(name)}: {new:,} pictures added, {len(paths) - new - unreadable:,} were there, "
        f"{unreadable:,} cannot be read. It is {found.pictures:,} pictures now; "
        f"{found.matches:,} of those seen so far are among them."
    )


@command.command("list")
@setting_options("data")
@json_option
def list_sets(data: Path, as_json: bool) -> None:
    """List the sets of known pictures, and how many pictures seen so far are among them."""
    from companion.store.db import Store
    from companion.store.known_pictures import known_sets

    with Store.existing(data) as store:
        sets = store.read_here(known_sets)
    show_rows(
        sets,
        as_json,
        'No known pictures yet. Add a folder: eyeline known add FOLDER --name "stock"',
        f"{'pictures':>10}{'seen':>10}  {'added':<12}name",
        lambda each: f"{each.pictures:>10,}{each.matches:>10,}  {each.added_at[:10]:<12}{printable(each.name)}",
    )


@command.command("remove")
@setting_options("data")
@click.argument("name")
def remove(data: Path, name: str) -> None:
    """Take the set NAME out, with everything that was found by it."""
    from companion.store.db import Store
    from companion.store.known_pictures import remove_known_set

    with Store.existing(data) as store:
        store.submit(lambda conn: remove_known_set(conn, name)).result()
    click.echo(f"{printable(name)} was taken out.")


def _good_name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise click.BadParameter(f"a name has 1 to {LONGEST_NAME} characters", param_hint="--name")
    return name


def _add_files(store: Store, paths: list[Path], name: str) -> tuple[int, int]:
    """How many were new, and how many cannot be read. Those that are in the set already are not measured again."""
    from companion.core.wire.pictures import KeepPictures
    from companion.store.chosen_settings import keeping
    from companion.store.known_pictures import add_known_picture, add_known_set, known_hashes
    from companion.store.times import now, text_of
    from companion.vision.bulk import measure_files
    from companion.vision.files import default_threads
    from companion.vision.stored_fingerprints import stored_fingerprints

    copies = store.read_here(keeping) is not KeepPictures.none
    there = store.read_here(lambda conn: known_hashes(conn, name))
    digests = {path: _digest(path) for path in paths}
    to_add = [path for path in paths if digests[path] not in there]
    known_set = store.submit(lambda conn: add_known_set(conn, name, text_of(now()))).result()
    if copies:
        known = [(path, digest) for path, digest in digests.items() if digest is not None]
        _add_copies(store, known_set, {path: digest for path, digest in known if there.get(digest) is False})
    new = unreadable = 0
    with (
        native_notices_hidden(),
        counted(len(to_add), "Adding") as step,
        contextlib.closing(measure_files(to_add, default_threads())) as measurements,
    ):
        for path, measured in measurements:
            content = b"" if measured.width is None else path.read_bytes()
            fingerprints = stored_fingerprints(content, measured.landmarks, keep_greys=True) if content else None
            if fingerprints is None:
                unreadable += 1
                click.echo(f"{printable(path)}: {measured.evidence.message or 'It cannot be read.'}", err=True)
            else:
                add = partial(
                    add_known_picture,
                    known_set=known_set,
                    file=path.name,
                    sha256=digests[path] or "",
                    fingerprints=fingerprints,
                    copy=_copy(content) if copies else None,
                )
                new += store.submit(add).result()
            step()
    return new, unreadable


def _add_copies(store: Store, known_set: int, without: dict[Path, str]) -> None:
    """Copies of pictures that came into the set before copies were kept."""
    from companion.store.known_pictures import add_known_copy

    for path, digest in without.items():
        copy = _copy(path.read_bytes())
        if copy is not None:
            store.submit(partial(add_known_copy, known_set=known_set, sha256=digest, copy=copy)).result()


def _copy(content: bytes) -> bytes | None:
    """A small JPEG; None where the picture cannot be decoded."""
    from companion.errors import PictureError
    from companion.vision.decode import thumbnail

    try:
        return thumbnail(content, COPY_SIDE)
    except PictureError:
        return None


def _digest(path: Path) -> str | None:
    """The SHA-256 of a file's bytes; None where it cannot be read."""
    try:
        return sha256_of(path)
    except OSError:
        return None
