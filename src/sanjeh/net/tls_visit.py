"""One visit of a server's TLS: a handshake, what else it would speak, and whether anybody gets in."""

import re
from dataclasses import dataclass

from sanjeh.core.probing.artifacts.tls import TlsCapabilities
from sanjeh.core.probing.failures import Reason
from sanjeh.net.tls import Handshake, HandshakeFailed, Tls
from sanjeh.net.tls_scan.capabilities import CapabilityReading

# How browsers agree on a key before TLS 1.3, and what they then encrypt with.
_KEYS = ("TLS_ECDHE_", "TLS_RSA_WITH_")
_CIPHERS = re.compile("_AES_|_CHACHA20_")


@dataclass(frozen=True, slots=True)
class TlsVisit:
    """`shut` tells why a visitor of today is not let in, None where he is."""

    hand: Handshake
    reading: CapabilityReading
    shut: Reason | None = None


async def visited(tls: Tls, host: str, port: int) -> TlsVisit:
    """Shake hands, and greet.

    A server with which no whole handshake comes about may be the worst of all: what it says to our greetings
    stands in for one. Raise CaptureFailed when it says nothing to them either, or what lets every browser in:
    then the failure was one of the moment.
    """
    try:
        hand = await tls.handshake(host, port)
    except HandshakeFailed as failed:
        reading = await tls.reader.read(host, port, failed.ip)
        if not reading.greetings.spoken or _lets_browsers_in(reading.greetings):
            raise
        return TlsVisit(_by_greetings(reading, failed.ip), reading, failed.reason)
    reading = await tls.reader.read(host, port, hand.ip)
    is_asked = bool(reading.greetings.asks_certificate)
    is_shut = is_asked and await tls.is_shut_without_certificate(host, port, hand.ip)
    return TlsVisit(hand, reading, Reason.TLS_FAILED if is_shut else None)


def _lets_browsers_in(greetings: TlsCapabilities) -> bool:
    """Return whether a version and a suite are spoken that every browser takes, without a condition."""
    if greetings.asks_certificate:
        return False
    earlier = any(
        one.startswith(_KEYS) and _CIPHERS.search(one) for one in greetings.suites.get("TLSv1.2", ())
    )
    return earlier or bool(greetings.suites.get("TLSv1.3"))


def _by_greetings(reading: CapabilityReading, ip: str) -> Handshake:
    """Return what a handshake in the highest version that was spoken would have shown."""
    spoken = reading.greetings.spoken
    suites = reading.greetings.suites.get(spoken[-1], ())
    return Handshake(ip, spoken[-1], next(iter(suites), ""), reading.chain)
