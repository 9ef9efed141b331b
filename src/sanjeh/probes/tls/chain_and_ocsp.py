"""Judges what is sent along: the chain as it was sent, and its authority's answer (OCSP). Pure."""

from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID

from sanjeh.core.probing.issuing import UNREADABLE, issued
from sanjeh.core.probing.verdicts import Verdict, failed, not_applicable, not_tested, noted, passed, warned
from sanjeh.probes.tls.certificates import access_addresses, extension


def judge_chain(leaf: x509.Certificate, rest: list[x509.Certificate], *, shows_another: bool) -> Verdict:
    """Judge order and completeness (RFC 8446 §4.4.2), whoever is trusted and whatever the date."""
    path = _path(leaf, rest)
    extra = len(rest) + 1 - len(path)
    observed = {"certificates": len(rest) + 1, "extra": extra, "shows_another": shows_another}
    if extra:
        return warned("extra_certificates", **observed)
    if path != [leaf, *rest]:
        return warned("wrong_order", **observed)
    is_rooted = issued(path[-1], path[-1])
    if is_rooted and rest:
        return noted("root_sent", **observed)
    if not is_rooted and not rest:
        return noted("leaf_alone", **observed)
    return passed("in_order", **observed)


def _path(leaf: x509.Certificate, rest: list[x509.Certificate]) -> list[x509.Certificate]:
    path, left = [leaf], list(rest)
    while not issued(path[-1], path[-1]):
        issuer = next((one for one in left if issued(one, path[-1])), None)
        if issuer is None:
            break
        path.append(issuer)
        left.remove(issuer)
    return path


def judge_staple(
    leaf: x509.Certificate, rest: list[x509.Certificate], staple: bytes | None, at: datetime
) -> Verdict:
    """Judge the revocation answer sent along (RFC 6066 §8); `staple` is None when it could not be read."""
    if staple is None:
        return not_tested("not_readable")
    if not staple:
        if _must_staple(leaf):
            return failed("promised_not_sent")
        return (
            noted("not_sent")
            if access_addresses(leaf, AuthorityInformationAccessOID.OCSP)
            else not_applicable("no_responder")
        )
    try:
        return _of_response(ocsp.load_der_ocsp_response(staple), leaf, rest, at)
    except UNREADABLE:
        return warned("unreadable")


def _of_response(
    response: ocsp.OCSPResponse, leaf: x509.Certificate, rest: list[x509.Certificate], at: datetime
) -> Verdict:
    if response.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
        return warned("unreadable", status=response.response_status.name.lower())
    until = response.next_update_utc
    observed = {
        "status": response.certificate_status.name.lower(),
        "until": str(until.date()) if until else "",
    }
    if response.serial_number != leaf.serial_number or not _is_signed(response, rest):
        return warned("of_somebody_else", **observed)
    if response.certificate_status is ocsp.OCSPCertStatus.REVOKED:
        return failed("revoked", **observed)
    if until is not None and until < at:
        return warned("stale", **observed)
    is_good = response.certificate_status is ocsp.OCSPCertStatus.GOOD
    return passed("good", **observed) if is_good else warned("unknown_to_its_authority", **observed)


def _is_signed(response: ocsp.OCSPResponse, rest: list[x509.Certificate]) -> bool:
    """Return whether an issuer that was sent signed it, or charged whoever did (RFC 6960 §4.2.2.2)."""
    charged = [one for one in response.certificates if _may_answer(one)]
    delegates = [one for one in charged if any(issued(issuer, one) for issuer in rest)]
    return any(_has_signed(one, response) for one in (*rest, *delegates))


def _has_signed(signer: x509.Certificate, response: ocsp.OCSPResponse) -> bool:
    try:
        key, digest = signer.public_key(), response.signature_hash_algorithm
        if isinstance(key, rsa.RSAPublicKey) and digest:
            key.verify(response.signature, response.tbs_response_bytes, padding.PKCS1v15(), digest)
            return True
        if isinstance(key, ec.EllipticCurvePublicKey) and digest:
            key.verify(response.signature, response.tbs_response_bytes, ec.ECDSA(digest))
            return True
    except (InvalidSignature, *UNREADABLE):
        return False
    return False


def _may_answer(certificate: x509.Certificate) -> bool:
    return ExtendedKeyUsageOID.OCSP_SIGNING in (extension(certificate, x509.ExtendedKeyUsage) or ())


def _must_staple(leaf: x509.Certificate) -> bool:
    return x509.TLSFeatureType.status_request in (extension(leaf, x509.TLSFeature) or ())
