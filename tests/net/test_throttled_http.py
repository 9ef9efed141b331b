"""One host is asked one thing after another, and every request says where to write to."""

import asyncio
from time import monotonic

import pytest

from sanjeh.net.throttled_http import Throttle, ThrottledHttp
from tests.net.servers import always, loopback_gate, page, served

GAP_S, AN_HOUR_S = 0.02, 3600.0


async def test_one_host_is_asked_with_a_pause_in_between() -> None:
    async with (
        served(always(page())) as port,
        ThrottledHttp(loopback_gate(), throttle=Throttle(gap_s=GAP_S)) as http,
    ):
        began = monotonic()
        await asyncio.gather(*(http.get(f"http://127.0.0.1:{port}/{number}") for number in range(3)))

    assert monotonic() - began >= 2 * GAP_S


async def test_another_host_does_not_wait_for_it() -> None:
    async with (
        served(always(page())) as port,
        ThrottledHttp(loopback_gate(), throttle=Throttle(gap_s=AN_HOUR_S)) as http,
    ):
        replies = [await http.get(f"http://{host}:{port}/") for host in ("127.0.0.1", "a.localhost")]

        assert [reply.status for reply in replies] == [200, 200]
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await http.get(f"http://127.0.0.1:{port}/")


async def test_every_request_names_a_mailbox_if_there_is_one() -> None:
    heads: list[bytes] = []

    async def listen(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        writer.write(page())

    for mailbox in ("owners@sanjeh.example", ""):
        throttle = Throttle(mailbox=mailbox)
        async with served(listen) as port, ThrottledHttp(loopback_gate(), throttle=throttle) as http:
            await http.get(f"http://127.0.0.1:{port}/")

    assert [b"From: owners@sanjeh.example\r\n" in head for head in heads] == [True, False]
