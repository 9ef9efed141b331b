"""Reading certificates: who issued whom, for which names, with which key. Pure."""

import warnings
from datetime import datetime
from ipaddress import ip_address

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.oid import AuthorityInformationAccessOID


def read_certificate(der: bytes) -> x509.Certificate | None:
    """Return the certificate, None when it is too broken to be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        try:
            return x509.load_der_x509_certificate(der)
        except ValueError:
            return None


def issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    """Return whether the issuer's name and key fit the certificate's signature."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def is_current(certificate: x509.Certificate, at: datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def is_authority(certificate: x509.Certificate) -> bool:
    """Return whether the certificate may issue others (RFC 5280 §4.2.1.9)."""
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False


def names_issuer_address(certificate: x509.Certificate) -> bool:
    """Return whether the certificate says where its issuer's certificate can be fetched (AIA)."""
    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    return any(entry.access_method == AuthorityInformationAccessOID.CA_ISSUERS for entry in access)


def certified_names(certificate: x509.Certificate) -> tuple[str, ...]:
    """Return the names and addresses it was issued for; the common name counts no more (RFC 9525)."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return ()
    addresses = tuple(str(address) for address in names.get_values_for_type(x509.IPAddress))
    return (*names.get_values_for_type(x509.DNSName), *addresses)


def fits(host: str, names: tuple[str, ...]) -> bool:
    """Return whether a host is among the names; a star stands for exactly one label (RFC 9525 §6.3)."""
    try:
        wanted = str(ip_address(host))
    except ValueError:
        parent = host.partition(".")[2]
        lowered = {name.lower().rstrip(".") for name in names}
        return host in lowered or bool(parent and f"*.{parent}" in lowered)
    return wanted in names


def key_kind(certificate: x509.Certificate) -> tuple[str, int]:
    """Return the kind of the key and its size in bits; 0 where the kind has one size only."""
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return "RSA", key.key_size
    if isinstance(key, ec.EllipticCurvePublicKey):
        return "EC", key.key_size
    if isinstance(key, dsa.DSAPublicKey):
        return "DSA", key.key_size
    return type(key).__name__.strip("_").removesuffix("PublicKey"), 0


def digest_name(certificate: x509.Certificate) -> str:
    """Return the digest of the signature, empty for kinds that have it built in (Ed25519)."""
    try:
        algorithm = certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return "unknown"
    return algorithm.name if algorithm else ""
