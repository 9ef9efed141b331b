"""From a name server's datagrams to a verdict: a signed chain, asked for and judged as in earnest."""

import asyncio
from base64 import b64decode
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, cast

import dns.message
import dns.rdatatype
import pytest

from sanjeh.core.probing.artifacts.dns import SignedAnswer
from sanjeh.core.probing.contracts import Target
from sanjeh.net.gate import Allow
from sanjeh.net.network import Network, open_network
from sanjeh.probes.dns.capture import capture
from sanjeh.probes.dns.judge import PROBE
from tests.evidence import MemoryStore
from tests.probes.dns import zones
from tests.probes.judging import said

HOST = "khedmat.nemune.gov.ir"


class Answers(asyncio.DatagramProtocol):
    """Answers from stored messages; what it does not know has no records."""

    def __init__(self, stored: Iterable[SignedAnswer]) -> None:
        self._stored = {(one.name, one.rtype): b64decode(one.wire) for one in stored}
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        assert self._transport is not None
        query = dns.message.from_wire(data)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True) or "."
        known = self._stored.get((name, dns.rdatatype.to_text(question.rdtype)))
        reply = dns.message.make_response(query)
        if known:
            stored = dns.message.from_wire(known)
            reply.answer, reply.authority = stored.answer, stored.authority
        self._transport.sendto(reply.to_wire(max_size=4096), addr)


@asynccontextmanager
async def signed_world(anchor: str, stored: Iterable[SignedAnswer]) -> AsyncIterator[Network]:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: Answers(stored), local_addr=("127.0.0.1", 0))
    port = transport.get_extra_info("sockname")[1]
    try:
        async with open_network(
            allow=[Allow(HOST)], nameservers=[f"127.0.0.1:{port}"], with_browser=False, anchors=[anchor]
        ) as network:
            yield network
    finally:
        transport.close()


def chain_of_today(ends_at: str = "") -> list[SignedAnswer]:
    """Return a chain that is signed for this very day: the look takes its moment from the clock."""
    stored = zones.chain(HOST, "5.160.0.1", ends_at, now=datetime.now(UTC))
    bare = zones.answer(HOST, "A", [zones.records(HOST, "A", "5.160.0.1")])
    return [*stored, bare] if ends_at else stored


@pytest.mark.parametrize(
    ("ends_at", "words"), [("", "pass validated"), ("gov.ir", "warn unsigned")], ids=["signed", "unsigned"]
)
async def test_a_chain_is_asked_for_and_judged(ends_at: str, words: str) -> None:
    async with signed_world(zones.ROOT.anchor, chain_of_today(ends_at)) as network:
        artifact = await capture(Target(url=f"https://{HOST}/"), network, MemoryStore())

    assert said(PROBE.judge(artifact, Target(url=f"https://{HOST}/"), MemoryStore()))["names.dnssec"] == words


async def test_a_foreign_anchor_is_not_believed() -> None:
    async with signed_world(zones.SignedZone(".").anchor, chain_of_today()) as network:
        artifact = await capture(Target(url=f"https://{HOST}/"), network, MemoryStore())

    assert (
        said(PROBE.judge(artifact, Target(url=f"https://{HOST}/"), MemoryStore()))["names.dnssec"]
        == "fail bogus"
    )
