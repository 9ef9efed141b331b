"""The root certificates of this machine and of the nation: where a chain may end."""

import hashlib
import os
import re
import ssl
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Self

import certifi
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.utils import CryptographyDeprecationWarning

from sanjeh.core.probing.issuing import UNREADABLE, issued, read_certificate

_PEM_BLOCK = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RootStore:
    """Roots by their subject; an empty store can say nothing about any chain.

    `changed_on` is the day on which its files changed last, empty for a store that is in no file. `sha256` is
    the digest of the sorted digests of the roots: the same for the same roots in whatever files.
    """

    roots: dict[bytes, tuple[x509.Certificate, ...]]
    changed_on: str = ""
    sha256: str = ""

    @classmethod
    def of(cls, certificates: Iterable[x509.Certificate], changed_on: str = "") -> Self:
        roots: dict[bytes, tuple[x509.Certificate, ...]] = {}
        for certificate in certificates:
            key = certificate.subject.public_bytes()
            roots[key] = (*roots.get(key, ()), certificate)
        return cls(roots, changed_on, _digest_of(roots))

    @classmethod
    def from_path(cls, path: Path) -> Self:
        """Read a PEM file, or every *.pem and *.crt file of a folder."""
        files = [path] if path.is_file() else sorted((*path.glob("*.pem"), *path.glob("*.crt")))
        changed_at = max((file.stat().st_mtime for file in files), default=None)
        changed_on = "" if changed_at is None else datetime.fromtimestamp(changed_at, UTC).date().isoformat()
        found = (certificate for file in files for certificate in _readable(file.read_bytes()))
        return cls.of(found, changed_on)

    def __len__(self) -> int:
        return sum(len(same) for same in self.roots.values())

    def anchor(self, chain: Iterable[bytes]) -> bytes:
        """Return the root (DER) that issued a certificate of the chain; empty when there is none."""
        for certificate in filter(None, map(read_certificate, chain)):
            for root in self.roots.get(_issuer_of(certificate), ()):
                if issued(root, certificate):
                    return root.public_bytes(Encoding.DER)
        return b""


@dataclass(frozen=True, slots=True)
class TrustStores:
    """The two stores of the two verdicts."""

    public: RootStore
    national: RootStore

    @classmethod
    def of_this_machine(cls) -> "TrustStores":
        """Read the system's store, and the national roots from SANJEH_NATIONAL_ROOTS if it is set."""
        national = os.environ.get("SANJEH_NATIONAL_ROOTS")
        return cls(_public(), RootStore.from_path(Path(national)) if national else RootStore.of(()))


def _digest_of(roots: dict[bytes, tuple[x509.Certificate, ...]]) -> str:
    each = sorted(root.fingerprint(hashes.SHA256()) for same in roots.values() for root in same)
    return hashlib.sha256(b"".join(each)).hexdigest() if each else ""


def _readable(pem: bytes) -> Iterator[x509.Certificate]:
    """Read the certificates of a PEM file one by one: an odd old root is no reason to stop."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        for block in _PEM_BLOCK.findall(pem):
            try:
                yield x509.load_pem_x509_certificate(block)
            except ValueError:
                continue


@cache
def _public() -> RootStore:
    paths = ssl.get_default_verify_paths()
    folder = Path(paths.capath) if paths.capath else None
    bundles = [Path(paths.cafile)] if paths.cafile else []
    bundles += [folder / "ca-certificates.crt"] if folder else []
    for bundle in bundles:
        if bundle.is_file():
            return RootStore.from_path(bundle)
    if folder and any(folder.glob("*")):
        return RootStore.from_path(folder)
    return RootStore.from_path(Path(certifi.where()))  # a bare machine has no roots of its own


def _issuer_of(certificate: x509.Certificate) -> bytes:
    """Return the name of who issued it, empty where that is no name: no root of ours has none."""
    try:
        return certificate.issuer.public_bytes()
    except UNREADABLE:
        return b""
