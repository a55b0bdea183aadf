"""What can go wrong, each with a code for programs, a sentence for people and an HTTP status."""

from __future__ import annotations


class CompanionError(Exception):
    """The root: ``code`` is stable and for programs, ``message`` is one sentence that says what to do.

    ``status`` is the HTTP status of an answer, ``exit_code`` the command's.
    """

    code = "internal"
    status = 500
    exit_code = 1

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class BadRequestError(CompanionError):
    code = "bad_request"
    status = 400


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


class WrongContentTypeError(CompanionError):
    code = "wrong_content_type"
    status = 415


class PairingRefusedError(CompanionError):
    code = "pairing_refused"
    status = 403


class PictureError(CompanionError):
    """A picture that cannot be measured; ``picture_status`` is a :class:`companion.core.models.Status` value."""

    code = "picture"
    status = 422

    def __init__(self, picture_status: str, message: str, **details: object) -> None:
        super().__init__(message, **details)
        self.picture_status = picture_status


class StoreError(CompanionError):
    code = "store"
    status = 503


class DiskFullError(StoreError):
    code = "disk_full"
    status = 507


class AlreadyRunningError(CompanionError):
    """Another companion serves; ``url`` says where."""

    code = "already_running"
    status = 409
    exit_code = 3

    def __init__(self, message: str, url: str | None, **details: object) -> None:
        super().__init__(message, **details)
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


class ClusterError(CompanionError):
    """Work cannot be handed to other machines, or did not come back from them."""

    code = "cluster"
    status = 503
