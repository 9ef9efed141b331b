"""Whether a browser would get in decides if a failed handshake was one of the moment."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from sanjeh.core.probing.artifacts.tls import TlsCapabilities
from sanjeh.net.tls_scan.capabilities import CapabilityReading
from sanjeh.net.tls_visit import lets_browsers_in
from tests.net.authority import Holder, Key, Wish

NOW = datetime(2026, 11, 30, tzinfo=UTC)


def reading(suites: dict[str, str], *chain: bytes, asks_certificate: bool | None = None) -> CapabilityReading:
    greetings = TlsCapabilities(
        read_at=NOW,
        versions=dict.fromkeys(suites, True),
        suites={version: (suite,) for version, suite in suites.items()},
        asks_certificate=asks_certificate,
    )
    return CapabilityReading(greetings, chain)


def shown(key: Key) -> bytes:
    return Holder.self_signed(Wish("site"), key).der


@pytest.mark.parametrize(
    ("version", "suite", "lets_in"),
    [
        ("TLSv1.3", "TLS_AES_128_GCM_SHA256", True),
        ("TLSv1.3", "TLS_CHACHA20_POLY1305_SHA256", True),
        ("TLSv1.3", "TLS_AES_128_CCM_SHA256", False),
        ("TLSv1.3", "TLS_AES_128_CCM_8_SHA256", False),
        ("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", True),
        ("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", True),
        ("TLSv1.2", "TLS_RSA_WITH_AES_128_CBC_SHA", True),
        ("TLSv1.2", "TLS_RSA_WITH_AES_128_CBC_SHA256", False),
        ("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_CCM_8", False),
        ("TLSv1.2", "TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256", False),
        ("TLSv1.2", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", False),
        ("TLSv1.2", "TLS_RSA_WITH_NULL_SHA", False),
        ("TLSv1.1", "TLS_RSA_WITH_AES_128_CBC_SHA", False),
    ],
)
def test_a_browser_gets_in_by_a_suite_that_it_offers(version: str, suite: str, *, lets_in: bool) -> None:
    assert lets_browsers_in(reading({version: suite})) is lets_in


GOOD = {"TLSv1.2": "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"}


@pytest.mark.parametrize(
    ("curve", "lets_in"),
    [
        (ec.SECP256R1(), True),
        (ec.SECP521R1(), True),
        (ec.SECP192R1(), False),
        (ec.SECP224R1(), False),
        (ec.SECP256K1(), False),
        (ec.BrainpoolP256R1(), False),
    ],
)
def test_a_browser_takes_a_key_on_three_curves(curve: ec.EllipticCurve, *, lets_in: bool) -> None:
    assert lets_browsers_in(reading(GOOD, shown(ec.generate_private_key(curve)))) is lets_in


def test_a_browser_takes_a_key_of_rsa_and_asks_for_no_certificate_of_its_own() -> None:
    chain = shown(rsa.generate_private_key(65537, 2048))

    assert lets_browsers_in(reading(GOOD, chain)) is True
    assert lets_browsers_in(reading(GOOD, chain, asks_certificate=True)) is False
    assert lets_browsers_in(reading(GOOD, b"no certificate")) is True
