"""Public logs are counted in the certificate; where revocation is told is seen and not judged."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtensionOID

from sanjeh.probes.tls.ct_and_revocation import judge_transparency, revocation_addresses
from tests.net.authority import NOW, Holder, Wish

ROOT = Holder.self_signed(Wish("Root", is_authority=True))
SITE = ROOT.issue(Wish("site", hosts=("site.test",)))


def promise(log: int) -> bytes:
    """Return a promise as RFC 6962 3.2 writes it: version, log, moment, no extensions, a signature."""
    signature = b"\x04\x03" + (2).to_bytes(2, "big") + b"ok"
    written = b"\0" + bytes([log]) * 32 + (1_700_000_000_000).to_bytes(8, "big") + b"\0\0" + signature
    return len(written).to_bytes(2, "big") + written


def with_promises(*logs: int, days: int = 90) -> x509.Certificate:
    listed = b"".join(promise(log) for log in logs)
    content = len(listed).to_bytes(2, "big") + listed
    size = bytes([len(content)] if len(content) < 128 else [0x81, len(content)])
    oid = ExtensionOID.PRECERT_SIGNED_CERTIFICATE_TIMESTAMPS
    return issued(x509.UnrecognizedExtension(oid, b"\x04" + size + content), days=days)


def issued(*extensions: x509.ExtensionType, days: int = 90) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(SITE.certificate.subject)
        .issuer_name(ROOT.certificate.subject)
        .public_key(SITE.key.public_key())
        .serial_number(7)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=days))
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(ROOT.key, hashes.SHA256())


@pytest.mark.parametrize(
    ("logs", "days", "expected"),
    [
        ((1, 2), 90, ("pass", "logged", 2)),
        ((1, 2), 180, ("pass", "logged", 2)),
        ((1, 2), 181, ("warn", "too_few_logs", 3)),
        ((1, 2, 3), 365, ("pass", "logged", 3)),
        ((1, 2), 365, ("warn", "too_few_logs", 3)),
        ((1, 1), 90, ("warn", "too_few_logs", 2)),  # one log that promises twice is one log
        ((), 90, ("warn", "not_in_certificate", 2)),
    ],
)
def test_a_certificate_needs_the_promises_of_several_logs(
    logs: tuple[int, ...], days: int, expected: tuple[str, str, int]
) -> None:
    leaf = with_promises(*logs, days=days) if logs else issued(days=days)

    verdict = judge_transparency(leaf, is_public=True)

    assert (verdict.outcome, verdict.reason, verdict.observed["wanted_logs"]) == expected
    assert verdict.observed["logs"] == len(set(logs))


def test_other_authorities_need_no_logs() -> None:
    assert judge_transparency(issued(), is_public=False).reason == "not_public"


def test_the_addresses_of_revocation_are_read() -> None:
    answers = x509.AccessDescription(
        AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier("http://ocsp.test")
    )
    point = x509.DistributionPoint(
        [x509.UniformResourceIdentifier("http://crl.test/a.crl")], None, None, None
    )
    leaf = issued(x509.AuthorityInformationAccess([answers]), x509.CRLDistributionPoints([point]))

    assert revocation_addresses(leaf) == {"ocsp": ["http://ocsp.test"], "crl": ["http://crl.test/a.crl"]}
    assert revocation_addresses(issued()) == {"ocsp": [], "crl": []}
