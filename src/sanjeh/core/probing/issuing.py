"""Reading certificates that strangers wrote, and who issued which. Pure: arithmetic on bytes."""

import warnings

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.utils import CryptographyDeprecationWarning

# What cryptography raises where a part of a certificate is not as the standard writes it.
UNREADABLE = (ValueError, TypeError, KeyError, UnsupportedAlgorithm, x509.InvalidVersion)


def read_certificate(der: bytes) -> x509.Certificate | None:
    """Return the certificate, None when it is too broken to be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        try:
            return x509.load_der_x509_certificate(der)
        except UNREADABLE:
            return None


def issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    """Return whether the issuer's name and key fit the certificate's signature (RFC 5280 §6.1.3).

    An outdated digest makes no other issuer: who signed with SHA-1 or MD5 has signed, and how good that is
    another rule judges.
    """
    try:
        if issuer.subject != certificate.issuer:
            return False
        _verify(issuer, certificate)
    except (InvalidSignature, *UNREADABLE):
        return False
    return True


def _verify(issuer: x509.Certificate, certificate: x509.Certificate) -> None:
    """Raise InvalidSignature, or one of UNREADABLE, unless the signature holds."""
    key, digest = issuer.public_key(), certificate.signature_hash_algorithm
    signed = certificate.signature, certificate.tbs_certificate_bytes
    if digest is None or digest.name not in {"sha1", "md5"}:
        certificate.verify_directly_issued_by(issuer)
    elif isinstance(key, rsa.RSAPublicKey):
        key.verify(*signed, padding.PKCS1v15(), digest)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(*signed, ec.ECDSA(digest))
    else:
        raise UnsupportedAlgorithm(digest.name)
