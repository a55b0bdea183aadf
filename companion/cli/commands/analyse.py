"""``eyeline analyse NAME``: what a selection of accounts has in common, and how rare that is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import click

from companion.cli.main import CommandTable
from companion.cli.options import (
    AskedSelection,
    Whole,
    json_option,
    output_option,
    selection_options,
    setting_options,
)
from companion.cli.terminal import printable
from companion.cli.whole_files import written

if TYPE_CHECKING:
    from companion.analyses.analysis import Analysis
    from companion.core.wire.findings.finding import Finding
    from companion.registry import Registry


def _registry() -> Registry[Analysis]:
    from companion.analyses.analysis import ANALYSES

    return ANALYSES


def _command(analysis: Analysis) -> click.Command:
    def run(data: Path, asked: AskedSelection, as_json: bool, **options: Any) -> None:
        output, naming_options = options.pop("output", None), _naming_options(options)
        if output is not None:
            _write(analysis.name, data, asked, output, options, naming_options)
            return
        given = {name: value for name, value in options.items() if value is not None and value != ()}
        show_finding(analysis, data, asked, given, as_json)

    made: Callable[..., Any] = setting_options("data")(selection_options(json_option(run)))
    for name, field in reversed(list(analysis.options.model_fields.items())):
        kind, several = _type_of(field.annotation)
        made = click.option(
            f"--{name.replace('_', '-')}" + (f"/--no-{name.replace('_', '-')}" if kind is click.BOOL else ""),
            name,
            type=None if kind is click.BOOL else kind,
            multiple=several,
            default=None,
            help=f"{field.description or ''} Default: {_shown(field.default)}.".strip(),
        )(made)
    if analysis.name in NETWORKS:
        for option in reversed(_OUTPUT):
            made = option(made)
    return click.command(analysis.name, help=analysis.summary)(made)


def show_finding(analysis: Analysis, data: Path, asked: AskedSelection, options: dict[str, Any], as_json: bool) -> None:
    """Analyse the selection and print what was found, in words or as JSON."""
    from companion.analyses.analysis import run as run_analysis
    from companion.store.db import Store

    with Store.existing(data) as store:
        finding = store.read_here(lambda conn: run_analysis(conn, analysis.name, asked.selection(conn), options))
    if as_json:
        click.echo(finding.model_dump_json())
        return
    for line in _words(analysis, finding):
        click.echo(printable(line))


NETWORKS = ("shared", "coshare")
"""The analyses whose finding is a network, which can be written whole."""
_OUTPUT = (
    output_option(
        "Write the whole network instead, as .gexf, .graphml, .csv or .parquet: weight, p, q, and communities."
    ),
    click.option("--pseudonyms", metavar="CASE", help="With --output: pseudonyms by the key of this case."),
    click.option(
        "--key-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="The same by the key in this file.",
    ),
)


def _naming_options(options: dict[str, Any]) -> tuple[str | None, Path | None]:
    return options.pop("pseudonyms", None), options.pop("key_file", None)


def _write(
    name: str,
    data: Path,
    asked: AskedSelection,
    output: Path,
    options: dict[str, Any],
    named: tuple[str | None, Path | None],
) -> None:
    """Write the whole network that the analysis finds."""
    from companion.analyses.analysis import run as run_analysis
    from companion.cli.fetching import have
    from companion.exports.networks.writing import write
    from companion.installing.late import PARQUET
    from companion.operations.export import naming_by
    from companion.operations.networks import ALL_TIES, network_of
    from companion.store.cases import number_of
    from companion.store.db import Store

    if output.suffix.lower() == ".parquet":
        have(PARQUET)
    pseudonyms, key_file = named
    key = None if key_file is None else key_file.read_text(encoding="ascii", errors="replace")
    given = {name: value for name, value in options.items() if value is not None and value != ()}
    with Store.existing(data) as store, written(output) as unfinished:
        case = None if pseudonyms is None else store.read_here(lambda conn: number_of(conn, pseudonyms))
        naming = naming_by(store, case, key)
        finding = store.read_here(
            lambda conn: run_analysis(conn, name, asked.selection(conn), {**given, **ALL_TIES[name]})
        )
        network = network_of(finding, naming)
        write(network, unfinished, output.suffix)
    click.echo(f"{printable(output)}: {len(network.nodes):,} accounts, {len(network.ties):,} ties")


@click.command("analyse", cls=CommandTable, registry=_registry, command_of=_command)
def command() -> None:
    """Say what a selection of accounts has in common, and how rare that is. Each analysis names its null model."""


def _type_of(annotation: Any) -> tuple[click.ParamType[Any], bool]:
    """The type of an option of this annotation, and whether it can be given several times."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return _type_of(next(each for each in get_args(annotation) if each is not type(None)))
    if origin in (list, tuple, frozenset, set):
        return _type_of(get_args(annotation)[0])[0], True
    if origin is Literal:
        return click.Choice([str(each) for each in get_args(annotation)]), False
    if origin is not None:  # Annotated
        return _type_of(get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return click.Choice([str(each.value) for each in annotation]), False
    return {bool: click.BOOL, int: Whole(), float: click.FLOAT}.get(annotation, click.STRING), False


def _shown(default: Any) -> str:
    if isinstance(default, Enum):
        return str(default.value)
    if isinstance(default, (list, tuple)):
        return ", ".join(_shown(each) for each in default) or "none"
    return "none" if default is None else json.dumps(default) if isinstance(default, bool) else str(default)


def _words(analysis: Analysis, finding: Finding) -> Iterator[str]:
    sample = finding.sample
    where = f" on {', '.join(sample.platforms)}" if sample.platforms else ""
    yield f"{sample.accounts:,} accounts{where}, {sample.captures:,} captured lists."
    if finding.too_little is not None:
        yield finding.too_little
    else:
        yield ""
        yield from analysis.words(finding)
    yield ""
    yield f"Method: {finding.method}"
    if finding.null_model is not None:
        yield f"By chance: {finding.null_model}"
    if finding.seed is not None:
        yield f"Seed: {finding.seed}"
    for limit in finding.limits:
        yield f"Note: {limit.text}"
