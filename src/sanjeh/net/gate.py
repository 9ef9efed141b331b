"""The gate: which addresses may be reached at all. Everything that leaves this machine passes it.

Resolve, judge *every* address, connect only to a judged one: a second lookup could answer differently.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from ipaddress import ip_network
from typing import Protocol

import ada_url
import structlog

from sanjeh.core.probing.domains import is_literal
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.addresses import block_of, is_denied, is_own_network, plain

log = structlog.get_logger(__name__)

# What would part a host from the rest of an address.
_NO_HOST = re.compile(r"[/?#@:\\]")
WEB_PORTS = {"http:": 80, "https:": 443}


@dataclass(frozen=True, slots=True)
class Allow:
    """One approval to look at what the gate refuses by itself; no `ports` means every port.

    `host` is an exact name, "*.suffix" (the suffix itself included), an address or a CIDR block.
    """

    host: str
    ports: frozenset[int] = frozenset()
    approver: str = ""
    expires_at: datetime | None = None

    def covers_port(self, port: int) -> bool:
        return not self.ports or port in self.ports

    def covers_name(self, host: str) -> bool:
        wanted = _as_browsers(self.host)
        if wanted.startswith("*."):
            return host == wanted[2:] or host.endswith(wanted[1:])
        return host == wanted

    def covers_address(self, address: str) -> bool:
        block = block_of(self.host) or block_of(_as_browsers(self.host))
        return block is not None and plain(address) in block

    def is_valid(self, now: datetime) -> bool:
        return self.expires_at is None or now < self.expires_at


@dataclass(frozen=True, slots=True)
class Address:
    """A web address, parsed once as browsers do (WHATWG); an IPv6 host stands without brackets."""

    url: str
    scheme: str
    host: str
    port: int
    path_query: str

    @property
    def origin(self) -> str:
        """The scheme, host and port, with no slash at the end."""
        return self.url[: self.url.index("/", len(self.scheme) + 3)]


class Resolver(Protocol):
    """Turns a name into addresses."""

    async def resolve(self, host: str) -> tuple[str, ...]:
        """Return at least one address; raise CaptureFailed with the name's reason otherwise."""
        ...


class Gate:
    """Admits public addresses on ports 80 and 443, and what a valid approval names."""

    def __init__(
        self,
        resolver: Resolver,
        allow: Iterable[Allow] = (),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        own: Iterable[str] = (),
    ) -> None:
        """Guard the way out; `own` are addresses and blocks of ours, public ones too, that are denied."""
        self._resolver = resolver
        self._allow = tuple(allow)
        self._now = now
        self._own = tuple(block_of(block) or ip_network(block) for block in own)

    def parse(self, url: str) -> Address:
        """Parse a web address; raise CaptureFailed saying which part cannot be accepted."""
        return parse(url)

    async def admit(self, host: str, port: int) -> tuple[str, ...]:
        """Return the judged addresses of a host; raise CaptureFailed if even one may not be reached."""
        host = host.strip("[]").lower().rstrip(".")
        approvals = tuple(entry for entry in self._allow if entry.is_valid(self._now()))
        is_open = port in WEB_PORTS.values() or any(entry.covers_port(port) for entry in approvals)
        if not is_open and not _is_known(host):  # no name server need be asked to refuse this
            raise refusal(Reason.PORT_REFUSED, host, port, f"{host}:{port}")
        addresses = await self._addresses(host)
        for address in addresses:
            self._judge(host, address, port, approvals)
        return addresses

    async def _addresses(self, host: str) -> tuple[str, ...]:
        if is_literal(host):
            return (host,)
        if _is_known(host):
            return ("127.0.0.1",)
        return await self._resolver.resolve(host)

    def _judge(self, host: str, address: str, port: int, approvals: tuple[Allow, ...]) -> None:
        """Raise CaptureFailed unless this address of this host may be reached on this port."""
        fitting = [entry for entry in approvals if entry.covers_address(address)]
        by_name = [entry for entry in approvals if entry.covers_name(host)]
        is_shut = is_denied(address) or self._is_own(address)
        if not is_shut or is_own_network(address):
            fitting += by_name
        if is_shut and not fitting:
            raise refusal(Reason.ADDRESS_REFUSED, host, port, address)
        if port not in WEB_PORTS.values() and not any(entry.covers_port(port) for entry in fitting):
            raise refusal(Reason.PORT_REFUSED, host, port, f"{host}:{port}")

    def _is_own(self, address: str) -> bool:
        return any(plain(address) in block for block in self._own)


def refusal(reason: Reason, host: str, port: int, detail: str) -> CaptureFailed:
    """Return the failure of what we will not reach, and tell the operator of it."""
    log.info("gate.refused", host=host, port=port, reason=reason, detail=detail)
    return CaptureFailed(reason, detail)


def parse(url: str) -> Address:
    """Parse a web address as browsers do; raise CaptureFailed saying which part cannot be accepted."""
    try:
        read = ada_url.URL(url.strip())
    except (ValueError, UnicodeError) as error:
        raise CaptureFailed(Reason.BAD_URL, url[:200]) from error
    if read.protocol not in WEB_PORTS:
        raise _scheme_refusal(url, read.protocol)
    host = read.hostname.strip("[]").rstrip(".")
    if not host:
        raise CaptureFailed(Reason.BAD_URL, url[:200])
    port = int(read.port) if read.port else WEB_PORTS[read.protocol]
    if read.username or read.password:
        raise refusal(Reason.USERINFO_REFUSED, host, port, host)
    read.hash = ""
    return Address(read.href.removesuffix("#"), read.protocol[:-1], host, port, read.pathname + read.search)


def _is_known(host: str) -> bool:
    """Return whether the host's address is known without asking anybody (RFC 6761 §6.3 for localhost)."""
    return is_literal(host) or host == "localhost" or host.endswith(".localhost")


def _scheme_refusal(url: str, protocol: str) -> CaptureFailed:
    # "example.ir:8080/x" parses as a scheme called "example.ir:": that is a missing scheme, not an odd one.
    looks_like_host = re.match(r"(?i)[a-z0-9-]+(\.[a-z0-9-]+)*:\d", url.strip()) or "." in protocol
    if looks_like_host:
        return CaptureFailed(Reason.BAD_URL, url[:200])
    # What follows the scheme may hold anything, secrets too: it is not logged.
    log.info("gate.refused", reason=Reason.SCHEME_REFUSED, detail=protocol)
    return CaptureFailed(Reason.SCHEME_REFUSED, url[:200])


@lru_cache(maxsize=1024)
def _as_browsers(host: str) -> str:
    """Return a host of an approval in the letters in which browsers ask for it (WHATWG URL §3.5).

    So an address in another spelling is that address, and a name in Persian letters is its "xn--" name.
    """
    star = "*." if host.startswith("*.") else ""
    if _NO_HOST.search(host):
        return host.lower().rstrip(".")
    try:
        read = ada_url.URL(f"http://{host.removeprefix(star).strip()}/").hostname
    except (ValueError, UnicodeError):
        return host.lower().rstrip(".")
    return star + read.strip("[]").rstrip(".")
