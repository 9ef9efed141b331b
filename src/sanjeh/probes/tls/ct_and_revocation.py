"""Judges what others know of a certificate: public logs (RFC 6962), and where revocation is told. Pure."""

from datetime import timedelta

from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID

from sanjeh.core.probing.verdicts import Verdict, not_applicable, passed, warned
from sanjeh.probes.tls.certificates import access_addresses, extension

# What browsers ask for: two logs for half a year, one more for a longer life.
_SHORT_LIFE = timedelta(days=180)
_FEW, _MORE = 2, 3


def judge_transparency(leaf: x509.Certificate, *, is_public: bool) -> Verdict:
    """Judge the signed promises of logs that stand in the certificate; other authorities need none."""
    if not is_public:
        return not_applicable("not_public")
    logs = len({promise.log_id for promise in _promises(leaf)})
    life = leaf.not_valid_after_utc - leaf.not_valid_before_utc
    wanted = _FEW if life <= _SHORT_LIFE else _MORE
    if logs >= wanted:
        return passed("logged", logs=logs, wanted_logs=wanted)
    return warned("too_few_logs" if logs else "not_in_certificate", logs=logs, wanted_logs=wanted)


def revocation_addresses(leaf: x509.Certificate) -> dict[str, list[str]]:
    """Return where a browser may ask (OCSP) or look up (CRL) whether the certificate was revoked."""
    return {"ocsp": access_addresses(leaf, AuthorityInformationAccessOID.OCSP), "crl": _crl_addresses(leaf)}


def _promises(leaf: x509.Certificate) -> list[x509.certificate_transparency.SignedCertificateTimestamp]:
    return list(extension(leaf, x509.PrecertificateSignedCertificateTimestamps) or ())


def _crl_addresses(leaf: x509.Certificate) -> list[str]:
    points = extension(leaf, x509.CRLDistributionPoints) or ()
    return [str(name.value) for point in points for name in point.full_name or ()]
