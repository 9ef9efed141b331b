"""What the look `names` brings home: what name servers say of an address."""

from datetime import datetime

from sanjeh.core.probing import Failure, Frozen


class NameAnswer(Frozen):
    """One answer of a name server, or why there was none."""

    rcode: str = ""
    records: tuple[str, ...] = ()
    is_authenticated: bool = False
    failure: Failure | None = None


class NamesSight(Frozen):
    """The address in its parts and the answers; `domain` is the registrable domain of the host.

    A name that only this machine knows (`is_local_name`) and a bare address have no answers.
    """

    taken_at: datetime
    scheme: str
    host: str
    port: int
    is_literal: bool
    is_local_name: bool = False
    domain: str = ""
    suffix: str = ""
    a: NameAnswer = NameAnswer()
    aaaa: NameAnswer = NameAnswer()
    cname: NameAnswer = NameAnswer()
    soa: NameAnswer = NameAnswer()
    ds: NameAnswer = NameAnswer()
    ns: NameAnswer = NameAnswer()
    ns_addresses: dict[str, NameAnswer] = {}
    caa: dict[str, NameAnswer] = {}
    txt: NameAnswer = NameAnswer()
    dmarc: NameAnswer = NameAnswer()
