import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.dns import Answer, Dns, DnsResolver, SystemResolver, _believed_s, server

ZONE = {
    ("site.test.", "A"): ("192.0.2.1", "192.0.2.2"),
    ("site.test.", "AAAA"): ("2001:db8::1",),
    ("site.test.", "TXT"): ('"v=spf1 " "-all"',),
    ("bare.test.", "TXT"): ('"x"',),
}


class NameServer(asyncio.DatagramProtocol):
    """Answers from ZONE; vouches for every answer; knows only names of ZONE; "sick.test." makes it fail."""

    def __init__(self) -> None:
        self.transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        assert self.transport is not None
        question = dns.message.from_wire(data)
        name, kind = str(question.question[0].name), question.question[0].rdtype
        if name != "silent.test.":
            self.transport.sendto(_answer(question, name, kind.name).to_wire(), addr)


def _answer(question: dns.message.Message, name: str, kind: str) -> dns.message.Message:
    reply = dns.message.make_response(question)
    reply.flags |= dns.flags.AD | question.flags & dns.flags.CD
    if name == "sick.test.":
        reply.set_rcode(dns.rcode.SERVFAIL)
    elif not any(name == known for known, _ in ZONE):
        reply.set_rcode(dns.rcode.NXDOMAIN)
    elif (name, kind) in ZONE:
        reply.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *ZONE[name, kind]))
    return reply


@asynccontextmanager
async def name_server(timeout_s: float = 30) -> AsyncIterator[Dns]:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(NameServer, local_addr=("127.0.0.1", 0))
    port = transport.get_extra_info("sockname")[1]
    try:
        yield Dns([f"127.0.0.1:{port}"], timeout_s=timeout_s)
    finally:
        transport.close()


async def reason_of(name: str, timeout_s: float = 30) -> Reason:
    async with name_server(timeout_s) as asked:
        with pytest.raises(CaptureFailed) as failed:
            await asked.ask(name, "A")
    return failed.value.reason


async def test_an_answer_has_its_code_its_records_and_the_resolvers_word() -> None:
    async with name_server() as asked:
        assert await asked.ask("site.test", "AAAA") == Answer("NOERROR", ("2001:db8::1",), True)


async def test_the_pieces_of_a_text_are_joined() -> None:
    async with name_server() as asked:
        assert (await asked.ask("site.test", "TXT")).records == ("v=spf1 -all",)


async def test_a_name_that_does_not_exist_is_an_answer() -> None:
    async with name_server() as asked:
        assert await asked.ask("nowhere.test", "A") == Answer("NXDOMAIN", (), True)


async def test_a_server_that_fails_is_named() -> None:
    assert await reason_of("sick.test") == Reason.NAME_SERVER_FAILED


async def test_a_server_that_stays_silent_is_named() -> None:
    assert await reason_of("silent.test", timeout_s=0.2) == Reason.NAME_TIMEOUT


async def test_a_name_that_cannot_be_one_is_named() -> None:
    assert await reason_of("a..test") == Reason.BAD_URL


async def test_without_any_server_the_question_fails_by_name() -> None:
    with pytest.raises(CaptureFailed) as failed:
        await Dns([]).ask("site.test", "A")

    assert failed.value.reason == Reason.NAME_SERVER_FAILED


async def test_a_name_resolves_to_its_addresses_of_both_kinds() -> None:
    async with name_server() as asked:
        addresses = await DnsResolver(asked).resolve("site.test")

    assert sorted(addresses) == ["192.0.2.1", "192.0.2.2", "2001:db8::1"]


async def test_a_name_without_addresses_is_unknown_to_the_gate() -> None:
    async with name_server() as asked:
        with pytest.raises(CaptureFailed) as failed:
            await DnsResolver(asked).resolve("bare.test")

    assert failed.value.reason == Reason.NAME_UNKNOWN


async def test_the_system_knows_localhost() -> None:
    assert "127.0.0.1" in await SystemResolver().resolve("localhost")


async def test_a_signed_answer_is_whole_and_checked_by_nobody() -> None:
    async with name_server() as asked:
        answer = await asked.ask_signed("site.test", "A")

    message = dns.message.from_wire(answer.wire)
    assert (message.id, answer.has_records) == (0, True)
    assert bool(message.flags & dns.flags.CD)
    assert {str(record) for rrset in message.answer for record in rrset} == {"192.0.2.1", "192.0.2.2"}


async def test_every_server_is_asked_on_its_own_and_one_that_is_silent_is_told() -> None:
    async with name_server() as asked:
        (address, port), *_ = asked._servers
        # The one that answers must do so while the other is waited for.
        both = Dns([f"{address}:{port}", "127.0.0.1:9"], timeout_s=5)
        told = await both.ask_each("site.test", "A")

    answer = told[f"{address}:{port}"]
    assert isinstance(answer, Answer)
    assert sorted(answer.records) == ["192.0.2.1", "192.0.2.2"]
    assert isinstance(told["127.0.0.1:9"], CaptureFailed)


async def test_the_same_question_is_asked_once_while_its_answer_is_believed() -> None:
    async with name_server() as asked:
        first = await asked.ask_or_recall("site.test", "A")
        signed = await asked.ask_signed("site.test", "A")
    # The server is gone: only what is remembered can still be told.
    assert await asked.ask_or_recall("site.test", "A") == first
    assert await asked.ask_signed("site.test", "A") == signed
    asked._timeout_s = 0.2
    with pytest.raises(CaptureFailed):
        await asked.ask("site.test", "A")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("192.0.2.53", ("192.0.2.53", 53)),
        ("192.0.2.53:5353", ("192.0.2.53", 5353)),
        ("2001:db8::53", ("2001:db8::53", 53)),
        ("[2001:db8::53]", ("2001:db8::53", 53)),
        ("[2001:db8::53]:5353", ("2001:db8::53", 5353)),
    ],
)
def test_a_name_server_is_an_address_with_or_without_a_port(text: str, address: tuple[str, int]) -> None:
    assert server(text) == address


@pytest.mark.parametrize("text", ["ns.test", "192.0.2.53:dns", "", "[ns.test]:53"])
def test_a_name_server_is_no_name(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        server(text)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (socket.gaierror(socket.EAI_AGAIN, "again"), Reason.NAME_SERVER_FAILED),
        (socket.gaierror(socket.EAI_NONAME, "unknown"), Reason.NAME_UNKNOWN),
        (UnicodeError("a label is too long"), Reason.BAD_URL),
        (TimeoutError(), Reason.NAME_TIMEOUT),
    ],
)
async def test_why_the_system_resolves_nothing_has_a_name(
    error: Exception, reason: Reason, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", fail)

    with pytest.raises(CaptureFailed) as failed:
        await SystemResolver().resolve("site.test")

    assert (failed.value.reason, failed.value.detail) == (reason, "site.test")


async def test_a_machine_without_name_servers_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def unconfigured() -> None:
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.setattr(dns.resolver, "Resolver", unconfigured)

    with pytest.raises(CaptureFailed) as failed:
        await Dns().ask("site.test", "A")

    assert failed.value.detail == "no name server is known"


def lived(*ttls: int) -> dns.message.Message:
    reply = dns.message.make_response(dns.message.make_query("site.test", "A"))
    reply.answer = [dns.rrset.from_text(f"a{ttl}.test.", ttl, "IN", "A", "192.0.2.1") for ttl in ttls]
    return reply


@pytest.mark.parametrize(("ttls", "believed_s"), [((60, 30), 30), ((60, 0), 0), ((), 0)])
def test_an_answer_is_believed_as_long_as_its_shortest_record(ttls: tuple[int, ...], believed_s: int) -> None:
    assert _believed_s(lived(*ttls)) == believed_s
