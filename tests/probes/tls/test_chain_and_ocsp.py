from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from sanjeh.core.probing.artifacts.tls import TlsArtifact
from sanjeh.core.probing.verdicts import Verdict
from sanjeh.probes.tls.chain_and_ocsp import judge_chain, judge_staple
from sanjeh.probes.tls.judge import PROBE
from tests.evidence import MemoryStore
from tests.net.authority import NOW, Holder, Wish
from tests.probes.judging import said, written
from tests.probes.tls.capable import CAPABLE

ROOT = Holder.self_signed(Wish("Root", is_authority=True))
MIDDLE = ROOT.issue(Wish("Middle", is_authority=True))
SECOND = MIDDLE.issue(Wish("Second", is_authority=True))
STRANGER = Holder.self_signed(Wish("Stranger", is_authority=True))
SITE = SECOND.issue(Wish("site", hosts=("a.ir",)))
DAY = timedelta(days=1)


def words(verdict: Verdict, check: str) -> str:
    assert (check, verdict.reason) in written("tls")
    return f"{verdict.outcome} {verdict.reason}"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ((SITE, SECOND, MIDDLE), "pass in_order"),
        ((SITE, SECOND), "pass in_order"),
        ((SITE, SECOND, MIDDLE, ROOT), "info root_sent"),
        ((SITE, MIDDLE, SECOND), "warn wrong_order"),
        ((SITE, SECOND, MIDDLE, STRANGER), "warn extra_certificates"),
        ((SITE, SITE, SECOND, MIDDLE), "warn extra_certificates"),
        ((SITE, MIDDLE), "warn extra_certificates"),
        ((SITE,), "info leaf_alone"),
        ((ROOT,), "pass in_order"),
    ],
)
def test_the_chain_is_judged_as_it_was_sent(sent: tuple[Holder, ...], expected: str) -> None:
    leaf, *rest = (holder.certificate for holder in sent)

    assert words(judge_chain(leaf, rest, shows_another=False), "tls.chain") == expected


def special(*extensions: x509.ExtensionType) -> x509.Certificate:
    """Return a site's certificate with these extensions."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "site")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(SECOND.certificate.subject)
        .public_key(SITE.key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - DAY)
        .not_valid_after(NOW + 90 * DAY)
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(SECOND.key, hashes.SHA256())


CHARGED = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING])
MUST_STAPLE = x509.TLSFeature([x509.TLSFeatureType.status_request])
RESPONDER = x509.AuthorityInformationAccess(
    [
        x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier("http://o.test")
        )
    ]
)


def stapled(
    status: ocsp.OCSPCertStatus = ocsp.OCSPCertStatus.GOOD,
    *,
    until: datetime = NOW + 5 * DAY,
    signer: Holder = SECOND,
    delegate: Holder | None = None,
) -> bytes:
    is_revoked = status is ocsp.OCSPCertStatus.REVOKED
    speaker = delegate or signer
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            cert=SITE.certificate,
            issuer=signer.certificate,
            algorithm=hashes.SHA256(),
            cert_status=status,
            this_update=NOW - 10 * DAY,
            next_update=until,
            revocation_time=NOW - DAY if is_revoked else None,
            revocation_reason=None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, speaker.certificate)
    )
    if delegate:
        builder = builder.certificates([delegate.certificate])
    return builder.sign(speaker.key, hashes.SHA256()).public_bytes(Encoding.DER)


def judged(staple: bytes | None, leaf: x509.Certificate = SITE.certificate) -> str:
    return words(judge_staple(leaf, [SECOND.certificate, MIDDLE.certificate], staple, NOW), "tls.stapling")


@pytest.mark.parametrize(
    ("staple", "expected"),
    [
        (stapled(), "pass good"),
        (stapled(ocsp.OCSPCertStatus.REVOKED), "fail revoked"),
        (stapled(ocsp.OCSPCertStatus.UNKNOWN), "warn unknown_to_its_authority"),
        (stapled(until=NOW - DAY), "warn stale"),
        (stapled(signer=STRANGER), "warn of_somebody_else"),
        (stapled(delegate=Holder(special(CHARGED), SITE.key)), "pass good"),
        (stapled(delegate=SECOND.issue(Wish("another site"))), "warn of_somebody_else"),
        (stapled(delegate=STRANGER.issue(Wish("Responder"))), "warn of_somebody_else"),
        (b"no answer", "warn unreadable"),
        (b"\x30\x03\x0a\x01\x06", "warn unreadable"),
        (None, "not_tested not_readable"),
        (b"", "not_applicable no_responder"),
    ],
)
def test_the_answer_of_the_authority_is_judged(staple: bytes | None, expected: str) -> None:
    assert judged(staple) == expected


def test_an_answer_about_another_certificate_does_not_count() -> None:
    assert judged(stapled(), special()) == "warn of_somebody_else"


def test_what_is_missing_depends_on_what_the_certificate_promises() -> None:
    assert judged(b"", special(RESPONDER)) == "info not_sent"
    assert judged(b"", special(RESPONDER, MUST_STAPLE)) == "fail promised_not_sent"


def test_an_answer_signed_with_rsa_is_understood() -> None:
    issuer = MIDDLE.issue(Wish("RSA", is_authority=True), rsa.generate_private_key(65537, 2048))
    verdict = judge_staple(SITE.certificate, [issuer.certificate], stapled(signer=issuer), NOW)

    assert words(verdict, "tls.stapling") == "pass good"


def test_a_staple_is_kept_and_judged_again_from_evidence() -> None:
    shelf = MemoryStore()
    artifact = TlsArtifact(
        taken_at=NOW,
        host="a.ir",
        port=443,
        is_tls=True,
        chain=tuple(shelf.keep(one.der) for one in (SITE, SECOND, MIDDLE)),
        greetings=CAPABLE.model_copy(update={"is_stapled": True}),
        staple=shelf.keep(stapled(ocsp.OCSPCertStatus.REVOKED)),
    )

    assert said(PROBE.judge(artifact, None, shelf))["tls.stapling"] == "fail revoked"  # type: ignore[arg-type]


def test_a_server_whose_answer_could_not_be_read_is_not_said_to_send_none() -> None:
    shelf = MemoryStore()
    artifact = TlsArtifact(
        taken_at=NOW,
        host="a.ir",
        port=443,
        is_tls=True,
        chain=(shelf.keep(special(RESPONDER).public_bytes(Encoding.DER)),),
        greetings=CAPABLE.model_copy(update={"is_stapled": None}),
    )

    findings = said(PROBE.judge(artifact, None, shelf))  # type: ignore[arg-type]
    assert findings["tls.stapling"] == "not_tested not_readable"
