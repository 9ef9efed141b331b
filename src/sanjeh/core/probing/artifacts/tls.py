"""What the look `tls` brings home: the certificates a server shows and what it is willing to speak."""

from datetime import datetime
from typing import Literal

from sanjeh.core.probing.contracts import Frozen


class TlsCapabilities(Frozen):
    """What a server chose when it was offered one thing after another; names are those of IANA.

    `suites` holds those of TLS 1.3, of the highest version before it, of SSL 2.0, and of others for which
    there was room, each in the order in which the server chose them. None says that nothing could show it: no
    version before 1.3 has compression to offer, and none is left to fall back to. `asks_certificate` says
    whether a visitor is asked for a certificate, None in captures that did not look for it. `trouble` is
    empty when all was asked; otherwise the failure that ended the asking, or "budget", and only the parts
    named in `finished` are whole: habits, prime, groups, suites (of the version before 1.3), order, tls13
    (suites and groups).
    """

    read_at: datetime
    versions: dict[str, bool] = {}
    suites: dict[str, tuple[str, ...]] = {}
    order: Literal["server", "client", ""] = ""
    groups: tuple[str, ...] = ()
    dh_bits: int | None = None
    has_compression: bool | None = None
    has_secure_renegotiation: bool | None = None
    has_extended_master_secret: bool | None = None
    has_tickets: bool | None = None
    refuses_fallback: bool | None = None
    is_stapled: bool | None = None
    asks_certificate: bool | None = None
    handshakes: int = 0
    finished: tuple[str, ...] = ()
    trouble: str = ""

    @property
    def spoken(self) -> tuple[str, ...]:
        """The versions that were spoken, the oldest first."""
        return tuple(version for version, is_spoken in self.versions.items() if is_spoken)


class TlsArtifact(Frozen):
    """Digests are those of DER certificates; `accepted` says of each version whether it was spoken.

    `public_anchor` and `national_anchor` are the roots of the two stores that issued a certificate
    of the chain, empty when there was none; `public_roots` counts what the public store held, and `roots`
    names what each store held ("sha256:…", as the manifest does).
    `greetings` is None in captures older than our own reader; `staple` is the digest of the
    revocation answer (OCSP) that came along, `other_leaf` that of a certificate that was shown in a
    version before 1.3 and is not the first of the chain; both are empty when there was none.
    """

    taken_at: datetime
    host: str
    port: int
    is_tls: bool
    ip: str = ""
    version: str = ""
    cipher: str = ""
    chain: tuple[str, ...] = ()
    public_anchor: str = ""
    national_anchor: str = ""
    public_roots: int = 0
    roots: dict[str, str] = {}
    accepted: dict[str, bool] = {}
    greetings: TlsCapabilities | None = None
    staple: str = ""
    other_leaf: str = ""
    other_chain: tuple[str, ...] = ()
    other_anchors: tuple[str, str] = ("", "")
    shut: str = ""
