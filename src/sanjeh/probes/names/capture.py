"""Asks name servers about a host and the domain it belongs to."""

import asyncio
from datetime import UTC, datetime
from functools import cache

from publicsuffixlist import PublicSuffixList

from sanjeh.core.failures import LookFailed
from sanjeh.core.probing import Evidence, Failure, Look, Target
from sanjeh.core.sights.names import NameAnswer, NamesSight
from sanjeh.net.gate import Address, is_literal
from sanjeh.net.network import Network

_MAX_NAME_SERVERS = 4
_UNKNOWN = "NXDOMAIN"


async def capture(target: Target, network: Network, evidence: Evidence) -> NamesSight:
    """Ask everything the judge wants; raise LookFailed when the name leads nowhere."""
    del evidence  # answers are small: the sight itself holds them
    address = network.gate.parse(target.url)
    if is_literal(address.host):
        return _sight(address, is_literal=True)
    a, aaaa = await asyncio.gather(_ask(network, address.host, "A"), _ask(network, address.host, "AAAA"))
    if not (a.records or aaaa.records):
        return await _known_here_only(network, address, a)
    return await _asked(network, address, a, aaaa)


async def _known_here_only(network: Network, address: Address, a: NameAnswer) -> NamesSight:
    """Return the sight of a name out of /etc/hosts; raise LookFailed for one that nobody knows."""
    await network.gate.admit(address.host, address.port)
    if a.rcode == _UNKNOWN or a.failure is None or address.host.rpartition(".")[2] == "localhost":
        return _sight(address, is_local_name=True)
    raise LookFailed(a.failure.reason, a.failure.detail)


async def _asked(network: Network, address: Address, a: NameAnswer, aaaa: NameAnswer) -> NamesSight:
    domain, suffix = registrable(address.host)
    questions = {
        "cname": (address.host, "CNAME"),
        "soa": (domain, "SOA"),
        "ds": (domain, "DS"),
        "ns": (domain, "NS"),
        "txt": (domain, "TXT"),
        "dmarc": (f"_dmarc.{domain}", "TXT"),
    }
    answers = await asyncio.gather(*(_ask(network, *question) for question in questions.values()))
    told = dict(zip(questions, answers, strict=True))
    names = _climb(address.host, domain)
    caa = await asyncio.gather(*(_ask(network, name, "CAA") for name in names))
    servers = told["ns"].records[:_MAX_NAME_SERVERS]
    where = await asyncio.gather(*(_ask(network, server.rstrip("."), "A") for server in servers))
    return _sight(
        address,
        domain=domain,
        suffix=suffix,
        a=a,
        aaaa=aaaa,
        caa=dict(zip(names, caa, strict=True)),
        ns_addresses=dict(zip(servers, where, strict=True)),
        **told,
    )


async def _ask(network: Network, name: str, rtype: str) -> NameAnswer:
    try:
        answer = await network.dns.ask(name, rtype)
    except LookFailed as failure:
        return NameAnswer(failure=Failure(reason=failure.reason, detail=failure.detail))
    return NameAnswer(
        rcode=answer.rcode, records=tuple(sorted(answer.records)), is_authenticated=answer.authenticated
    )


def registrable(host: str) -> tuple[str, str]:
    """Return the domain that somebody registered, and the public suffix below which they did."""
    suffixes = _public_suffixes()
    return suffixes.privatesuffix(host) or host, suffixes.publicsuffix(host) or ""


@cache
def _public_suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def _climb(host: str, domain: str) -> tuple[str, ...]:
    """Return the names at which RFC 8659 looks for CAA, from the host up to its domain."""
    names = [host]
    while names[-1] != domain and "." in names[-1]:
        names.append(names[-1].split(".", 1)[1])
    return tuple(names)


def _sight(address: Address, **seen: object) -> NamesSight:
    seen.setdefault("is_literal", False)
    return NamesSight.model_validate(
        {
            "taken_at": datetime.now(UTC),
            "scheme": address.scheme,
            "host": address.host,
            "port": address.port,
            **seen,
        }
    )


LOOK: Look[NamesSight, Network] = Look("names", 1, NamesSight, capture)
