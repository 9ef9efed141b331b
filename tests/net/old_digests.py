"""Certificates signed with SHA-1, which nobody's library makes any more: the bytes are put together here."""

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding

from tests.net.authority import Holder, Key

_SEQUENCE, _BITS = 0x30, 0x03
# The names of the signature's algorithm with SHA-256, and with SHA-1 (RFC 3279, RFC 4055, RFC 5758).
_OF_EC = bytes.fromhex("300a06082a8648ce3d040302"), bytes.fromhex("300906072a8648ce3d0401")
_OF_RSA = bytes.fromhex("300d06092a864886f70d01010b0500"), bytes.fromhex("300d06092a864886f70d0101050500")
_SHA1 = hashes.SHA1()  # noqa: S303 - it is what these certificates are about


def signed_with_sha1(holder: Holder, issuer: Key) -> Holder:
    """Return the certificate with a signature of this issuer over SHA-1."""
    new, old = (_OF_EC if isinstance(issuer, ec.EllipticCurvePrivateKey) else _OF_RSA)[::-1]
    body = _content(holder.certificate.tbs_certificate_bytes).replace(old, new, 1)
    signed = _der(_SEQUENCE, body)
    der = _der(_SEQUENCE, signed + new + _der(_BITS, b"\0" + _signature(issuer, signed)))
    return Holder(x509.load_der_x509_certificate(der), holder.key)


def _signature(key: Key, content: bytes) -> bytes:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(content, ec.ECDSA(_SHA1))
    return key.sign(content, padding.PKCS1v15(), _SHA1)


def _content(der: bytes) -> bytes:
    """Return what stands in a piece of DER whose length is written in two further bytes or fewer."""
    return der[2 + (der[1] & 0x7F if der[1] & 0x80 else 0) :]


def _der(tag: int, content: bytes) -> bytes:
    size = len(content).to_bytes(2, "big").lstrip(b"\0")
    length = size if len(content) < 0x80 else bytes([0x80 | len(size)]) + size
    return bytes([tag]) + length + content
