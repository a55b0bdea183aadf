"""Why a program that fetches packages failed, from what it printed."""

from __future__ import annotations

_SIGNS = (
    ("disk_full", ("no space left on device", "enospc", "errno 28")),
    (
        "network",
        (
            "name resolution",
            "name or service not known",
            "getaddrinfo",
            "enotfound",
            "eai_again",
            "econnrefused",
            "econnreset",
            "etimedout",
            "enetunreach",
            "network is unreachable",
            "newconnectionerror",
            "connecttimeouterror",
            "readtimeouterror",
            "proxyerror",
            "temporary failure resolving",
            "dns error",
            "error sending request",
            "network connectivity is disabled",
        ),
    ),
    ("certificate", ("certificate_verify_failed", "unable_to_get_issuer", "self_signed_cert")),
    ("other_hash", ("do not match the hashes", "hash mismatch", "eintegrity")),
    ("no_release", ("no matching distribution found", "no solution found")),
    ("not_own", ("externally-managed-environment", "externally managed")),
    ("not_allowed", ("permission denied", "eacces", "eperm")),
)
"""The first that is found counts: without a network pip also says that it found no fitting version."""


def cause_of(printed: str) -> str | None:
    """The key of the sentence about it, ``errors.packages.cause.KEY`` in the catalogue, or None."""
    lowered = printed.lower()
    return next((key for key, signs in _SIGNS if any(sign in lowered for sign in signs)), None)


def last_words(printed: str) -> str:
    """The last line that tells, where no cause is known."""
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or [""])[-1][:300]
