"""Asks name servers one thing; a question that fails is told, and loses no other."""

import asyncio
from base64 import b64encode
from collections.abc import Iterable

from sanjeh.core.failures import LookFailed
from sanjeh.core.probing import Failure
from sanjeh.core.sights.names import NameAnswer, SignedAnswer
from sanjeh.net.dns import Answer
from sanjeh.net.network import Network
from sanjeh.probes.names.anchors import names_down, nearest


async def ask(network: Network, name: str, rtype: str) -> NameAnswer:
    try:
        return told(await network.dns.ask(name, rtype))
    except LookFailed as failure:
        return told(failure)


async def ask_all(network: Network, names: Iterable[str], rtype: str) -> dict[str, NameAnswer]:
    """Ask the same of several names; the name itself is the key, as it was given."""
    wanted = tuple(names)
    answers = await asyncio.gather(*(ask(network, name.rstrip("."), rtype) for name in wanted))
    return dict(zip(wanted, answers, strict=True))


def told(answer: Answer | LookFailed) -> NameAnswer:
    if isinstance(answer, LookFailed):
        return NameAnswer(failure=Failure(reason=answer.reason, detail=answer.detail))
    return NameAnswer(
        rcode=answer.rcode, records=tuple(sorted(answer.records)), is_authenticated=answer.authenticated
    )


async def ask_signed(network: Network, host: str, rtype: str) -> tuple[SignedAnswer, ...]:
    """Ask for the chain of signatures from the nearest anchor down to the host's records of one type."""
    zone, _ = nearest(network.dns.anchors, host)
    names = names_down(host, zone)
    first = [(zone or ".", "DNSKEY"), *((name, "DS") for name in names), (host, rtype)]
    answers = await asyncio.gather(*(_signed(network, *question) for question in first))
    parents = [answer.name for answer, has_records in answers if answer.rtype == "DS" and has_records]
    keys = await asyncio.gather(*(_signed(network, name, "DNSKEY") for name in parents))
    return tuple(answer for answer, _ in (*answers, *keys))


async def _signed(network: Network, name: str, rtype: str) -> tuple[SignedAnswer, bool]:
    try:
        answer = await network.dns.ask_signed(name, rtype)
    except LookFailed as failure:
        known = Failure(reason=failure.reason, detail=failure.detail)
        return SignedAnswer(name=name, rtype=rtype, failure=known), False
    return SignedAnswer(name=name, rtype=rtype, wire=b64encode(answer.wire).decode()), answer.has_records
