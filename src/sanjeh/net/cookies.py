"""The cookies of one walk from redirect to redirect, kept and said again as browsers do (RFC 6265bis §5).

A value goes back to the letter: a site that knows its visitor by it would send a changed one in circles.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import mktime_tz, parsedate_tz

from sanjeh.core.probing.domains import is_literal, public_suffix
from sanjeh.net.gate import Address

_LONGEST = 4096
_MOST = 180  # of one site, in Chromium
# Letters that no browser takes, and bytes that are no UTF-8, which could not be said again to the letter.
_UNWANTED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_AGE = re.compile(r"-?[0-9]+")
_PREFIXES = ("__secure-", "__host-")


@dataclass(frozen=True, slots=True)
class _Cookie:
    """One cookie; `domain` is empty where it goes back to its own host alone."""

    said: str
    host: str
    domain: str
    path: str
    is_secure: bool

    def goes_to(self, address: Address) -> bool:
        is_ours = address.host == self.host or _lies_below(address.host, self.domain)
        return is_ours and _is_on(self.path, address) and (_is_safe(address) or not self.is_secure)


class CookieBox:
    """What one walk has been given; one cookie for each name, place and path."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str], _Cookie] = {}

    def take(self, fields: Iterable[str], address: Address, now: datetime) -> None:
        """Keep what an answer's Set-Cookie fields say, and throw away what they end."""
        for field in fields:
            self._take(field, address, now)

    def said_to(self, address: Address) -> str:
        """Return what a request says of them, the longer paths first; empty for nothing."""
        found = [cookie for cookie in self._kept.values() if cookie.goes_to(address)]
        return "; ".join(each.said for each in sorted(found, key=lambda each: -len(each.path)))

    def _take(self, field: str, address: Address, now: datetime) -> None:
        pair, *parts = field.split(";")
        name, value = _pair(pair)
        said = f"{name}={value}" if name else value
        attributes = {
            key.strip().lower(): text.strip() for key, _, text in (one.partition("=") for one in parts)
        }
        if _UNWANTED.search(field) or len(said.encode("utf-8", "replace")) > _LONGEST or not said:
            return
        domain = attributes.get("domain", "").removeprefix(".").lower()
        if not _may_set(domain, address) or not _keeps_its_promise(name or value, attributes, address):
            return
        path = attributes.get("path", "")
        place = path if path.startswith("/") else _folder(address)
        key = (name, domain or address.host, place)
        self._kept.pop(key, None)
        if not _is_over(attributes, now) and len(self._kept) < _MOST:
            own = "" if domain == address.host and is_literal(domain) else domain
            self._kept[key] = _Cookie(said, address.host, own, place, "secure" in attributes)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    return (name.strip(), value.strip()) if equals else ("", text.strip())


def _may_set(domain: str, address: Address) -> bool:
    """Return whether a host may speak for a domain: its own, and none below which others live too."""
    if not domain or domain == address.host:
        return True
    return _lies_below(address.host, domain) and public_suffix(domain) != domain


def _lies_below(host: str, domain: str) -> bool:
    return bool(domain) and not is_literal(host) and (host == domain or host.endswith(f".{domain}"))


def _keeps_its_promise(name: str, attributes: Mapping[str, str], address: Address) -> bool:
    """Return whether a cookie is what its name promises, and none that says "secure" came in the clear."""
    prefix = next((each for each in _PREFIXES if name.lower().startswith(each)), "")
    is_secure = "secure" in attributes
    if (is_secure and not _is_safe(address)) or (prefix and not is_secure):
        return False
    is_of_host = attributes.get("path") == "/" and not attributes.get("domain")
    return prefix != "__host-" or is_of_host


def _is_over(attributes: Mapping[str, str], now: datetime) -> bool:
    """Return whether a cookie's life has ended; a max-age that is a number comes before a date."""
    age = attributes.get("max-age", "")
    if _AGE.fullmatch(age):
        return age.startswith("-") or not age.strip("0")
    read = parsedate_tz(attributes.get("expires", ""))
    try:
        return read is not None and mktime_tz(read) <= now.timestamp()
    except (ValueError, OverflowError):  # a date that no calendar has is none
        return False


def _is_safe(address: Address) -> bool:
    """Return whether nobody listens on the way: https, or this machine itself."""
    return address.scheme == "https" or address.host.startswith("127.") or address.host == "localhost"


def _folder(address: Address) -> str:
    """Return the path that a cookie without one is for (RFC 6265bis §5.1.4)."""
    path = address.path_query.partition("?")[0]
    return path[: path.rfind("/")] or "/"


def _is_on(path: str, address: Address) -> bool:
    asked = address.path_query.partition("?")[0]
    return asked == path or (asked.startswith(path) and (path.endswith("/") or asked[len(path)] == "/"))
