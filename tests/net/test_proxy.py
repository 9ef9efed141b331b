import asyncio

import pytest
from structlog.testing import capture_logs

from sanjeh.core.probing.failures import Reason
from sanjeh.net import proxy as proxying
from sanjeh.net.proxy import GateProxy, Passage
from tests.net.servers import always, loopback_gate, page, served


async def said_to(proxy: GateProxy, request: bytes) -> bytes:
    port = int(proxy.address.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await reader.read(65_536)
    writer.close()
    await writer.wait_closed()
    return answer


def asking(target: str) -> bytes:
    return f"GET {target} HTTP/1.1\r\nHost: x\r\nProxy-Connection: keep-alive\r\n\r\n".encode()


async def test_a_plain_request_goes_out_as_the_site_expects_it_and_is_recorded() -> None:
    heads: list[bytes] = []

    async def listen(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        writer.write(page(b"salam", "Connection: close"))
        await writer.drain()
        writer.close()

    async with served(listen) as port, GateProxy(loopback_gate()) as proxy:
        answer = await said_to(proxy, asking(f"http://127.0.0.1:{port}/a?b=c"))

    assert answer.endswith(b"salam")
    assert heads == [b"GET /a?b=c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"]
    assert proxy.passages == (Passage("127.0.0.1", port, "127.0.0.1", len(answer)),)


async def test_a_tunnel_carries_bytes_both_ways() -> None:
    async with served(always(page(b"inside"))) as port, GateProxy(loopback_gate()) as proxy:
        own = int(proxy.address.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", own)
        writer.write(f"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n\r\n".encode())
        greeting = await reader.readuntil(b"\r\n\r\n")
        writer.write(b"GET / HTTP/1.1\r\n\r\n")
        answer = await reader.readuntil(b"inside")
        writer.close()
        await writer.wait_closed()

    assert greeting == b"HTTP/1.1 200 Connection established\r\n\r\n"
    assert answer.endswith(b"inside")


async def test_a_refused_address_is_refused_and_told() -> None:
    async with GateProxy(loopback_gate()) as proxy:
        answer = await said_to(proxy, asking("http://169.254.169.254/latest"))

        assert answer.startswith(b"HTTP/1.1 403")
        assert proxy.passages == (
            Passage("169.254.169.254", 80, refused=Reason.ADDRESS_REFUSED, detail="169.254.169.254"),
        )
        refusal = proxy.refusal("169.254.169.254")
        assert refusal is not None
        assert refusal.reason == Reason.ADDRESS_REFUSED


async def test_a_tunnel_to_an_odd_port_is_refused() -> None:
    async with GateProxy(loopback_gate()) as proxy:
        await said_to(proxy, b"CONNECT 8.8.8.8:25 HTTP/1.1\r\n\r\n")

        assert [passage.refused for passage in proxy.passages] == [Reason.PORT_REFUSED]


async def test_what_is_no_proxy_request_gets_nowhere() -> None:
    async with GateProxy(loopback_gate()) as proxy:
        for request in (
            b"hello\r\n\r\n",
            asking("/relative"),
            asking("https://127.0.0.1/"),
            asking("ftp://a/"),
        ):
            assert (await said_to(proxy, request)).startswith(b"HTTP/1.1 403")

        assert proxy.passages == ()


async def test_a_visit_gets_its_share_of_bytes_and_no_more() -> None:
    large = always(page(bytes(300_000)))

    async with served(large) as port, GateProxy(loopback_gate(), max_bytes=100_000) as proxy:
        await said_to(proxy, asking(f"http://127.0.0.1:{port}/"))
        await said_to(proxy, asking(f"http://127.0.0.1:{port}/"))

    assert proxy.passages[0].received_bytes < 300_000
    assert proxy.passages[1].refused == Reason.BODY_TOO_LARGE


async def test_the_last_byte_of_the_share_comes_through_and_nothing_after_it() -> None:
    answer = page(bytes(1000))

    async with served(always(answer)) as port, GateProxy(loopback_gate(), max_bytes=len(answer)) as proxy:
        whole = await said_to(proxy, asking(f"http://127.0.0.1:{port}/"))
        await said_to(proxy, asking(f"http://127.0.0.1:{port}/"))

    assert whole == answer
    assert [passage.refused for passage in proxy.passages] == [None, Reason.BODY_TOO_LARGE]


async def test_a_visit_gets_its_share_of_requests_and_no_more() -> None:
    async with served(always(page(b"x"))) as port, GateProxy(loopback_gate(), max_requests=2) as proxy:
        answers = [await said_to(proxy, asking(f"http://127.0.0.1:{port}/")) for _ in range(3)]

    assert [answer.split(b" ")[1] for answer in answers] == [b"200", b"200", b"403"]
    assert [passage.refused for passage in proxy.passages] == [None, None, Reason.BODY_TOO_LARGE]
    assert proxy.is_full


async def test_one_plain_resource_cannot_take_the_share_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxying, "MAX_RESOURCE_BYTES", 100_000)

    async with served(always(page(bytes(300_000)))) as port, GateProxy(loopback_gate()) as proxy:
        await said_to(proxy, asking(f"http://127.0.0.1:{port}/"))

        await said_to(proxy, asking(f"http://127.0.0.1:{port}/"))

    assert [passage.refused for passage in proxy.passages] == [None, None]
    assert all(passage.received_bytes < 300_000 for passage in proxy.passages)
    assert proxy.is_full


async def test_a_connection_that_the_site_keeps_open_carries_no_second_request() -> None:
    """Else whatever the browser asks of another host would be sent to this one."""
    heads: list[bytes] = []

    async def listen(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        writer.write(page(b"salam"))

    async with served(listen) as port, GateProxy(loopback_gate()) as proxy:
        own = int(proxy.address.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", own)
        writer.write(f"POST http://127.0.0.1:{port}/ HTTP/1.1\r\nContent-Length: 4\r\n\r\n".encode())
        writer.write(b"body")
        await reader.readuntil(b"salam")
        writer.write(asking("http://other.test/secret"))
        rest = await reader.read()
        writer.close()

    assert rest == b""
    assert heads == [b"POST / HTTP/1.1\r\nContent-Length: 4\r\nConnection: close\r\n\r\n"]


async def test_our_own_ports_are_closed_whatever_was_approved() -> None:
    async with (
        served(always(page())) as port,
        GateProxy(loopback_gate(), own_ports=frozenset({port})) as proxy,
    ):
        await said_to(proxy, asking(f"http://127.0.0.1:{port}/json"))
        await said_to(proxy, asking(f"{proxy.address}/"))

        assert [passage.refused for passage in proxy.passages] == [Reason.ADDRESS_REFUSED] * 2


async def test_a_closed_port_is_told() -> None:
    async with served(always(page())) as port:
        pass

    async with GateProxy(loopback_gate()) as proxy:
        await said_to(proxy, asking(f"http://127.0.0.1:{port}/"))

        assert [passage.refused for passage in proxy.passages] == [Reason.CONNECT_REFUSED]


async def test_a_share_that_is_spent_is_told_once_however_often_is_asked() -> None:
    with capture_logs() as told:
        async with served(always(page(b"x"))) as port, GateProxy(loopback_gate(), max_requests=1) as proxy:
            for number in range(4):
                await said_to(proxy, asking(f"http://127.0.0.1:{port}/{number}?token=secret"))

    assert told == [
        {
            "event": "gate.refused",
            "log_level": "info",
            "host": "127.0.0.1",
            "port": port,
            "reason": Reason.BODY_TOO_LARGE,
            "detail": "this visit has had its share of bytes or requests",
        }
    ]


async def test_a_port_of_our_own_is_refused_and_told() -> None:
    with capture_logs() as told:
        async with GateProxy(loopback_gate(), own_ports=frozenset({5432})) as proxy:
            answer = await said_to(proxy, asking("http://127.0.0.1:5432/"))

    assert answer.startswith(b"HTTP/1.1 403")
    assert told == [
        {
            "event": "gate.refused",
            "log_level": "info",
            "host": "127.0.0.1",
            "port": 5432,
            "reason": Reason.ADDRESS_REFUSED,
            "detail": "127.0.0.1:5432 is a port of our own",
        }
    ]
