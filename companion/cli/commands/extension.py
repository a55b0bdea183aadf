"""``eyeline extension``: where the unpacked extension lies, how to load it, and whether it may start Eyeline."""

from __future__ import annotations

from pathlib import Path

import click

from companion.cli.options import setting_options
from companion.errors import NotFoundError
from companion.host import registering
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
@setting_options("port", "data")
@click.option("--register", "to_do", flag_value="register", help="Let the browsers here start Eyeline, and pair alone.")
@click.option("--unregister", "to_do", flag_value="unregister", help="Take that back from every browser.")
def command(browser: Browser | None, port: int, data: Path, to_do: str | None) -> None:
    """Say where the unpacked extension lies and how to load it.

    With BROWSER, print its folder and nothing else.
    """
    if to_do is not None:
        click.echo(_done(to_do, data.resolve(), port))
    elif browser is not None:
        click.echo(built_folder(browser))
    else:
        _say_how()


def _done(to_do: str, data: Path, port: int) -> str:
    if to_do == "register":
        return sentence_of(registering.register(data, port))
    names = registering.unregister(data)
    if not names:
        return "No browser had been told of Eyeline."
    return f"{_listed(names)} can no longer start Eyeline. Browsers that are paired stay so."


def sentence_of(names: list[str]) -> str:
    """That these browsers were told of Eyeline."""
    if not names:
        return "No Chrome, Chromium, Edge, Brave or Firefox was found here, so none was told of Eyeline."
    taken_back = "eyeline extension --unregister takes it back."
    return f"Eyeline's extension in {_listed(names)} may start Eyeline and pair by itself; {taken_back}"


def _listed(names: list[str]) -> str:
    return ", ".join(names[:-1]) + (" and " if names[:-1] else "") + names[-1]


def _say_how() -> None:
    for each in BROWSERS:
        click.echo(f"{TITLES[each]}\n  {built_folder(each)}")
        for number, step in enumerate(STEPS[each], 1):
            click.echo(f"  {number}. {step}")
        click.echo()
    if registering.registered():
        click.echo("It then starts Eyeline and pairs by itself.")
    else:
        click.echo("Before, let it start Eyeline: eyeline extension --register. Or start the companion (eyeline serve)")
        click.echo("and press Pair this browser on its page.")


def built_folder(browser: Browser) -> str:
    """The browser's unpacked extension. Raises :class:`NotFoundError`."""
    folder = extension_folder(browser)
    if folder is None:
        raise NotFoundError("running.extension_not_built")
    return str(folder)
