"""One visit of a server's TLS: a handshake, what else it would speak, and whether anybody gets in."""

import re
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec, rsa

from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.issuing import UNREADABLE, read_certificate
from sanjeh.net.tls import Handshake, HandshakeFailed, Tls
from sanjeh.net.tls_scan.capabilities import CapabilityReading

# What Chromium, Firefox and Safari all offer: no other cipher, no shorter tag, no other curve of a key.
_SUITES = re.compile(
    "TLS_(?:(?:(?:ECDHE_(?:RSA|ECDSA)|RSA)_WITH_)?AES_(?:128|256)_(?:GCM_SHA(?:256|384)|CBC_SHA)"
    "|(?:ECDHE_(?:RSA|ECDSA)_WITH_)?CHACHA20_POLY1305_SHA256)"
)
_CURVES = frozenset({"secp256r1", "secp384r1", "secp521r1"})


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
        if not reading.greetings.spoken or lets_browsers_in(reading):
            raise
        return TlsVisit(_by_greetings(reading, failed.ip), reading, failed.reason)
    reading = await tls.reader.read(host, port, hand.ip)
    is_asked = bool(reading.greetings.asks_certificate)
    is_shut = is_asked and await tls.is_shut_without_certificate(host, port, hand.ip)
    return TlsVisit(hand, reading, Reason.TLS_FAILED if is_shut else None)


def lets_browsers_in(reading: CapabilityReading) -> bool:
    """Return whether a version, a suite and a key are shown that every browser takes, without a condition."""
    greetings = reading.greetings
    if greetings.asks_certificate or not _is_key_of_browsers(reading.chain):
        return False
    suites = (*greetings.suites.get("TLSv1.2", ()), *greetings.suites.get("TLSv1.3", ()))
    return any(map(_SUITES.fullmatch, suites))


def _is_key_of_browsers(chain: tuple[bytes, ...]) -> bool:
    """Return whether the key is of a kind that browsers take; true where none was shown, as in TLS 1.3."""
    leaf = read_certificate(chain[0]) if chain else None
    try:
        key = leaf.public_key() if leaf else None
    except UNREADABLE:
        return False
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key.curve.name in _CURVES
    return key is None or isinstance(key, rsa.RSAPublicKey)


def _by_greetings(reading: CapabilityReading, ip: str) -> Handshake:
    """Return what a handshake in the highest version that was spoken would have shown."""
    spoken = reading.greetings.spoken
    suites = reading.greetings.suites.get(spoken[-1], ())
    return Handshake(ip, spoken[-1], next(iter(suites), ""), reading.chain)
