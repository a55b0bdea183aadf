"""Settings and the options made of them."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from companion.cli.options import setting_options
from companion.settings import SETTINGS, Settings


def test_every_setting_has_a_field_a_default_and_a_sentence() -> None:
    assert [setting.name for setting in SETTINGS] == [field.name for field in fields(Settings)]
    assert Settings.of() == Settings(**{setting.name: setting.default for setting in SETTINGS})
    assert all(setting.help.endswith(".") for setting in SETTINGS)
    assert Settings.of({"workers": 0}).worker_count >= 1


@click.command()
@setting_options()
def shows(port: int, data: Path, keep_pictures: str, workers: int, idle_minutes: int) -> None:
    click.echo(f"{port} {data} {keep_pictures} {workers} {idle_minutes}")


def test_options_are_read_from_the_line_and_the_environment() -> None:
    result = CliRunner(env={"EYELINE_KEEP_PICTURES": "full"}).invoke(shows, ["--port", "1", "--data", "x"])
    assert result.output == "1 x full 0 0\n"


@pytest.mark.parametrize(
    "option", [["--port", "65536"], ["--keep-pictures", "some"], ["--workers", "-1"], ["--idle-minutes", "-1"]]
)
def test_values_that_cannot_be_are_refused(option: list[str]) -> None:
    assert CliRunner().invoke(shows, option).exit_code == 2
