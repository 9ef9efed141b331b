"""Certificates that no good authority issues: of old digests, for other purposes, rich in parts to spoil."""

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.net.authority import Holder, Wish

HOST = "khedmat.nemune.ir"
CLIENTS = (ExtendedKeyUsageOID.CLIENT_AUTH,)
SERVERS = (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH)
ANYTHING = (ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,)
Purposes = tuple[x509.ObjectIdentifier, ...]


def issued_by(
    issuer: Holder,
    wish: Wish,
    *,
    purposes: Purposes = (),
    usage: x509.KeyUsage | None = None,
) -> Holder:
    """Return a certificate of this issuer, with purposes and a use of its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.DNSName(host) for host in wish.hosts]
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, wish.name)]))
        .issuer_name(issuer.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(wish.starts)
        .not_valid_after(wish.ends)
        .add_extension(x509.BasicConstraints(ca=wish.is_authority, path_length=None), critical=True)
    )
    extensions: list[x509.ExtensionType] = [x509.SubjectAlternativeName(names)] if names else []
    extensions += [x509.ExtendedKeyUsage(purposes)] if purposes else []
    extensions += [usage] if usage else []
    for each in extensions:
        builder = builder.add_extension(each, critical=False)
    return Holder(builder.sign(issuer.key, hashes.SHA256()), key)


def usage(*, may_issue: bool) -> x509.KeyUsage:
    """Return the use of a key that signs, and perhaps other certificates too."""
    rest = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign"), False
    )
    nothing = {"encipher_only": False, "decipher_only": False}
    return x509.KeyUsage(digital_signature=True, key_cert_sign=may_issue, **rest, **nothing)


ROOT = Holder.self_signed(Wish("Root", is_authority=True))
MIDDLE = ROOT.issue(Wish("Middle", is_authority=True))
LEAF = issued_by(
    MIDDLE,
    Wish("site", hosts=(HOST, "*.nemune.ir")),
    purposes=SERVERS,
    usage=usage(may_issue=False),
)
CHAIN = tuple(holder.certificate.public_bytes(Encoding.DER) for holder in (LEAF, MIDDLE))
