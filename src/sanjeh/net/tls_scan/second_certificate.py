"""Which greeting makes a server with two certificates show the one that it has not shown yet. Pure.

A server may hold one with an RSA key and one with an EC key (RFC 8446 §4.4.2.2); each client sees one.
"""

from collections.abc import Iterable
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric import ec, rsa

from sanjeh.core.probing.issuing import UNREADABLE, read_certificate
from sanjeh.net.tls_scan.client_hello import OF_EC, OF_RSA, Hello
from sanjeh.net.tls_scan.names import SUITES, TLS1_3

_EC, _RSA = "_ECDSA_", "_RSA_"


def asking_for_the_other(hello: Hello, shown: bytes, suites: Iterable[int]) -> Hello | None:
    """Return a greeting that only the other kind of certificate can answer, None where there can be none.

    `shown` is the certificate (DER) that was shown, `suites` those that the server accepts before TLS 1.3.
    """
    kind = _kind(shown)
    if not kind:
        return None
    other, signatures = (_RSA, OF_RSA) if kind == _EC else (_EC, OF_EC)
    if hello.version == TLS1_3:
        return replace(hello, signatures=signatures)
    fitting = tuple(one for one in suites if other in SUITES.get(one, ""))
    return replace(hello, suites=fitting, signatures=signatures) if fitting else None


def _kind(der: bytes) -> str:
    certificate = read_certificate(der)
    try:
        key = certificate.public_key() if certificate else None
    except UNREADABLE:
        return ""
    if isinstance(key, ec.EllipticCurvePublicKey):
        return _EC
    return _RSA if isinstance(key, rsa.RSAPublicKey) else ""
