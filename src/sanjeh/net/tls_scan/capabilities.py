"""Reads what a server is willing to speak, once for all services that share it."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sanjeh.core.probing.artifacts.tls import TlsCapabilities
from sanjeh.core.probing.domains import is_literal
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.gate import Gate
from sanjeh.net.tls_scan import ssl2
from sanjeh.net.tls_scan.client import BudgetSpent, TlsScanClient
from sanjeh.net.tls_scan.enumerate import BUDGET, Search
from sanjeh.net.tls_scan.names import VERSIONS, group_name, suite_name
from sanjeh.net.ttl_cache import TtlCache

_READ_S = 25.0
_KEPT_S = 3600.0
_MOST_KEPT = 500
ServerPlace = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class CapabilityReading:
    """What was found; `chain` is what was sent, as DER, and `staple` the OCSP answer with it.

    `second` is the chain that the server sends to clients of the other kind of key, empty where it has none.
    """

    greetings: TlsCapabilities
    chain: tuple[bytes, ...] = field(default=(), repr=False)
    staple: bytes = field(default=b"", repr=False)
    second: tuple[bytes, ...] = field(default=(), repr=False)


class CapabilityScanner:
    """Greets servers through the gate; a server is not asked again within the hour."""

    def __init__(self, gate: Gate, answer_s: float = 5.0) -> None:
        self._gate = gate
        self._answer_s = answer_s
        self._kept: TtlCache[ServerPlace, CapabilityReading] = TtlCache(most=_MOST_KEPT, longest_s=_KEPT_S)

    async def read(self, host: str, port: int, ip: str = "") -> CapabilityReading:
        """Read the server at this address of the host, or at the first one admitted.

        Raise CaptureFailed if the gate refuses; whatever else goes wrong stands in the reading's `trouble`.
        """
        admitted = await self._gate.admit(host, port)
        place = (host, ip if ip in admitted else admitted[0], port)
        return self._kept.known(place) or self._kept.keep(place, await self._read(place))

    async def _read(self, place: ServerPlace) -> CapabilityReading:
        host, ip, port = place
        client = TlsScanClient(ip, port, self._answer_s)
        search = Search(client, "" if is_literal(host) else host)
        read_at, oldest = datetime.now(UTC), NOT_ASKED
        try:
            async with asyncio.timeout(_READ_S):
                await search.run()
                if search.trouble in ("", BUDGET):
                    oldest = await _in_ssl2(client)
        except TimeoutError:
            search.trouble = "" if search.is_over else str(Reason.STEP_TIMEOUT)
        return _as_reading(search, read_at, client.handshakes, oldest)


async def _in_ssl2(client: TlsScanClient) -> "Oldest":
    """Ask last: a strange greeting may make a server wary."""
    try:
        return Oldest(await client.greet_in_ssl2())
    except (BudgetSpent, CaptureFailed):
        return NOT_ASKED


@dataclass(frozen=True, slots=True)
class Oldest:
    """What a server says in SSL 2.0; `is_asked` is False where it could not be asked any more."""

    hello: ssl2.Ssl2Hello | None = None
    is_asked: bool = True

    @property
    def versions(self) -> dict[str, bool]:
        return {ssl2.NAME: self.hello is not None} if self.is_asked else {}

    @property
    def suites(self) -> dict[str, tuple[str, ...]]:
        return {ssl2.NAME: self.hello.kinds} if self.hello else {}

    @property
    def chain(self) -> tuple[bytes, ...]:
        return (self.hello.certificate,) if self.hello and self.hello.certificate else ()


NOT_ASKED = Oldest(is_asked=False)


def _as_reading(search: Search, read_at: datetime, handshakes: int, oldest: Oldest) -> CapabilityReading:
    shown = search.portrait or search.portrait_of_tls13
    staple = shown.staple if shown else b""
    suites = {VERSIONS[one]: tuple(map(suite_name, found)) for one, found in search.suites.items()}
    greetings = TlsCapabilities(
        read_at=read_at,
        versions=oldest.versions
        | {name: search.versions.get(version, False) for version, name in VERSIONS.items()},
        suites=suites | oldest.suites,
        order=search.order,
        groups=tuple(map(group_name, search.groups)),
        dh_bits=search.dh_bits,
        has_compression=search.has_compression,
        has_secure_renegotiation=search.has_secure_renegotiation,
        has_extended_master_secret=search.has_extended_master_secret,
        has_tickets=search.has_tickets,
        refuses_fallback=search.refuses_fallback,
        is_stapled=bool(staple) if shown and shown.certificates else None,
        asks_certificate=shown.asks_certificate if shown and shown.certificates else None,
        handshakes=handshakes,
        finished=tuple(sorted(search.finished)),
        trouble=search.trouble,
    )
    chain = (shown.certificates if shown else ()) or oldest.chain
    return CapabilityReading(greetings, chain, staple, search.second)
