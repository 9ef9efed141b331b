"""One host is asked one thing after another, and every request says where to write to."""

import asyncio
from time import monotonic

from sanjeh.net.courtesy import CourteousHttp, Courtesy
from tests.net.servers import loopback_gate, page, served

GAP_S = 0.05


async def test_one_host_is_asked_with_a_pause_and_another_at_once() -> None:
    asked: dict[bytes, list[float]] = {}

    async def note(head: bytes, writer: asyncio.StreamWriter) -> None:
        host = head.split(b"Host: ", 1)[1].split(b":", 1)[0]
        asked.setdefault(host, []).append(monotonic())
        writer.write(page())

    async with (
        served(note) as port,
        CourteousHttp(loopback_gate(), courtesy=Courtesy(gap_s=GAP_S)) as http,
    ):
        hosts = ("127.0.0.1", "a.localhost", "127.0.0.1", "127.0.0.1")
        await asyncio.gather(*(http.get(f"http://{host}:{port}/") for host in hosts))

    first, second, third = asked[b"127.0.0.1"]
    assert (second - first >= GAP_S * 0.8, third - second >= GAP_S * 0.8) == (True, True)
    assert asked[b"a.localhost"][0] - first < GAP_S


async def test_every_request_names_a_mailbox_if_there_is_one() -> None:
    heads: list[bytes] = []

    async def listen(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        writer.write(page())

    for mailbox in ("owners@sanjeh.example", ""):
        courtesy = Courtesy(mailbox=mailbox)
        async with served(listen) as port, CourteousHttp(loopback_gate(), courtesy=courtesy) as http:
            await http.get(f"http://127.0.0.1:{port}/")

    assert [b"From: owners@sanjeh.example\r\n" in head for head in heads] == [True, False]
