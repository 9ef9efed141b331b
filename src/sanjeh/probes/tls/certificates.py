"""Reading certificates: who issued whom, for which names, with which key. Pure."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID

from sanjeh.core.probing.domains import is_literal, is_registered
from sanjeh.core.probing.issuing import UNREADABLE

Extension = TypeVar("Extension", bound=x509.ExtensionType)
UNKNOWN = "unknown"
_FOR_SERVERS = frozenset({ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE})


# CA/Browser Forum BR 6.3.2, as browsers enforce it: what was issued from a day on lives so long at most.
_LONGEST_LIVES = (
    (datetime(2020, 9, 1, tzinfo=UTC), timedelta(days=398)),
    (datetime(2018, 3, 1, tzinfo=UTC), timedelta(days=825)),
)
_OF_OLD = timedelta(days=366 * 5)


def longest_life(starts: datetime) -> timedelta:
    """Return how long a certificate of a public authority may be valid that is valid from then on."""
    return next((most for since, most in _LONGEST_LIVES if starts >= since), _OF_OLD)


def is_current(certificate: x509.Certificate, at: datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def extension(certificate: x509.Certificate, kind: type[Extension]) -> Extension | None:
    """Return what an extension says, None where it is missing, doubled or broken."""
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, *UNREADABLE):
        return None


def is_authority(certificate: x509.Certificate) -> bool:
    """Return whether the certificate may issue others (RFC 5280 §4.2.1.3, §4.2.1.9)."""
    constraints = extension(certificate, x509.BasicConstraints)
    usage = extension(certificate, x509.KeyUsage)
    return constraints is not None and constraints.ca and (usage is None or usage.key_cert_sign)


def serves_servers(certificate: x509.Certificate) -> bool:
    """Return whether the certificate is meant for a server, or for whatever its holder does.

    RFC 5280 §4.2.1.12: a key that states its purposes is for these alone; browsers ask its issuers too.
    """
    purposes = extension(certificate, x509.ExtendedKeyUsage)
    return purposes is None or not _FOR_SERVERS.isdisjoint(purposes)


def subject_name(certificate: x509.Certificate) -> str:
    """Return whom the certificate is about, empty where that is no name."""
    return _text(lambda: certificate.subject)


def issuer_name(certificate: x509.Certificate) -> str:
    """Return who says to have issued it, empty where that is no name."""
    return _text(lambda: certificate.issuer)


def _text(name: Callable[[], x509.Name]) -> str:
    try:
        return name().rfc4514_string()
    except UNREADABLE:
        return ""


def names_issuer_address(certificate: x509.Certificate) -> bool:
    """Return whether the certificate says where its issuer's certificate can be fetched (AIA)."""
    return bool(access_addresses(certificate, AuthorityInformationAccessOID.CA_ISSUERS))


def access_addresses(certificate: x509.Certificate, method: x509.ObjectIdentifier) -> list[str]:
    """Return the addresses of one kind at which its authority answers (RFC 5280 §4.2.2.1)."""
    access = extension(certificate, x509.AuthorityInformationAccess) or ()
    return [str(entry.access_location.value) for entry in access if entry.access_method == method]


def certified_names(certificate: x509.Certificate) -> tuple[str, ...]:
    """Return the names and addresses it was issued for; the common name counts no more (RFC 9525).

    An address that stands among the names counts for nothing either: browsers look for it elsewhere.
    """
    names = extension(certificate, x509.SubjectAlternativeName)
    if names is None:
        return ()
    addresses = tuple(str(address) for address in names.get_values_for_type(x509.IPAddress))
    hosts = (name for name in names.get_values_for_type(x509.DNSName) if not is_literal(name))
    return (*hosts, *addresses)


def fits(host: str, names: tuple[str, ...]) -> bool:
    """Return whether a host is among the names; a star stands for exactly one label (RFC 9525 §6.3).

    A star below which anybody may register (`*.ir`, `*.gov.ir`) stands for nobody, as browsers have it.
    """
    try:
        wanted = str(ip_address(host))
    except ValueError:
        parent = host.partition(".")[2]
        lowered = {name.lower().rstrip(".") for name in names}
        return host in lowered or (is_registered(parent) and f"*.{parent}" in lowered)
    return wanted in names


def key_kind(certificate: x509.Certificate) -> tuple[str, int]:
    """Return the kind of the key and its size in bits; 0 where the kind has one size only.

    A key that nobody can read, of an unknown kind or off its curve, is of the kind UNKNOWN.
    """
    try:
        key = certificate.public_key()
    except UNREADABLE:
        return UNKNOWN, 0
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
    except UNREADABLE:
        return UNKNOWN
    return algorithm.name if algorithm else ""
