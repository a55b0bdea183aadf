"""``python -m companion.host``: what a browser starts when the extension asks for the companion."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path

from companion.errors import CompanionError
from companion.host.identity import is_called_by_ours
from companion.host.messages import Answer, Asked, NotUnderstoodError, Pair, read, write
from companion.host.starting import reached, started
from companion.store import ended_unused, pairings
from companion.store.connection import connect, in_transaction
from companion.store.folder import DATABASE
from companion.store.times import now, text_of
from companion.texts.catalogue import language_for

REFUSED = 1


def main() -> int:
    """Answer the one message on standard input; 1 where it is not ours to answer."""
    parser = argparse.ArgumentParser(prog="eyeline-host", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("caller", nargs="*")
    options, _ = parser.parse_known_args()  # on Windows, Chromium adds an option of its own
    if not is_called_by_ours(options.caller):
        print("Only Eyeline's extension may ask: its browser starts this program.", file=sys.stderr)  # noqa: T201 - to who began it
        return REFUSED
    try:
        asked = read(sys.stdin.buffer)
    except NotUnderstoodError:
        return REFUSED
    write(sys.stdout.buffer, answer_to(asked, options.data, options.port))
    return 0


def answer_to(asked: Asked, data: Path, port: int) -> Answer:
    """What the companion of this data folder is, once it was started where that was asked.

    A pairing is made only with one that runs, so that its database is there and in its form.
    """
    language = language_for(asked.language)
    try:
        wanted = asked.start == "yes" or (asked.start == "if_unused" and ended_unused.is_left(data))
        url = started(data, port, language) if wanted else reached(data)
    except CompanionError as error:
        return Answer(problem=error.said_in(language))
    if url is None or asked.pair is None:
        return Answer(origin=url)
    token, paired_at = _paired(data, asked.pair)
    return Answer(origin=url, token=token, paired_at=paired_at)


def _paired(data: Path, pair: Pair) -> tuple[str, str]:
    at = now()
    with closing(connect(data / DATABASE)) as conn:
        token = in_transaction(conn, lambda conn: pairings.add(conn, pair.browser, pair.origin, at))
    return token, text_of(at)


if __name__ == "__main__":
    sys.exit(main())
