"""What the extension's adapters declare of each site's addresses, for what is imported of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from pydantic import ValidationError

from companion.core.identity import AccountRef
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
    hosts: tuple[re.Pattern[str], ...] = ()
    accounts: tuple[re.Pattern[str], ...] = ()
    reserved: frozenset[str] = frozenset()
    handles_have_hosts: bool = False

    @property
    def is_declared(self) -> bool:
        return bool(self.accounts)

    def spelled(self, handle: str) -> str:
        """The handle as the extension sends it: in small letters, but for a token, whose case matters."""
        if not self.is_declared or self._is_token(handle):
            return handle
        return handle.lower()

    def _is_token(self, handle: str) -> bool:
        patterns = (pattern for pattern in self.accounts if "token" in pattern.groupindex)
        return any((found := pattern.fullmatch(f"/{handle}")) and found["token"] == handle for pattern in patterns)

    def account_at(self, address: str) -> AccountRef | None:
        """The account whose profile is at this address of the site, by its id where the address has it."""
        try:
            link = urlsplit(address.strip())
        except ValueError:  # as http://[
            return None
        host = link.netloc.rpartition("@")[2].lower()
        if link.scheme not in ("http", "https") or not any(pattern.fullmatch(host) for pattern in self.hosts):
            return None
        path = link.path.replace("%40", "@") + (f"?{link.query}" if link.query else "")
        for pattern in self.accounts:
            if (found := pattern.fullmatch(path)) is not None:
                return self._named(found, host)
        return None

    def _named(self, found: re.Match[str], host: str) -> AccountRef | None:
        parts = {name: unquote(part)[:256] for name, part in found.groupdict().items() if part}
        if (known_id := parts.get("id")) is not None:
            return AccountRef(self.platform, True, known_id)
        handle = parts.get("token") or parts.get("handle") or ""
        if not handle or handle.lower() in self.reserved:
            return None
        if self.handles_have_hosts and "@" not in handle:
            handle = f"{handle}@{host}"
        return AccountRef(self.platform, False, self.spelled(handle))

    def whole_handle(self, handle: str, address: str | None) -> str:
        """The handle with its server, which the profile's address tells where the handle itself does not."""
        if not self.handles_have_hosts or address is None or "@" in handle.removeprefix("@"):
            return handle
        profile = self.account_at(address)
        is_theirs = profile is not None and profile.value.startswith(f"{self.spelled(handle.removeprefix('@'))}@")
        return profile.value if profile is not None and is_theirs else handle

    def home_of(self, handle: str) -> str | None:
        """The address of the account with this handle; None where the site has none of one form."""
        return None if self.home is None else self.home.replace("{handle}", quote(handle, safe="@!~*'()"))

    def picture(self, address: str | None) -> PictureSighting | None:
        """The avatar at this address, as large as the site serves it.

        None for a placeholder of any site, since what is imported may not say of which it is, and for what is no
        address at all.
        """
        if not address or any(pattern.match(address) for pattern in _placeholders()):
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


def profile_at(address: str) -> AccountRef | None:
    """The account whose profile is at this address, of whichever site; of Mastodon none, since any host may be one."""
    if "/" not in address:  # a plain name, as in most tables
        return None
    sites = (each for each in _declared().values() if not each.handles_have_hosts)
    return next((found for each in sites if (found := each.account_at(address)) is not None), None)


def platform_at(address: str) -> str | None:
    """The site that this is an address of; None for any other, and for Mastodon, since any host may be one."""
    try:
        host = urlsplit(address.strip()).netloc.rpartition("@")[2].lower()
    except ValueError:  # as http://[
        return None
    sites = (each for each in _declared().values() if not each.handles_have_hosts)
    return next((each.platform for each in sites if any(known.fullmatch(host) for known in each.hosts)), None)


_OTHER_NAMES = {"twitter": "x", "ig": "instagram", "fb": "facebook", "bsky": "bluesky", "insta": "instagram"}


def platform_named(name: str) -> str:
    """A site by what files call it, as ``Twitter`` or ``www.instagram.com``; any other name as a platform is named."""
    bare = name.strip().lower().removeprefix("www.")
    known = bare.rpartition(".")[0] or bare
    known = _OTHER_NAMES.get(known, known)
    if known in _declared():
        return known
    return re.sub(r"^[^a-z]+|[^a-z0-9-]+", "-", bare).strip("-")[:32]


@cache
def _placeholders() -> tuple[re.Pattern[str], ...]:
    return tuple(pattern for each in _declared().values() for pattern in each.placeholders)


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
        tuple(re.compile(_python(source), re.ASCII | re.IGNORECASE) for source in declared["hosts"]),
        tuple(re.compile(_python(source), re.ASCII | re.IGNORECASE) for source in declared["accounts"]),
        frozenset(declared["reserved"]),
        declared["handlesHaveHosts"],
    )


def _patterns(sources: list[str]) -> Iterator[re.Pattern[str]]:
    """Of addresses that begin so, as the extension takes them."""
    return (_pattern(f"{SCHEME}(?:{source})") for source in sources)


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(_python(source), re.ASCII)


def _python(source: str) -> str:
    """JavaScript's pattern in Python's words."""
    return GROUP.sub("(?P<", source)
