"""How many megabytes pip, or uv, has begun to fetch, from the lines that it prints."""

from __future__ import annotations

import re

_FETCHES = re.compile(r"^\s*(?:Downloading|Using cached) (?P<file>\S+) \((?P<size>[\d.]+) ?(?P<unit>[kKMG]?i?)B\)")
_IN_MEGABYTES = {"": 1e-6, "k": 1e-3, "M": 1.0, "G": 1e3, "Ki": 2**10 / 1e6, "Mi": 2**20 / 1e6, "Gi": 2**30 / 1e6}


class Fetched:
    """``megabytes`` have begun to come; ``file`` is the package that came last, empty once all are put in place."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self.file = ""

    def heed(self, line: str) -> bool:
        """Take a line that was printed; whether it told anything."""
        if found := _FETCHES.search(line):
            self.megabytes += float(found["size"]) * _IN_MEGABYTES[found["unit"]]
            self.file = found["file"].partition("-")[0]
            return True
        if line.startswith(("Installing collected packages", "Prepared ")):
            self.file = ""
            return True
        return False
