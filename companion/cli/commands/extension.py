"""``eyeline extension``: where the unpacked extension lies, and how a browser loads it."""

from __future__ import annotations

import click

from companion.errors import NotFoundError
from companion.packaged import BROWSERS, Browser, extension_folder

TITLES: dict[Browser, str] = {"chrome": "Chrome, Chromium, Edge, Brave", "firefox": "Firefox"}
STEPS: dict[Browser, tuple[str, ...]] = {
    "chrome": (
        "Open chrome://extensions (edge://extensions, brave://extensions).",
        "Switch on Developer mode.",
        "Press Load unpacked and choose the folder above.",
    ),
    "firefox": (
        "Open about:debugging#/runtime/this-firefox.",
        "Press Load Temporary Add-on and choose manifest.json in the folder above.",
        "Firefox forgets it when it closes: load it again after each restart.",
    ),
}


@click.command("extension")
@click.argument("browser", type=click.Choice(BROWSERS), required=False)
def command(browser: Browser | None) -> None:
    """Say where the unpacked extension lies and how to load it.

    With BROWSER, print its folder and nothing else.
    """
    if browser is not None:
        click.echo(built_folder(browser))
        return
    for each in BROWSERS:
        click.echo(f"{TITLES[each]}\n  {built_folder(each)}")
        for number, step in enumerate(STEPS[each], 1):
            click.echo(f"  {number}. {step}")
        click.echo()
    click.echo("Then start the companion (eyeline serve) and press Pair this browser on its page.")


def built_folder(browser: Browser) -> str:
    """The browser's unpacked extension. Raises :class:`NotFoundError`."""
    folder = extension_folder(browser)
    if folder is None:
        raise NotFoundError("running.extension_not_built")
    return str(folder)
