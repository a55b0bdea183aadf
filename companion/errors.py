"""What can go wrong, each with a code for programs, a sentence for people and an HTTP status."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from companion.texts.catalogue import SOURCE, texts

if TYPE_CHECKING:
    from pydantic import ValidationError

Value = str | float | Path | Exception
"""What a sentence may have in it; an error as its own sentence, and one of the system by its reason."""


class CompanionError(Exception):
    """The root: ``code`` is stable and for programs; one sentence says what to do, the catalogue's ``errors.KEY``.

    ``status`` is the HTTP status of an answer, ``exit_code`` the command's, ``details`` are for programs.
    """

    code = "internal"
    status = 500
    exit_code = 1

    details: Mapping[str, object] | None = None

    def __init__(self, key: str, /, **values: Value) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def detailed(self, **details: object) -> CompanionError:
        """Itself, with these details."""
        self.details = details
        return self

    def said_in(self, language: str) -> str:
        """The sentence in the language; so are the sentences of errors that it has as values."""
        values = {name: _as_text(value, language) for name, value in self.values.items()}
        return texts(language)(f"errors.{self.key}", **values)

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.said_in(SOURCE)

    def __str__(self) -> str:
        return self.message


def _as_text(value: Value, language: str) -> str | float:
    if isinstance(value, CompanionError):
        return value.said_in(language)
    if isinstance(value, OSError):
        return value.strerror or str(value)
    return value if isinstance(value, (str, int, float)) else str(value)


def first_line(error: Exception) -> str:
    """The first line of what another program's error says, or its kind where it says nothing."""
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


class BadRequestError(CompanionError):
    code = "bad_request"
    status = 400


class InvalidError(BadRequestError):
    """What is wrong with a part of what came; its sentence is one within another's."""

    @classmethod
    def of(cls, error: ValidationError, at: bool = True) -> InvalidError:
        """The first thing that is not as it must be, with the field that it is in; never what stands there."""
        first = error.errors(include_url=False, include_input=False)[0]
        bounds = first.get("ctx", {})
        bound = next((bounds[name] for name in _BOUNDS if name in bounds), "")
        found = cls(f"invalid.{_PROBLEMS.get(first['type'], 'wrong_kind')}", bound=str(bound))
        where = ".".join(str(part) for part in first["loc"])
        return cls("invalid.at", field=where, problem=found) if at and where else found


_BOUNDS = ("max_length", "min_length", "ge", "gt", "le", "lt", "expected", "bound")
_PROBLEMS = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "string_too_long": "too_long",
    "too_long": "too_long",
    "string_too_short": "too_short",
    "too_short": "too_short",
    "greater_than_equal": "too_small",
    "greater_than": "not_above",
    "less_than_equal": "too_large",
    "less_than": "not_below",
    "string_pattern_mismatch": "form",
    "enum": "none_of",
    "literal_error": "none_of",
    "json_invalid": "no_json",
    "nobody": "nobody",
    "no_place": "no_place",
    "unknown_refs": "unknown_refs",
}
"""By pydantic's name of an error; those that are not here are of values of a wrong kind."""


class NotPairedError(CompanionError):
    code = "not_paired"
    status = 401


class WindowClosedError(CompanionError):
    """A page of ours without a token that is in force."""

    code = "window_closed"
    status = 401


class ForbiddenError(CompanionError):
    code = "forbidden"
    status = 403


class NotFoundError(CompanionError):
    code = "not_found"
    status = 404


class WrongMethodError(CompanionError):
    code = "wrong_method"
    status = 405


class TooLargeError(CompanionError):
    code = "too_large"
    status = 413


class BusyError(CompanionError):
    """Too much at once; ``retry_after`` seconds later there may be room."""

    code = "busy"
    status = 429
    retry_after = 1


class WrongContentTypeError(CompanionError):
    code = "wrong_content_type"
    status = 415


class PairingRefusedError(CompanionError):
    code = "pairing_refused"
    status = 403


class PictureError(CompanionError):
    """A picture that cannot be measured; ``picture_status`` is a value of the wire's ``Status``."""

    code = "picture"
    status = 422

    def __init__(self, key: str, /, *, status: str, **values: Value) -> None:
        super().__init__(key, **values)
        self.picture_status = status


class PictureProcessError(CompanionError):
    """The process in which a picture was opened ended at it."""

    code = "picture_process"


class StoreError(CompanionError):
    code = "store"
    status = 503


class DiskFullError(StoreError):
    code = "disk_full"
    status = 507


class DamagedError(StoreError):
    """The database file itself is wrong: nothing more is written to it."""

    code = "damaged"


class AlreadyRunningError(CompanionError):
    """Another companion serves; ``url`` says where."""

    code = "already_running"
    status = 409
    exit_code = 3

    def __init__(self, key: str, /, *, url: str | None = None, **values: Value) -> None:
        super().__init__(key, url=url or "", **values)
        self.url = url


class PortTakenError(CompanionError):
    code = "port_taken"
    status = 409
    exit_code = 4


class EngineError(CompanionError):
    """No picture can be measured here; the message says what is missing and what to do."""

    code = "engine"
    status = 503
    exit_code = 5


class PackagesError(CompanionError):
    """Packages that are needed for what was asked are not here, and could not be fetched."""

    code = "packages"
    status = 503
    exit_code = 5


class ClusterError(CompanionError):
    """Work cannot be handed to other machines, or did not come back from them."""

    code = "cluster"
    status = 503
