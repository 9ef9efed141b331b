"""The country's own certificates: a root, an issuer below it, and a leaf per site, sound or spoilt."""

import ssl
import warnings
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from sanjeh.engine.atomic_write import write_file

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

GOOD_CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
# OpenSSL's security level 0 admits short keys and old versions; those need a suite with CBC and SHA-1.
WEAK_KEY_CIPHERS = f"{GOOD_CIPHERS}:@SECLEVEL=0"
OLD_CIPHERS = f"{GOOD_CIPHERS}:ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"
SOUND_DAYS = (-20, 180)
SPOILT_DAYS = {"certificate_expired": (-400, -12), "certificate_expires_soon": (-80, 5)}


@dataclass(frozen=True, slots=True)
class Authority:
    """Who signs: a certificate and its key."""

    certificate: x509.Certificate
    key: Key


@dataclass(frozen=True, slots=True)
class Authorities:
    """`stranger` is a root that nobody has been told of."""

    root: Authority
    issuer: Authority
    stranger: Authority


def publish_root(authorities: Authorities, folder: Path) -> None:
    """Write the root certificate where those who trust the country read it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nemuneabad.crt").write_bytes(authorities.root.certificate.public_bytes(Encoding.PEM))


def open_authorities(folder: Path, now: datetime) -> Authorities:
    """Return the authorities kept in `folder`; found them on the first start and before they expire."""
    kept = [_read(folder / f"{name}.pem") for name in ("root", "issuer", "stranger")]
    fresh = [one for one in kept if one and one.certificate.not_valid_after_utc > now + timedelta(days=365)]
    if len(fresh) == len(kept):
        return Authorities(*fresh)
    return _found_all(folder, now)


def _found_all(folder: Path, now: datetime) -> Authorities:
    root = _found("Nemuneabad Demo Root", None, now)
    issuer = _found("Nemuneabad Demo Issuer", root, now)
    stranger = _found("Unknown Root", None, now)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, authority in (("root", root), ("issuer", issuer), ("stranger", stranger)):
        _write(folder / f"{name}.pem", authority)
    return Authorities(root, issuer, stranger)


def server_context(
    authorities: Authorities, name: str, planted: frozenset[str], folder: Path, now: datetime
) -> ssl.SSLContext:
    """Return the TLS side of a site, with the defects that are planted on it."""
    key = _leaf_key(planted)
    leaf = _leaf(authorities, name, planted, key, now)
    chain = [leaf] if _stands_alone(planted) else [leaf, authorities.issuer.certificate]
    path = folder / f"{name}.pem"
    _write_chain(path, chain, key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["http/1.1"])
    context.set_ciphers(_ciphers(planted))
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if "tls_old" in planted:
        _accept_tls_1_0(context)
    if "tls_no_13" in planted:
        context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(path)
    return context


def _ciphers(planted: frozenset[str]) -> str:
    if "tls_old" in planted:
        return OLD_CIPHERS
    return WEAK_KEY_CIPHERS if "key_weak" in planted else GOOD_CIPHERS


def _accept_tls_1_0(context: ssl.SSLContext) -> None:
    with warnings.catch_warnings():
        # Deprecated for good reasons: it is a planted defect.
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1


def _stands_alone(planted: frozenset[str]) -> bool:
    return bool(planted & {"certificate_self_signed", "certificate_untrusted", "chain_incomplete"})


def _leaf_key(planted: frozenset[str]) -> Key:
    if "key_weak" in planted:
        return rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 planted on purpose
    return ec.generate_private_key(ec.SECP256R1())


def _leaf(
    authorities: Authorities, name: str, planted: frozenset[str], key: Key, now: datetime
) -> x509.Certificate:
    spoilt = next((SPOILT_DAYS[key] for key in sorted(planted) if key in SPOILT_DAYS), SOUND_DAYS)
    told = f"www.{name.partition('.')[2]}" if "certificate_wrong_host" in planted else name
    builder = _builder(told, key, now, spoilt).add_extension(
        x509.SubjectAlternativeName([x509.DNSName(told)]), critical=False
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    builder = builder.add_extension(_issuer_address(), critical=False)
    if "certificate_self_signed" in planted:
        return _sign(builder, _titled(told), key)
    signer = authorities.stranger if "certificate_untrusted" in planted else authorities.issuer
    return _sign(builder, signer.certificate.subject, signer.key)


def _issuer_address() -> x509.AuthorityInformationAccess:
    """Return where the issuer's certificate is said to lie; the name exists for nobody."""
    address = x509.UniformResourceIdentifier("http://issuer.nemune.test/issuer.crt")
    return x509.AuthorityInformationAccess(
        [x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, address)]
    )


def _found(title: str, parent: Authority | None, now: datetime) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(title, key, now, (-30, 3650))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    builder = builder.add_extension(_signing_usage(), critical=True)
    if parent is None:
        return Authority(_sign(builder, _titled(title), key), key)
    return Authority(_sign(builder, parent.certificate.subject, parent.key), key)


def _builder(title: str, key: Key, now: datetime, days: tuple[int, int]) -> x509.CertificateBuilder:
    """Return all but the issuer; `days` are the first and last day of validity, counted from now."""
    return (
        x509.CertificateBuilder()
        .subject_name(_titled(title))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _sign(builder: x509.CertificateBuilder, issuer: x509.Name, key: Key) -> x509.Certificate:
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    named = builder.issuer_name(issuer).add_extension(issuer_key, critical=False)
    return named.sign(key, hashes.SHA256())


def _titled(title: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title)])


def _signing_usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=True,
        crl_sign=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write(path: Path, authority: Authority) -> None:
    _write_chain(path, [authority.certificate], authority.key)


def _write_chain(path: Path, chain: list[x509.Certificate], key: Key) -> None:
    """Write key and certificates into one file that only we may read."""
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_file(path, secret + b"".join(one.public_bytes(Encoding.PEM) for one in chain))


def _read(path: Path) -> Authority | None:
    if not path.exists():
        return None
    pem = path.read_bytes()
    key = load_pem_private_key(pem, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        return None
    return Authority(x509.load_pem_x509_certificate(pem), key)
