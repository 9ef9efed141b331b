"""What is read out of certificates, the odd ones too."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa

from sanjeh.probes.tls.certificates import (
    certified_names,
    digest_name,
    fits,
    is_authority,
    is_current,
    key_kind,
    names_issuer_address,
)
from tests.net.authority import NOW, Holder, Wish

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | dsa.DSAPrivateKey | ed25519.Ed25519PrivateKey
NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a.ir")])
ROOT = Holder.self_signed(Wish("Root", is_authority=True))
SITE = ROOT.issue(Wish("site", hosts=("site.ir",), says_where_its_issuer_is=True))


def made(key: Key, *extensions: x509.ExtensionType) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(NAME)
        .issuer_name(NAME)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=1))
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())


EC = ec.generate_private_key(ec.SECP256R1())


@pytest.mark.parametrize(
    ("generated", "kind", "digest"),
    [
        (lambda: EC, ("EC", 256), "sha256"),
        (lambda: rsa.generate_private_key(65537, 2048), ("RSA", 2048), "sha256"),
        (lambda: dsa.generate_private_key(2048), ("DSA", 2048), "sha256"),
        (ed25519.Ed25519PrivateKey.generate, ("Ed25519", 0), ""),
    ],
    ids=["EC", "RSA", "DSA", "Ed25519"],
)
def test_a_key_is_told_by_its_kind_and_size(
    generated: Callable[[], Key], kind: tuple[str, int], digest: str
) -> None:
    certificate = made(generated())

    assert (key_kind(certificate), digest_name(certificate)) == (kind, digest)


def test_only_who_may_issue_is_an_authority() -> None:
    may, may_not = (x509.BasicConstraints(ca=ca, path_length=None) for ca in (True, False))

    assert [is_authority(each) for each in (made(EC, may), made(EC, may_not), made(EC))] == [
        True,
        False,
        False,
    ]


def test_where_the_issuer_can_be_fetched_is_told_by_the_certificate() -> None:
    assert names_issuer_address(SITE.certificate)
    assert not names_issuer_address(ROOT.certificate)


@pytest.mark.parametrize(("seconds", "is_valid"), [(0, True), (-1, False), (86_400, True), (86_401, False)])
def test_a_certificate_is_current_from_its_first_second_to_its_last(seconds: int, *, is_valid: bool) -> None:
    assert is_current(made(EC), NOW + timedelta(seconds=seconds)) is is_valid


def test_a_certificate_without_names_fits_no_host() -> None:
    assert certified_names(made(EC)) == ()
    assert not fits("a.ir", certified_names(made(EC)))


@pytest.mark.parametrize(
    ("host", "names", "is_fit"),
    [
        ("a.ir", ("A.IR.",), True),
        ("www.a.ir", ("*.a.ir",), True),
        ("a.ir", ("*.a.ir",), False),
        ("b.www.a.ir", ("*.a.ir",), False),
        ("ir", ("*.",), False),
        ("192.0.2.1", ("192.0.2.1",), True),
        ("2001:db8::1", ("2001:db8::1",), True),
        ("192.0.2.1", ("*.0.2.1",), False),
    ],
)
def test_a_star_stands_for_exactly_one_label(host: str, names: tuple[str, ...], *, is_fit: bool) -> None:
    assert fits(host, names) is is_fit
