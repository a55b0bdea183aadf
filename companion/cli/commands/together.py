"""``eyeline together``: sets of faces that sit in the same place, wherever that is."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.measuring import is_unread, pictures_or_none_argument, say_left_out, say_unread
from companion.cli.options import AskedSelection, json_option, selection_options, setting_options
from companion.cli.terminal import counted, printable
from companion.vision.native_notices import native_notices_hidden

if TYPE_CHECKING:
    from companion.core.background import Background
    from companion.core.models import Residual
    from companion.core.together import Gathering
    from companion.vision.fingerprints import Fingerprints


@click.command("together")
@pictures_or_none_argument
@setting_options("data")
@selection_options
@json_option
@click.option("--threads", type=click.IntRange(1, 64), default=None, help="Default: one per core.")
def command(pictures: tuple[Path, ...], data: Path, asked: AskedSelection, as_json: bool, threads: int | None) -> None:
    """Find sets of faces that sit in the same place, more than chance puts there. Folders are searched.

    Whoever crops a collection of faces alike lays their eyes on each other, though no single picture says so. A team
    page or a platform's own tool may do so, too. Without any picture, those that a selection of accounts wears are
    looked at, as `eyeline analyse together` does: --case NAME.
    """
    from companion.core.together import gatherings
    from companion.vision.background import bundled_background
    from companion.vision.files import picture_files
    from companion.vision.likeness import picture_numbers

    if not pictures:
        from companion.analyses.analysis import ANALYSES
        from companion.cli.commands.analyse import show_finding

        show_finding(ANALYSES.named("together"), data, asked, {}, as_json)
        return
    paths, left_out = picture_files(pictures)
    missing = say_left_out(pictures, left_out)
    measured, residuals, fingerprints, unread = _measured(paths, threads)
    background = bundled_background()
    numbers = picture_numbers(fingerprints)
    found = gatherings(residuals, background, numbers)
    for number, gathering in enumerate(found, 1):
        members = [measured[member] for member in gathering.members]
        click.echo(_json_line(gathering, members) if as_json else _words(number, gathering, members, background))
    if not as_json:
        for line in _limits_and_heads(found, residuals, numbers):
            click.echo(line)
        click.echo(_summary(len(found), len(measured), len(paths)))
    say_unread(unread)
    if missing or unread:
        raise SystemExit(1)


def _measured(paths: Sequence[Path], threads: int | None) -> tuple[list[Path], list[Residual], list[Fingerprints], int]:
    """The pictures with a face to measure, where each sits, by what copies of one picture are known, and how many
    could not be read.
    """
    from companion.core.models import Face
    from companion.core.together import place
    from companion.vision.bulk import measure_files
    from companion.vision.decode import decode
    from companion.vision.files import default_threads
    from companion.vision.fingerprints import fingerprints_of
    from companion.vision.landmarks import MAX_SIDE

    measured: list[Path] = []
    residuals: list[Residual] = []
    fingerprints: list[Fingerprints] = []
    unread = 0
    with (
        native_notices_hidden(),
        counted(len(paths), "Measuring") as step,
        contextlib.closing(measure_files(paths, threads or default_threads())) as measurements,
    ):
        for path, each in measurements:
            if each.evidence.alignment is not None:
                measured.append(path)
                residuals.append(place(each.evidence.alignment))
                face = Face(each.landmarks[0].astype(float))
                fingerprints.append(fingerprints_of(decode(path.read_bytes(), MAX_SIDE).rgb, face))
            unread += is_unread(each.evidence)
            step()
    return measured, residuals, fingerprints, unread


def _words(number: int, found: Gathering, members: Sequence[Path], background: Background) -> str:
    from companion.core.together import cropped_alignment

    aligned = cropped_alignment(found.centre, background)
    if aligned is None:
        where = "a place of their own"
    elif aligned.share > 0.98:
        where = "the place where StyleGAN's faces sit"
    else:
        where = f"the place where StyleGAN's faces sit once cropped to about {aligned.share:.0%}"
    copies = "" if found.pictures == len(members) else f" ({found.pictures:,} different pictures)"
    lines = [
        f"Set {number}: {len(members):,} faces{copies} sit together, in {where}.",
        f"  At its middle are {found.observed:,} pictures where about {found.expected:.1g} are due by chance; "
        f"one like it comes by chance in {_share(found.p_value)} collections.",
        *(f"  {sure:>4.0%}  {printable(path)}" for path, sure in zip(members, found.probability, strict=True)),
    ]
    return "\n".join(lines)


def _limits_and_heads(
    found: Sequence[Gathering], residuals: Sequence[Residual], numbers: Sequence[int]
) -> Iterator[str]:
    """What else may be the reason for a set, and how straight the heads stand where that is more than chance has it."""
    import numpy as np

    from companion.core.roll import UPRIGHT_WITHIN, upright
    from companion.core.together import SIGNIFICANT
    from companion.vision.background import bundled_upright_null

    if found:
        yield "A team page, a studio or a cropping tool may lay faces in one place, too."
    _, first = np.unique(np.asarray(numbers, dtype=int), return_index=True)
    heads = upright(np.degrees([residuals[position].roll for position in first]), bundled_upright_null())
    if heads is not None and heads.p_value <= SIGNIFICANT:
        yield (
            f"{heads.observed:,} of {heads.faces:,} heads stand within {UPRIGHT_WITHIN:.0f}° of upright, where about "
            f"{heads.expected:.1f} are due: StyleGAN's do, and no crop takes it away. It comes by chance in "
            f"{_share(heads.p_value)} collections of one ordinary source; a studio or a school whose camera stands "
            f"level has it too ({_share(heads.studio_p_value)})."
        )


def _share(p_value: float) -> str:
    return f"1 of {1 / p_value:,.0f}" if p_value > 1e-9 else "fewer than 1 of a billion"


def _json_line(found: Gathering, members: Sequence[Path]) -> str:
    return json.dumps(
        {
            "members": [
                {"path": str(path), "probability": sure} for path, sure in zip(members, found.probability, strict=True)
            ],
            "pictures": found.pictures,
            "observed": found.observed,
            "expected": found.expected,
            "p_value": found.p_value,
            "centre": asdict(found.centre),
        },
        ensure_ascii=False,
    )


def _summary(found: int, measured: int, looked_at: int) -> str:
    without = f"; {looked_at - measured:,} without one" if looked_at > measured else ""
    said = f"{measured:,} pictures with a face were compared{without}."
    return said if found else f"No faces sit together more than chance would have it. {said}"
