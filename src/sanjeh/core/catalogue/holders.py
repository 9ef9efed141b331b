"""Under which body an address stands, by the addresses of a list and the domains of its bodies."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from sanjeh.core.probing.domains import is_literal, registrable

_USUAL_PORTS = (80, 443)
_PUNYCODE = "xn--"


@dataclass(frozen=True, slots=True)
class Holding:
    """What a body has: an address, or without a `path` a domain; no `port` is a usual one of the web."""

    body: str
    host: str
    port: int | None = None
    path: str = ""


def holding_of_address(body: str, url: str) -> Holding:
    """Return what a listed address says: `www.` stands for all that lies below its name."""
    parts = urlsplit(url)
    return Holding(body, _readable(parts.hostname or "").removeprefix("www."), _port(parts), parts.path)


def holding_of_domain(body: str, domain: str) -> Holding:
    return Holding(body, _readable(domain))


def holder_of(url: str, holdings: Iterable[Holding], suffixes: Collection[str] = ()) -> str:
    """Return the code of the body under which an address stands, empty where that is not one body.

    The longest listed name that is the host, or lies above it within its registered domain, decides; where
    several bodies share that name, the address with the same port and the longest path before this one. A
    suffix below which everybody has a domain of their own (also one of `suffixes`) is nobody's.
    """
    parts, listed = urlsplit(url), tuple(holdings)
    for name in _names(parts.hostname or "", suffixes):
        there = [one for one in listed if one.host == name]
        if there:
            return _only(there) or _only(_nearest(there, parts))
    return ""


def _names(host: str, suffixes: Collection[str]) -> Iterator[str]:
    """Yield the host and the names above it, down to its registered domain."""
    labels = _readable(host).split(".")
    if is_literal(host):
        yield host.lower()
        return
    fewest = registrable(host, suffixes).count(".") + 1
    for first in range(len(labels) - fewest + 1):
        yield ".".join(labels[first:])


def _nearest(there: list[Holding], parts: SplitResult) -> list[Holding]:
    """Return those whose address lies before this one on the same port, by the longest path."""
    before = [one for one in there if one.port == _port(parts) and _is_below(parts.path, one.path)]
    longest = max((len(one.path.rstrip("/")) for one in before), default=0)
    return [one for one in before if len(one.path.rstrip("/")) == longest]


def _is_below(path: str, above: str) -> bool:
    return f"{path.rstrip('/')}/".startswith(f"{above.rstrip('/')}/")


def _only(holdings: Iterable[Holding]) -> str:
    bodies = {one.body for one in holdings}
    return bodies.pop() if len(bodies) == 1 else ""


def _port(parts: SplitResult) -> int | None:
    return None if parts.port in _USUAL_PORTS else parts.port


def _readable(host: str) -> str:
    """Return a host in its own script and small letters; browsers write it in Punycode (RFC 3492)."""
    labels = host.rstrip(".").lower().split(".")
    return unicodedata.normalize("NFKC", ".".join(map(_label, labels))).lower()


def _label(label: str) -> str:
    if not label.startswith(_PUNYCODE):
        return label
    try:
        return label.removeprefix(_PUNYCODE).encode("ascii").decode("punycode")
    except UnicodeError:
        return label
