"""A certificate authority for tests: makes good certificates and every kind of bad one."""

import ssl
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
NOW = datetime.now(UTC).replace(microsecond=0)
_AIA = x509.AuthorityInformationAccess(
    [
        x509.AccessDescription(
            AuthorityInformationAccessOID.CA_ISSUERS,
            x509.UniformResourceIdentifier("http://ca.test/issuer.crt"),
        )
    ]
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a certificate shall be like."""

    name: str
    hosts: tuple[str, ...] = ()
    is_authority: bool = False
    starts: datetime = NOW - timedelta(days=30)
    ends: datetime = NOW + timedelta(days=335)
    says_where_its_issuer_is: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: Key

    @classmethod
    def self_signed(cls, wish: Wish, key: Key | None = None) -> Self:
        return cls._made(wish, key or _key(), None)

    def issue(self, wish: Wish, key: Key | None = None) -> "Holder":
        return Holder._made(wish, key or _key(), self)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @classmethod
    def _made(cls, wish: Wish, key: Key, issuer: "Holder | None") -> Self:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, wish.name)])
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.certificate.subject if issuer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(wish.starts)
            .not_valid_after(wish.ends)
            .add_extension(x509.BasicConstraints(ca=wish.is_authority, path_length=None), critical=True)
        )
        if wish.hosts:
            names = x509.SubjectAlternativeName([x509.DNSName(host) for host in wish.hosts])
            builder = builder.add_extension(names, critical=False)
        if wish.says_where_its_issuer_is:
            builder = builder.add_extension(_AIA, critical=False)
        return cls(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)


def server_context(chain: tuple[Holder, ...]) -> ssl.SSLContext:
    """Return a server's settings that show the chain with the first one's key."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    key = chain[0].key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "all.pem"
        file.write_bytes(b"".join(holder.pem for holder in chain) + key)
        context.load_cert_chain(file)
    return context


def _key() -> Key:
    return ec.generate_private_key(ec.SECP256R1())
