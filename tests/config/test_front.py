"""No visitor who is slow, or sends too much, keeps another one waiting."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable
from types import SimpleNamespace
from typing import Any

import pytest

from sanjeh.config import front
from sanjeh.config.front import MOST_BODY_BYTES, PIECE_BYTES, SMALL_BYTES, Front, Headers, Places, environ_of


class Visitor:
    """One request: what is sent in pieces, and what came back."""

    def __init__(self, *pieces: bytes, stays_silent: bool = False, reads: bool = True) -> None:
        self.pieces, self.stays_silent, self.reads = pieces, stays_silent, reads
        self.status, self.headers, self.body = 0, Headers(), b""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            yield piece
        if self.stays_silent:
            await asyncio.Event().wait()

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    def response_stream(self, status: int, headers: Headers) -> "Visitor":
        self.status, self.headers = status, headers
        return self

    async def send_bytes(self, data: bytes) -> None:
        if not self.reads:
            await asyncio.Event().wait()
        self.body += data


class Page:
    """A page that repeats the body as often as it is told to, and notes that it was closed."""

    def __init__(self, times: int = 1) -> None:
        self.times, self.closed = times, 0

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("x-path", environ["PATH_INFO"])])
        self.content = [environ["wsgi.input"].read()] * self.times
        return self

    def __iter__(self) -> Any:
        return iter(self.content)

    def close(self) -> None:
        self.closed += 1


def scope(**told: Any) -> Any:
    usual = {
        "method": "POST",
        "path": "/a%20b",
        "query_string": "q=1",
        "server": "127.0.0.1:8000",
        "client": "[2001:db8::1]:4711",
        "scheme": "http",
        "http_version": "1.1",
        "authority": None,
        "headers": {"host": "a.test"},
    }
    return SimpleNamespace(**usual | told)


def answered(visitor: Visitor, page: Page, **told: Any) -> tuple[int, bytes, int]:
    asyncio.run(Front(page).__rsgi__(scope(**told), visitor))
    return visitor.status, visitor.body, page.closed


def test_a_request_is_read_whole_and_answered_at_once() -> None:
    visitor = Visitor(b"ab", b"c")

    assert answered(visitor, Page()) == (200, b"abc", 1)
    assert visitor.headers == [("x-path", "/a b")]


def test_a_long_answer_goes_out_in_pieces() -> None:
    assert answered(Visitor(b"x" * PIECE_BYTES), Page(3)) == (200, b"x" * 3 * PIECE_BYTES, 1)


@pytest.mark.parametrize(("size", "status"), [(MOST_BODY_BYTES, 200), (MOST_BODY_BYTES + 1, 413)])
def test_a_form_has_a_largest_size_whether_it_is_announced_or_not(size: int, status: int) -> None:
    announced = {"headers": {"content-length": str(size)}}

    assert answered(Visitor(b"x" * min(size, MOST_BODY_BYTES)), Page(), **announced)[0] == status
    assert answered(Visitor(b"x" * (size - 1), b"x"), Page())[0] == status


@pytest.mark.parametrize(("sent", "status"), [(b"abc", 200), (b"ab", 400), (b"", 400)])
def test_a_body_that_was_cut_off_is_no_request(sent: bytes, status: int) -> None:
    page = Page()

    assert answered(Visitor(sent), page, headers={"content-length": "3"})[::2] == (status, page.closed)
    assert page.closed == (1 if status == 200 else 0)


def test_chunks_of_which_nobody_knows_the_last_are_refused() -> None:
    told = {"transfer-encoding": "chunked"}

    assert answered(Visitor(b"abc"), Page(), headers=told) == (411, b"411 Length Required\n", 0)


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 503)])
def test_large_forms_share_the_room_that_there_is(
    monkeypatch: pytest.MonkeyPatch, more: int, status: int
) -> None:
    monkeypatch.setattr(front, "MOST_HELD_BYTES", 150_000)
    large = b"x" * (100_000 + SMALL_BYTES)
    waiting, large_too = Visitor(large, stays_silent=True), Visitor(b"x" * (50_000 + SMALL_BYTES + more))
    small, after = Visitor(b"x" * SMALL_BYTES), Visitor(large)

    async def all_at_once() -> None:
        served = Front(Page())
        first = asyncio.create_task(served.__rsgi__(scope(), waiting))
        await asyncio.sleep(0)
        for visitor in (large_too, small):
            await served.__rsgi__(scope(), visitor)
        first.cancel()
        await asyncio.wait([first])
        await served.__rsgi__(scope(), after)

    asyncio.run(all_at_once())

    assert [visitor.status for visitor in (waiting, large_too, small, after)] == [0, status, 200, 200]


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "BODY_S", 0.01)

    assert answered(Visitor(b"x", stays_silent=True), Page()) == (408, b"408 Request Timeout\n", 0)


def test_who_does_not_read_is_given_up_and_the_page_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "READ_S", 0.01)

    assert answered(Visitor(b"x" * PIECE_BYTES, reads=False), Page(3)) == (200, b"", 1)


def test_many_who_stay_silent_leave_every_thread_to_the_others() -> None:
    async def together() -> int:
        served = Front(Page())
        silent = [
            asyncio.create_task(served.__rsgi__(scope(), Visitor(b"x", stays_silent=True)))
            for _ in range(200)
        ]
        await asyncio.sleep(0)
        other = Visitor(b"x")
        await served.__rsgi__(scope(), other)
        for one in silent:
            one.cancel()
        await asyncio.wait(silent)
        return other.status

    assert asyncio.run(together()) == 200


def test_who_comes_last_is_served_first_when_there_are_too_many() -> None:
    async def served() -> list[str]:
        places, order = Places(1), list[str]()

        async def ask(name: str) -> None:
            async with places:
                order.append(name)
                await asyncio.sleep(0)

        asking = [asyncio.create_task(ask(name)) for name in ("first", "second", "gone", "last")]
        await asyncio.sleep(0)
        asking[2].cancel()
        await asyncio.wait(asking)
        await ask("later")
        return order

    assert asyncio.run(served()) == ["first", "last", "second", "later"]


def test_the_request_is_told_as_wsgi_wants_it() -> None:
    headers = SimpleNamespace(
        items=lambda: [
            ("host", "other.test"),
            ("cookie", "a=1"),
            ("cookie", "b=2"),
            ("x-forwarded-for", "192.0.2.1"),
            ("x-forwarded-for", "192.0.2.2"),
            ("x_forwarded_for", "192.0.2.3"),
            ("content-type", "text/plain"),
            ("content-length", "7"),
        ]
    )

    told = environ_of(scope(headers=headers), b"abc")

    assert {name: value for name, value in told.items() if not name.startswith("wsgi.")} == {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/a b",
        "QUERY_STRING": "q=1",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "2001:db8::1",
        "REMOTE_PORT": "4711",
        "CONTENT_LENGTH": "3",
        "CONTENT_TYPE": "text/plain",
        "HTTP_HOST": "other.test",
        "HTTP_COOKIE": "a=1; b=2",
        "HTTP_X_FORWARDED_FOR": "192.0.2.1,192.0.2.2",
    }


def test_a_page_is_made_in_a_thread_and_not_in_the_loop() -> None:
    threads: list[str] = []

    def page(_environ: dict[str, Any], start: Any) -> list[bytes]:
        threads.append(threading.current_thread().name)
        start("204 No Content", [])
        return []

    visitor = Visitor()
    asyncio.run(Front(page).__rsgi__(scope(), visitor))

    assert (visitor.status, visitor.body, threads[0].startswith("page")) == (204, b"", True)
