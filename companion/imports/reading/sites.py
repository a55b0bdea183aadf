"""What the extension's adapters declare of each site's addresses, for what is imported of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from pydantic import ValidationError

from companion.core.wire.observations import PictureSighting

DECLARED = Path(__file__).resolve().with_name("sites.gen.json")
SCHEME = r"https?://"
GROUP = re.compile(r"\(\?<(?=[a-z])")
PLACE = re.compile(r"\$(\d)")


@dataclass(frozen=True)
class Site:
    """A site by its adapter's declaration (``extension/adapters/adapter.ts`` says what each is)."""

    platform: str
    home: str | None = None
    redirects: tuple[tuple[str, str], ...] = ()
    avatars: tuple[re.Pattern[str], ...] = ()
    placeholders: tuple[re.Pattern[str], ...] = ()
    larger: tuple[tuple[re.Pattern[str], str], ...] = ()

    def home_of(self, handle: str) -> str | None:
        """The address of the account with this handle; None where the site has none of one form."""
        return None if self.home is None else self.home.replace("{handle}", quote(handle, safe="@!~*'()"))

    def picture(self, address: str | None) -> PictureSighting | None:
        """The avatar at this address, as large as the site serves it.

        None for the site's placeholder, and for what is no address at all.
        """
        if not address or any(pattern.match(address) for pattern in self.placeholders):
            return None
        found = next((found for pattern in self.avatars if (found := pattern.match(address))), None)
        known = found.groupdict().get("id") if found else None
        for pattern, to in self.larger:
            address = pattern.sub(to, address, count=1)
        try:
            return PictureSighting(address=address, picture_id=known[:300] if known else None)
        except ValidationError:
            return None

    def target(self, address: str) -> str:
        """Where a link leads, past the site's own redirects."""
        try:
            link = urlsplit(address)
        except ValueError:  # as http://[
            return address
        for host, parameter in self.redirects:
            if link.netloc == host and (inner := parse_qs(link.query).get(parameter)):
                return inner[0]
        return address


def site(platform: str) -> Site:
    """The site of this name; one that no adapter declares has nothing but its name."""
    return _declared().get(platform) or Site(platform)


@cache
def _declared() -> dict[str, Site]:
    declared = json.loads(DECLARED.read_text(encoding="utf-8"))
    return {platform: _site(platform, patterns) for platform, patterns in declared.items()}


def _site(platform: str, declared: dict[str, Any]) -> Site:
    return Site(
        platform,
        declared["home"],
        tuple((each["host"], each["parameter"]) for each in declared["redirects"]),
        tuple(_patterns(declared["avatars"])),
        tuple(_patterns(declared["placeholders"])),
        tuple((_pattern(each["from"]), PLACE.sub(r"\\\1", each["to"])) for each in declared["larger"]),
    )


def _patterns(sources: list[str]) -> Iterator[re.Pattern[str]]:
    """Of addresses that begin so, as the extension takes them."""
    return (_pattern(f"{SCHEME}(?:{source})") for source in sources)


def _pattern(source: str) -> re.Pattern[str]:
    """JavaScript's pattern in Python's words."""
    return re.compile(GROUP.sub("(?P<", source), re.ASCII)
