"""What the look `names` brings home: what name servers say of an address."""

from datetime import datetime

from sanjeh.core.probing.contracts import Failure, Frozen


class NameAnswer(Frozen):
    """One answer of a name server, or why there was none."""

    rcode: str = ""
    records: tuple[str, ...] = ()
    is_authenticated: bool = False
    failure: Failure | None = None


class SignedAnswer(Frozen):
    """A whole answer with its signatures, as base64 of the message, or why there was none."""

    name: str
    rtype: str
    wire: str = ""
    failure: Failure | None = None


class PolicyFile(Frozen):
    """A policy that a domain publishes on the web, or why it was not to be had."""

    status: int = 0
    text: str = ""
    failure: Failure | None = None


class Mail(Frozen):
    """How the domain receives mail; `policy` is None when no record announces one.

    `spf` holds what the domain's SPF policy leads to, by type and name ("TXT _spf.nemune.ir"),
    `dmarc` the answers from the host up to its public suffix.
    """

    mx: NameAnswer
    mx_addresses: dict[str, NameAnswer]
    mta_sts: NameAnswer
    policy: PolicyFile | None
    tls_rpt: NameAnswer
    spf: dict[str, NameAnswer]
    dmarc: dict[str, NameAnswer]


class DnsArtifact(Frozen):
    """The address in its parts and the answers; `domain` is the registrable domain of the host.

    A name that only this machine knows (`is_local_name`) and a bare address have no answers.
    `signed` goes from the zone of the `anchors` down to the host; `resolvers` holds the address by
    each resolver of ours. What older captures did not ask is None, `signed` then empty.
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
    ns_addresses6: dict[str, NameAnswer] | None = None
    anchors: tuple[str, ...] = ()
    signed: tuple[SignedAnswer, ...] = ()
    mail: Mail | None = None
    https_record: NameAnswer | None = None
    resolvers: dict[str, NameAnswer] | None = None
