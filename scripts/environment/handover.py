"""Becoming another program. Any Python from 3.6 on must be able to run this file."""

import contextlib
import os
import subprocess
import sys


def hand_over(command: "list[str]") -> None:
    """Go on as ``command``, and never return.

    On POSIX it takes this process's place, so that its pid and its signals are the caller's. Windows has no such
    thing: there it is a child whose exit code becomes ours, and Ctrl-C reaches it through the common console.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform != "win32":
        os.execv(command[0], command)
    child = subprocess.Popen(command)
    while True:
        with contextlib.suppress(KeyboardInterrupt):
            sys.exit(child.wait())
