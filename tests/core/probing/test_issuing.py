"""Who issued a certificate, whatever digest it was signed with, and however odd its parts are."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from sanjeh.core.probing.issuing import issued, read_certificate
from tests.net.authority import Holder
from tests.net.old_digests import signed_with_sha1

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | dsa.DSAPrivateKey
NOW = datetime(2026, 11, 1, tzinfo=UTC)
EC = ec.generate_private_key(ec.SECP256R1())
DSA = dsa.generate_private_key(1024)  # noqa: S505 -- of a kind we do not know, and soon made


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def made(issuer: Key, subject: str = "Root", key: Key = EC) -> x509.Certificate:
    """Return a certificate that somebody called "Root" signed with this key."""
    builder = x509.CertificateBuilder(named("Root"), named(subject), key.public_key(), 7)
    dated = builder.not_valid_before(NOW).not_valid_after(NOW + timedelta(days=1))
    return dated.sign(issuer, hashes.SHA256())


def test_what_is_no_certificate_is_none() -> None:
    certificate = made(EC)

    assert read_certificate(b"0\x82 no certificate") is None
    assert read_certificate(certificate.public_bytes(Encoding.DER)) == certificate


@pytest.mark.parametrize("is_old", [False, True], ids=["SHA-256", "SHA-1"])
@pytest.mark.parametrize("kind", ["EC", "RSA"])
def test_an_issuer_is_known_by_its_name_and_key_whatever_the_digest(kind: str, *, is_old: bool) -> None:
    ours, theirs = (_key(kind) for _ in "12")
    site = made(ours, "site")
    if is_old:
        site = signed_with_sha1(Holder(site, ours), ours).certificate

    assert issued(made(ours, key=ours), site)
    assert not issued(made(theirs, key=theirs), site)
    assert not issued(made(ours, "Other", key=ours), site)
    assert not issued(made(DSA, key=DSA), site)


def _key(kind: str) -> ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey:
    is_rsa = kind == "RSA"
    return rsa.generate_private_key(65537, 2048) if is_rsa else ec.generate_private_key(ec.SECP256R1())


def changed(certificate: x509.Certificate, old: bytes, new: bytes) -> x509.Certificate:
    der = certificate.public_bytes(Encoding.DER)
    assert old in der
    return x509.load_der_x509_certificate(der.replace(old, new))


def test_a_name_that_is_none_and_a_key_that_is_none_issue_nothing() -> None:
    root, site = made(EC), made(EC, "site")
    # A text of letters that its kind does not have, and a key of no kind that anybody knows.
    nameless = changed(site, b"\x0c\x04Root", b"\x0c\x04\xff\xff\xff\xff")
    keyless = changed(root, bytes.fromhex("06072a8648ce3d0201"), bytes.fromhex("06072a8648ce3d0209"))

    assert issued(root, site)
    assert not issued(root, nameless)
    assert not issued(keyless, site)
