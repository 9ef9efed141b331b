import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.gate import Allow, Gate
from sanjeh.net.tls_scan.capabilities import CapabilityScanner
from sanjeh.net.tls_scan.client import TlsScanClient
from sanjeh.net.tls_scan.client_hello import Hello
from sanjeh.net.tls_scan.names import SSL3, TLS1_2, TLS1_3, groups_of, suites_of
from tests.net.authority import Holder, Wish, server_context
from tests.net.servers import always, loopback_gate, page, served
from tests.net.tls_scan.in_memory import alert, server_hello, speaking

ROOT = Holder.self_signed(Wish("Root", is_authority=True))
SITE = ROOT.issue(Wish("site", hosts=("site.localhost",)))
HOST = "site.localhost"
_ANY = Hello(TLS1_2, suites_of(TLS1_2)[:40], groups_of(TLS1_2), HOST)
Talking = Callable[[bytes], bytes | None]


class Counted:
    """Counts connections, and how many there were at once."""

    def __init__(self, talking: Talking) -> None:
        self._talking = talking
        self.connections = 0
        self.now = 0
        self.at_once = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.now += 1
        self.at_once = max(self.at_once, self.now)
        answer = self._talking(await reader.read(16_384))
        if answer is None:
            await reader.read()
        else:
            writer.write(answer)
        self.now -= 1
        writer.close()


@asynccontextmanager
async def crafted(talking: Talking) -> AsyncIterator[tuple[int, Counted]]:
    """Answer each greeting with bytes of the test's own; None is silence."""
    counted = Counted(talking)
    server = await asyncio.start_server(counted.talk, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], counted


def of_version(greeting: bytes) -> int:
    """Return the version that a greeting asks for."""
    is_13 = b"\x00\x2b\x00\x03\x02\x03\x04" in greeting
    return TLS1_3 if is_13 else int.from_bytes(greeting[9:11], "big")


def offers(greeting: bytes, suite: int) -> bool:
    start = 44 + greeting[43]
    size = int.from_bytes(greeting[start : start + 2], "big")
    listed = greeting[start + 2 : start + 2 + size]
    return suite in [int.from_bytes(listed[at : at + 2], "big") for at in range(0, size, 2)]


def reader(answer_s: float = 5.0) -> CapabilityScanner:
    return CapabilityScanner(loopback_gate(), answer_s)


async def test_a_real_server_is_read_over_sockets() -> None:
    context = speaking(server_context((SITE, ROOT)), "TLSv1.2")
    context.set_ciphers("ECDHE-ECDSA-AES128-GCM-SHA256")
    async with served(always(page()), context) as port:
        reading = await reader().read(HOST, port)

    assert reading.chain == (SITE.der, ROOT.der)
    assert reading.greetings.versions == {
        "SSLv2": False, "SSLv3": False, "TLSv1": False, "TLSv1.1": False, "TLSv1.2": True, "TLSv1.3": True,
    }  # fmt: skip
    assert reading.greetings.suites["TLSv1.2"] == ("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",)
    assert (reading.greetings.is_stapled, reading.greetings.trouble) == (False, "")


async def test_a_server_of_ssl_3_is_found_with_its_compression() -> None:
    def talking(greeting: bytes) -> bytes:
        if of_version(greeting) != SSL3 or not offers(greeting, 0x000A):
            return alert(40)
        return server_hello(SSL3, 0x000A, compression=int(b"\x02\x01\x00" in greeting[-3:]))

    async with crafted(talking) as (port, _):
        read = (await reader().read(HOST, port)).greetings

    assert [version for version, is_spoken in read.versions.items() if is_spoken] == ["SSLv3"]
    assert (read.suites, read.has_compression, read.has_secure_renegotiation) == (
        {"SSLv3": ("TLS_RSA_WITH_3DES_EDE_CBC_SHA",)}, True, False,
    )  # fmt: skip


SSL2_HELLO = bytes([4, 0, 1, 0, 2, 0, 2, 0, 3, 0, 1]) + b"\x30\x00" + b"\x01\x00\x80" + b"c"


def in_ssl2(message: bytes) -> bytes:
    return (0x8000 | len(message)).to_bytes(2, "big") + message


@pytest.mark.parametrize(
    ("answer", "is_spoken"),
    [
        (in_ssl2(SSL2_HELLO), True),
        (in_ssl2(SSL2_HELLO.replace(b"\0\x03", b"\0\0", 1)), False),  # it shares no cipher with us
        (in_ssl2(SSL2_HELLO[:12]), False),
        (in_ssl2(b"\x00\x00\x01"), False),
        (alert(40), False),
        (b"", False),
    ],
)
async def test_a_server_of_ssl_2_is_found_by_its_own_greeting(answer: bytes, *, is_spoken: bool) -> None:
    def talking(greeting: bytes) -> bytes:
        return answer if greeting[2:5] == b"\x01\x00\x02" else alert(70)

    async with crafted(talking) as (port, _):
        read = (await reader().read(HOST, port)).greetings

    assert (read.versions["SSLv2"], read.trouble) == (is_spoken, "")


@pytest.mark.parametrize(
    "answer", [b"HTTP/1.0 400 Bad Request\r\n\r\n", b"", b"\x16\x03\x03\x00", alert(80), bytes(40_000)]
)
async def test_what_speaks_no_tls_is_read_as_speaking_none(answer: bytes) -> None:
    async with crafted(lambda _greeting: answer) as (port, _):
        read = (await reader().read(HOST, port)).greetings

    assert (set(read.versions.values()), read.suites, read.has_compression) == ({False}, {}, None)


async def test_silence_is_given_up_soon() -> None:
    async with crafted(lambda _greeting: None) as (port, counted):
        read = (await reader(answer_s=0.05).read(HOST, port)).greetings

    assert (set(read.versions.values()), counted.connections) == ({False}, 6)


async def test_a_reading_has_an_end_however_slow_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanjeh.net.tls_scan.capabilities._READ_S", 0.05)
    async with crafted(lambda _greeting: None) as (port, _):
        read = (await reader().read(HOST, port)).greetings

    assert (read.trouble, read.finished) == (Reason.STEP_TIMEOUT, ())


async def test_a_server_that_answers_everything_is_greeted_80_times_two_at_a_time() -> None:
    def talking(greeting: bytes) -> bytes:
        if of_version(greeting) != TLS1_2:
            return alert(70)
        return server_hello(TLS1_2, int.from_bytes(greeting[46:48], "big"))

    async with crafted(talking) as (port, counted):
        read = (await reader().read(HOST, port)).greetings

    assert (counted.connections, read.handshakes, read.trouble) == (80, 80, "budget")
    assert counted.at_once <= 2


async def test_a_server_shared_by_many_services_is_asked_once() -> None:
    async with crafted(lambda _greeting: alert(40)) as (port, counted):
        asking = reader()
        first = await asking.read(HOST, port)
        connections = counted.connections
        again = await asking.read(HOST, port)

    assert (again is first, counted.connections) == (True, connections)


async def test_a_closed_port_is_trouble_and_no_refusal() -> None:
    async with crafted(lambda _greeting: None) as (port, _):
        pass

    assert (await reader().read(HOST, port)).greetings.trouble == Reason.CONNECT_REFUSED


async def test_a_server_that_takes_its_time_to_connect_is_greeted_then() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as slow:
        slow.settimeout(5)
        ip, port = slow.getsockname()
        first = socket.create_connection((ip, port))  # whoever comes next must ask twice
        asked = asyncio.create_task(TlsScanClient(ip, port, answer_s=0.1)(_ANY))
        await asyncio.sleep(0)
        accepted = [await asyncio.to_thread(slow.accept) for _ in range(2)]
        answer = await asked
        for one in (first, *(each for each, _ in accepted)):
            one.close()

    assert answer.outcome == "silent"


async def test_a_server_that_is_gone_before_the_greeting_is_no_refusal() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = server.getsockname()

    with pytest.raises(CaptureFailed) as failed:
        await TlsScanClient(*place)(_ANY)

    assert failed.value.reason == Reason.CONNECT_REFUSED


async def test_only_so_many_readings_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanjeh.net.tls_scan.capabilities._MOST_KEPT", 1)
    async with crafted(lambda _greeting: alert(40)) as (port, counted):
        asking = reader()
        await asking.read(HOST, port)
        await asking.read("other.localhost", port)
        connections = counted.connections
        await asking.read("other.localhost", port)
        kept = counted.connections
        await asking.read(HOST, port)

    assert (kept == connections, counted.connections > kept) == (True, True)


async def test_a_refused_address_is_not_greeted() -> None:
    with pytest.raises(CaptureFailed) as failed:
        await reader().read("10.0.0.1", 443)

    assert failed.value.reason == Reason.ADDRESS_REFUSED


async def test_an_address_that_the_gate_did_not_admit_is_not_greeted_even_when_named() -> None:
    class Elsewhere:
        async def resolve(self, _host: str) -> tuple[str, ...]:
            return ("127.0.0.1",)

    gate = Gate(Elsewhere(), [Allow("127.0.0.1")])
    async with crafted(lambda _greeting: alert(40)) as (port, counted):
        await CapabilityScanner(gate).read("site.test", port, "127.0.0.99")

    assert counted.connections > 0


async def test_a_greeter_reads_on_to_the_certificates_when_asked() -> None:
    context = speaking(server_context((SITE,)), "TLSv1.2", "TLSv1.2")
    async with served(always(page()), context) as port:
        answer = await TlsScanClient("127.0.0.1", port)(_ANY, whole=True)

    assert (answer.outcome, answer.flight.certificates, answer.flight.is_done) == (
        "chosen", (SITE.der,), True,
    )  # fmt: skip


async def test_the_chain_of_a_server_of_tls_1_3_alone_is_read() -> None:
    async with served(always(page()), speaking(server_context((SITE, ROOT)), "TLSv1.3")) as port:
        reading = await reader().read(HOST, port)

    assert (reading.chain, reading.greetings.is_stapled) == ((SITE.der, ROOT.der), False)
    assert (reading.greetings.has_compression, reading.greetings.trouble) == (None, "")
