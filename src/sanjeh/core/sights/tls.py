"""What the look `tls` brings home: the certificates a server shows and the versions it speaks."""

from datetime import datetime

from sanjeh.core.probing import Frozen


class TlsSight(Frozen):
    """Digests are those of DER certificates; `accepted` says of each version whether it was spoken.

    `public_anchor` and `national_anchor` are the roots of the two stores that issued a certificate
    of the chain, empty when there was none; `public_roots` counts what the public store held.
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
    accepted: dict[str, bool] = {}
