"""``patterns.json`` in the data folder: corrects link patterns and picture hosts without a new release."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from companion.core.wire.corrections import Corrections, CorrectionsAnswer

NAME = "patterns.json"
LARGEST = 256 * 1024


def read_corrections(folder: Path) -> CorrectionsAnswer:
    """What the file says; nothing, with the reason, where it is not as it must be. No file is no problem."""
    nothing = Corrections()
    try:
        with (folder / NAME).open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return CorrectionsAnswer(corrections=nothing)
    except OSError as error:
        return CorrectionsAnswer(corrections=nothing, problem=f"{NAME} cannot be read: {error.strerror or error}.")
    if len(content) > LARGEST:
        return CorrectionsAnswer(corrections=nothing, problem=f"{NAME} is larger than {LARGEST} bytes.")
    try:
        return CorrectionsAnswer(corrections=Corrections.model_validate_json(content))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        problem = f"{NAME} is not taken: {where}: {first['msg']}." if where else f"{NAME} is not taken: {first['msg']}."
        return CorrectionsAnswer(corrections=nothing, problem=problem[:500])
