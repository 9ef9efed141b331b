"""What the certificates of a way forbid each other, and what they demand of a reader. Pure."""

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network, IPv6Network

from cryptography import x509

from sanjeh.core.probing.issuing import UNREADABLE
from sanjeh.probes.tls.certificates import extension

_Networks = (IPv4Network, IPv6Network)


def unknown_demand(certificate: x509.Certificate) -> str:
    """Return the number of an extension that must be understood and is none we know, empty without one.

    RFC 5280 §4.2: whoever does not know a critical extension rejects the certificate.
    """
    try:
        extensions = list(certificate.extensions)
    except (x509.DuplicateExtension, *UNREADABLE):
        return ""
    unknown = (one.oid for one in extensions if one.critical)
    kinds = {one.oid: one.value for one in extensions}
    return next(
        (oid.dotted_string for oid in unknown if isinstance(kinds[oid], x509.UnrecognizedExtension)), ""
    )


def overstepped(path: list[x509.Certificate]) -> x509.Certificate | None:
    """Return the first issuer of a way, from the server up, that had no right to what lies below it."""
    leaf = path[0]
    for below, issuer in enumerate(path[1:]):
        # A root that was sent along is trusted for what it is, like one that was not.
        if issuer.subject != issuer.issuer and (_is_too_deep(issuer, below) or not _may_name(issuer, leaf)):
            return issuer
    return None


def _is_too_deep(issuer: x509.Certificate, below: int) -> bool:
    """Say whether more authorities stand below it than it may have (RFC 5280 §4.2.1.9)."""
    constraints = extension(issuer, x509.BasicConstraints)
    most = constraints.path_length if constraints else None
    return most is not None and below > most


def _may_name(issuer: x509.Certificate, leaf: x509.Certificate) -> bool:
    """Say whether every name of the certificate is one that its issuer may give (RFC 5280 §4.2.1.10)."""
    limits = extension(issuer, x509.NameConstraints)
    names = extension(leaf, x509.SubjectAlternativeName)
    if limits is None or names is None:
        return True
    hosts = [host.lower() for host in names.get_values_for_type(x509.DNSName)]
    allowed = list(_domains(limits.permitted_subtrees))
    if allowed and not all(any(_is_within(host, one) for one in allowed) for host in hosts):
        return False
    forbidden = list(_domains(limits.excluded_subtrees))
    return not any(_may_meet(host, one) for host in hosts for one in forbidden) and _may_number(limits, names)


def _may_number(limits: x509.NameConstraints, names: x509.SubjectAlternativeName) -> bool:
    """Say the same of network addresses."""
    numbers = names.get_values_for_type(x509.IPAddress)
    allowed, forbidden = (
        [one.value for one in subtrees or () if isinstance(one.value, _Networks)]
        for subtrees in (limits.permitted_subtrees, limits.excluded_subtrees)
    )
    if allowed and not all(any(number in block for block in allowed) for number in numbers):
        return False
    return not any(number in block for number in numbers for block in forbidden)


def _domains(subtrees: Iterable[x509.GeneralName] | None) -> Iterator[str]:
    return (one.value.lower() for one in subtrees or () if isinstance(one, x509.DNSName))


def _is_within(host: str, domain: str) -> bool:
    """Say whether a name lies in a domain; with a dot before it the domain itself does not."""
    bare = host.removeprefix("*.")
    if domain.startswith("."):
        return bare.endswith(domain) or (host != bare and bare == domain[1:])
    return not domain or bare == domain or bare.endswith(f".{domain}")


def _may_meet(host: str, domain: str) -> bool:
    """Say whether a name, or one that its star stands for, lies in a domain."""
    is_star_above = host.startswith("*.") and domain.lstrip(".").partition(".")[2] == host[2:]
    return is_star_above or _is_within(host, domain)
