"""Asks name servers about a host and the domain it belongs to."""

import asyncio
from datetime import UTC, datetime

from sanjeh.core.probing.artifacts.dns import DnsArtifact, NameAnswer
from sanjeh.core.probing.contracts import Evidence, Target
from sanjeh.core.probing.domains import is_literal, public_suffix, registrable
from sanjeh.core.probing.failures import CaptureFailed
from sanjeh.net.gate import Address
from sanjeh.net.network import Network
from sanjeh.probes.dns.mail_requests import ask_mail
from sanjeh.probes.dns.requester import DnsRequester

_MAX_NAME_SERVERS = 4
_UNKNOWN = "NXDOMAIN"


async def capture(target: Target, network: Network, evidence: Evidence) -> DnsArtifact:
    """Ask everything the judge wants; raise CaptureFailed when the name leads nowhere."""
    del evidence  # answers are small: the artifact itself holds them
    address = network.gate.parse(target.url)
    if is_literal(address.host):
        return _artifact(address, is_literal=True)
    requester = DnsRequester(network.dns)
    a, aaaa = await asyncio.gather(requester.ask(address.host, "A"), requester.ask(address.host, "AAAA"))
    if not (a.records or aaaa.records):
        return await _known_here_only(network, address, a)
    return await _asked(requester, network, address, (a, aaaa))


async def _known_here_only(network: Network, address: Address, a: NameAnswer) -> DnsArtifact:
    """Return the artifact of a name out of /etc/hosts; raise CaptureFailed for one that nobody knows."""
    await network.gate.admit(address.host, address.port)
    if a.rcode == _UNKNOWN or a.failure is None or address.host.rpartition(".")[2] == "localhost":
        return _artifact(address, is_local_name=True)
    raise CaptureFailed(a.failure.reason, a.failure.detail)


async def _asked(
    requester: DnsRequester, network: Network, address: Address, addresses: tuple[NameAnswer, NameAnswer]
) -> DnsArtifact:
    host, (a, aaaa) = address.host, addresses
    kind = "A" if a.records else "AAAA"
    domain, suffix = registrable(host), public_suffix(host)
    questions = {
        "cname": (host, "CNAME"),
        "soa": (domain, "SOA"),
        "ds": (domain, "DS"),
        "ns": (domain, "NS"),
        "txt": (domain, "TXT"),
        "dmarc": (f"_dmarc.{domain}", "TXT"),
        "https_record": (host, "HTTPS"),
    }
    answers = await asyncio.gather(*(requester.ask(*question) for question in questions.values()))
    told_by = dict(zip(questions, answers, strict=True))
    servers = told_by["ns"].records[:_MAX_NAME_SERVERS]
    caa, of_servers, of_servers6, signed, mail, resolvers = await asyncio.gather(
        requester.ask_all(_climb(host, domain), "CAA"),
        requester.ask_all(servers, "A"),
        requester.ask_all(servers, "AAAA"),
        requester.ask_signed(host, kind),
        ask_mail(requester, network.http, host, domain, told_by["txt"]),
        requester.ask_each(host, kind),
    )
    return _artifact(
        address,
        domain=domain,
        suffix=suffix,
        a=a,
        aaaa=aaaa,
        caa=caa,
        ns_addresses=of_servers,
        ns_addresses6=of_servers6,
        anchors=requester.anchors,
        signed=signed,
        mail=mail,
        resolvers=resolvers,
        **told_by,
    )


def _climb(host: str, domain: str) -> tuple[str, ...]:
    """Return the names at which RFC 8659 looks for CAA, from the host up to its domain."""
    names = [host]
    while names[-1] != domain and "." in names[-1]:
        names.append(names[-1].split(".", 1)[1])
    return tuple(names)


def _artifact(address: Address, **seen: object) -> DnsArtifact:
    seen.setdefault("is_literal", False)
    return DnsArtifact.model_validate(
        {
            "taken_at": datetime.now(UTC),
            "scheme": address.scheme,
            "host": address.host,
            "port": address.port,
            **seen,
        }
    )
