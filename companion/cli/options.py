"""Options that several commands share: the settings, and which accounts are meant."""

from __future__ import annotations

import contextlib
import functools
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime, time, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.errors import AlreadyRunningError, BadRequestError, InvalidError
from companion.settings import SETTINGS, Setting

if TYPE_CHECKING:
    from companion.core.wire.selection import Selection

LEVELS = ("strong", "some", "none")

Command = Callable[..., Any]


def setting_options(*names: str) -> Callable[[Command], Command]:
    """The options of the named settings, or of all; each can also be given as ``EYELINE_NAME`` in the environment."""
    chosen = [setting for setting in SETTINGS if not names or setting.name in names]

    def decorate(command: Command) -> Command:
        for setting in reversed(chosen):
            command = click.option(
                f"--{setting.name.replace('_', '-')}",
                setting.name,
                type=_type_of(setting),
                default=setting.default,
                show_default=True,
                envvar=f"EYELINE_{setting.name.upper()}",
                help=setting.help,
            )(command)
        return command

    return decorate


def _type_of(setting: Setting) -> click.ParamType[Any]:
    if setting.choices:
        return click.Choice(setting.choices)
    if setting.kind is int:
        return click.IntRange(setting.low, setting.high)
    if setting.kind is Path:
        return click.Path(file_okay=False, path_type=Path)
    return click.STRING


@contextlib.contextmanager
def alone_with_data() -> Iterator[None]:
    """For what no companion may serve meanwhile: where one does, it is said how it is ended."""
    try:
        yield
    except AlreadyRunningError as error:
        if error.url is None:
            raise
        raise AlreadyRunningError("running.end_first", url=error.url, running=error) from None


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs, one object a line.")


def output_option(help_: str, *, required: bool = False) -> Callable[[Command], Command]:
    """The file that a command writes."""
    path = click.Path(dir_okay=False, path_type=Path)
    return click.option("-o", "--output", required=required, type=path, help=help_)


class Whole(click.ParamType[int]):
    """A whole number of at least ``least`` that a database can hold."""

    name = "integer"
    MOST = 2**63 - 1

    def __init__(self, least: int = -MOST) -> None:
        self.least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        number: int = click.INT.convert(value, param, ctx)
        if not self.least <= number <= self.MOST:
            self.fail(f"{number} is {'less' if number < self.least else 'more'} than any can be", param, ctx)
        return number


class Moment(click.ParamType[datetime]):
    """A time as people write it, ``2020-12-01``, ``2020-12-01T14:30`` or with a zone; without one it is UTC.

    A date alone is its first moment, or with ``end_of_day`` its last.
    """

    name = "time"

    def __init__(self, end_of_day: bool = False) -> None:
        self.end_of_day = end_of_day

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        text = str(value).strip()
        try:
            moment = datetime.fromisoformat(f"{text[:-1]}+00:00" if text[-1:] in ("Z", "z") else text)
        except ValueError:
            self.fail(f"{value!r} is no time: write it as 2020-12-01 or 2020-12-01T14:30", param, ctx)
        if self.end_of_day and len(text) == len("2020-12-01"):
            moment = datetime.combine(moment, time.max)
        return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


@dataclass(frozen=True)
class AskedSelection:
    """Which accounts the options ask for, in a person's words; :meth:`selection` looks the words up."""

    case: str | None
    tag: str | None
    platform: str | None
    level: str | None
    reused: bool | None
    capture: int | None
    search: str | None
    seen_from: datetime | None
    seen_to: datetime | None
    account: tuple[str, ...]
    listed: Path | None
    hidden: bool

    @property
    def is_everyone(self) -> bool:
        """Whether no condition was given, so that all accounts but the hidden are meant."""
        return all(getattr(self, each.name) in (None, (), False) for each in fields(self) if each.name != "hidden")

    def selection(self, conn: sqlite3.Connection) -> Selection:
        """Raises NotFoundError for a case, tag, site, list or account that is not there, else BadRequestError.

        Names of a list that are nobody's, or several accounts', are said on stderr.
        """
        from pydantic import ValidationError

        from companion.core.wire.selection import Selection
        from companion.store import accounts, annotations, captured, cases

        if self.tag is not None:
            annotations.check_tag(conn, self.tag)
        if self.platform is not None:
            accounts.check_site(conn, self.platform)
        if self.capture is not None:
            captured.captured_list(conn, self.capture)
        asked = {each.name: getattr(self, each.name) for each in fields(self)}
        asked["case"] = None if self.case is None else cases.number_of(conn, self.case)
        named, listed = asked.pop("account"), asked.pop("listed")
        if named or listed is not None:
            numbers = [accounts.number_of(conn, name) for name in named]
            asked["accounts"] = numbers + ([] if listed is None else _listed_in(listed, conn, self.platform))
        try:
            return Selection.model_validate(asked)
        except ValidationError as error:
            option = str(error.errors()[0]["loc"][0])
            problem = InvalidError.of(error, at=False)
            raise BadRequestError("analyses.command_option", option=option, problem=problem) from None


def _listed_in(file: Path, conn: sqlite3.Connection, platform: str | None) -> list[int]:
    from companion.cli.terminal import printable
    from companion.imports.reading.account_list import look_up

    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise click.ClickException(f"{printable(str(file))} is no text in UTF-8: save it as that.") from None
    found = look_up(conn, text, platform)
    if not (found.found or found.unknown or found.several):
        raise BadRequestError("accounts.empty_list", file=file.name)
    if found.unknown:
        click.echo(f"Not known here, so left out ({len(found.unknown):,}): {_few(found.unknown)}", err=True)
    if found.several:
        several = _few([f"{each.name} ({', '.join(each.refs)})" for each in found.several])
        click.echo(f"Borne by more than one account, so left out ({len(found.several):,}): {several}", err=True)
    return found.found


def _few(names: list[str]) -> str:
    from companion.cli.terminal import printable

    most = 20
    return ", ".join(printable(name) for name in names[:most]) + (", …" if len(names) > most else "")


def selection_options(command: Command) -> Command:
    """The options that say which accounts are meant; the command gets them as ``asked``, an :class:`AskedSelection`."""

    @functools.wraps(command)
    def with_selection(*arguments: Any, **options: Any) -> Any:
        asked = AskedSelection(**{each.name: options.pop(f"asked_{each.name}") for each in fields(AskedSelection)})
        return command(*arguments, asked=asked, **options)

    decorated: Command = with_selection
    for option in reversed(_SELECTION):
        decorated = option(decorated)
    return decorated


_SELECTION = (
    click.option("--case", "asked_case", metavar="NAME", help="Accounts recorded or collected into this case."),
    click.option("--tag", "asked_tag", metavar="TAG", help="Accounts with this tag."),
    click.option("--platform", "asked_platform", metavar="SITE", help="Accounts of one site, as: instagram."),
    click.option(
        "--level", "asked_level", type=click.Choice(LEVELS), help="Accounts whose picture has at least this evidence."
    ),
    click.option(
        "--reused/--not-reused",
        "asked_reused",
        default=None,
        help="Accounts whose picture others wear too, or is known from a folder; or those whose is not.",
    ),
    click.option(
        "--list",
        "asked_capture",
        type=Whole(1),
        metavar="NUMBER",
        help="Accounts seen in this list, by its number in `eyeline history captures`.",
    ),
    click.option("--search", "asked_search", metavar="TEXT", help="Part of a name, handle, former handle or id."),
    click.option("--seen-from", "asked_seen_from", type=Moment(), help="Accounts seen then or later (UTC)."),
    click.option("--seen-to", "asked_seen_to", type=Moment(), help="Accounts seen before then (UTC)."),
    click.option(
        "--account",
        "asked_account",
        multiple=True,
        metavar="ACCOUNT",
        help="This account, by its number or as instagram:handle:ana; can be given again.",
    ),
    click.option(
        "--from",
        "asked_listed",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="The accounts that this text file names by link, handle or id.",
    ),
    click.option("--hidden", "asked_hidden", is_flag=True, help="Hidden accounts too."),
)
