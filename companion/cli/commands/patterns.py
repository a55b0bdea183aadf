"""``eyeline patterns``: files that correct what Eyeline knows of a site."""

from __future__ import annotations

import asyncio
import os
import secrets
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from companion.cli.options import setting_options
from companion.cli.terminal import printable

if TYPE_CHECKING:
    from companion.core.wire.corrections import PageTried, SavedPage, Tried

SHOWN = 200
PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Eyeline</title><link rel="stylesheet" href="/ui/look.css">
<script type="module" src="/ui/try-patterns.js"></script></head>
<body><pre data-read>Reading the saved page ...</pre></body>
</html>
"""
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'"


@click.group("patterns")
def command() -> None:
    """Files that correct what Eyeline knows of a site, without a new release."""


@command.command("try")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("page", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--address", help="Where the page was. Default: as the saved page says.")
@setting_options("data")
def try_file(file: Path, page: Path, address: str | None, data: Path) -> None:
    """Show what is read of the saved PAGE (.mhtml or .html) without and with FILE.

    The default browser reads it, as the extension would: it shows what the terminal shows. What is saved is not loaded
    and its scripts do not run.
    """
    from companion.core.saved_page import LARGEST, saved_page
    from companion.core.wire.corrections import SavedPage
    from companion.store.chosen_settings import CORRECTIONS, read_corrections

    answer = read_corrections(file)
    if answer.problem:
        raise click.ClickException(answer.problem)
    if page.stat().st_size > LARGEST:
        raise click.ClickException(f"{page} is larger than {LARGEST // 2**20} MB.")
    html, said = saved_page(page.read_bytes())
    where = address or said
    if where is None or urlsplit(where).scheme not in ("http", "https"):
        raise click.ClickException(f"{page} does not say where the page was: add --address https://…")

    def told(tried: PageTried) -> str:
        lines = list(_lines(tried, where, file.name))
        if tried.site and not tried.after.broken:
            lines += ["", f"To use {file.name}: copy it to {data / CORRECTIONS}."]
        return "\n".join(map(printable, lines))

    click.echo(asyncio.run(_read(SavedPage(html=html, address=where, corrections=answer.corrections), told)))


async def _read(page: SavedPage, told: Callable[[PageTried], str]) -> str:
    """What is ``told`` of the page, once a browser has read it: at an address that nobody can guess."""
    from aiohttp import web

    from companion.core.wire.corrections import PageTried
    from companion.packaged import ui_folder
    from companion.server.handlers.pages import send

    done: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    here = f"/{secrets.token_urlsafe(24)}/"

    async def shown(_: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    async def saved(_: web.Request) -> web.Response:
        return web.Response(text=page.model_dump_json(by_alias=True), content_type="application/json")

    async def tried(request: web.Request) -> web.Response:
        text = told(PageTried.model_validate_json(await request.read()))
        response = web.Response(text=text)
        await response.prepare(request)
        await response.write_eof()
        if not done.done():
            done.set_result(text)
        return response

    async def part(request: web.Request) -> web.Response:
        return await send(ui_folder(), request.match_info["path"])

    app = web.Application(client_max_size=2**24)
    app.add_routes([web.get(here, shown), web.get(f"{here}saved", saved), web.post(f"{here}tried", tried)])
    app.add_routes([web.get("/ui/{path:.+}", part)])
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}{here}"
        click.echo(f"The page is read in your browser. If none opens, open {url} (Ctrl+C ends this).", err=True)
        os.environ.pop("TERM", None)  # else webbrowser may take a browser for terminals, which would hold this one
        await asyncio.to_thread(webbrowser.open, url)
        return await done
    finally:
        await runner.cleanup()


def _lines(page: PageTried, address: str, file: str) -> Iterator[str]:
    """What is told of it, a line each."""
    if page.site is None:
        yield f"{address} is of no site that Eyeline reads."
        return
    before, after = page.before, page.after
    yield f"{page.site}: {address}"
    yield ""
    yield f"{'':32}{'without':>10}  with {file}"
    yield f"{'accounts':32}{len(before.accounts):>10,}  {len(after.accounts):,}"
    yield f"{'with a picture':32}{_pictured(before):>10,}  {_pictured(after):,}"
    kinds = dict.fromkeys(each.kind for each in (*before.lists, *after.lists))
    for kind in kinds:
        yield f"{f'list: {kind.value}':32}{_listed(before, kind):>10}  {_listed(after, kind)}"
    if after.broken:
        yield f"Its address promises {after.broken}, and nothing of that was recognised."
    yield ""
    for account in after.accounts[:SHOWN]:
        with_picture = "picture" if account.pictured else ""
        ref = account.ref.partition(":")[2]
        yield f"  {account.role.value:<10}{ref:<44}{with_picture:<9}{account.name or ''}".rstrip()
    if len(after.accounts) > SHOWN:
        yield f"  and {len(after.accounts) - SHOWN:,} more"
    left_out = list(_left_out(page))
    yield from ("", "Left out:", *left_out) if left_out else ()


def _left_out(page: PageTried) -> Iterator[str]:
    if page.after.aside:
        yield f"{page.after.aside:>7,} accounts that are named only by links in menus, suggestions or sentences"
    for link in page.unnamed.links:
        pictured = ", with pictures" if link.pictured else ""
        yield f"{link.count:>7,} links of the form {link.form}{pictured}, which no pattern names"
    for picture in page.unnamed.pictures:
        yield f"{picture.count:>7,} pictures from {picture.form}, which no pattern takes for avatars"
    if page.pictures_lost:
        yield f"{page.pictures_lost:>7,} pictures whose addresses were lost when the page was saved: save it as .mhtml"


def _pictured(tried: Tried) -> int:
    return sum(account.pictured for account in tried.accounts)


def _listed(tried: Tried, kind: object) -> str:
    for each in tried.lists:
        if each.kind == kind:
            count = "" if each.displayed_count is None else f" of {each.displayed_count:,}"
            return f"{each.members:,}{count}"
    return "none"
