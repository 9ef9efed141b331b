"""What is refused is logged once, with the job, the round and the address of the visit it was refused to."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from structlog.contextvars import bound_contextvars, merge_contextvars
from structlog.testing import capture_logs

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net import proxy as proxying
from sanjeh.net.gate import parse
from sanjeh.net.page_budget import MAX_UNPACKED_BYTES, PageBudget
from sanjeh.net.proxy import GateProxy
from tests.net.servers import always, loopback_gate, page, served
from tests.net.test_page_budget_log import Session
from tests.net.test_proxy import asking, said_to

MINE = {"job": 7, "round": "1405-1", "address": "https://a.test/"}
OF_ANOTHER = {"job": 1, "round": "1404-2", "address": "https://b.test/"}
LINE = {"event": "gate.refused", "log_level": "info", **MINE}
SPENT = {"reason": Reason.BODY_TOO_LARGE, "detail": "this visit has had its share of bytes or requests"}


@contextmanager
def lines() -> Iterator[list[dict[str, Any]]]:
    """Collect what is logged, with the fields of the visit that each line belongs to."""
    with capture_logs(processors=[merge_contextvars]) as logged:
        yield logged  # type: ignore[misc]


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        ("ftp://a.ir/?token=secret", {"reason": Reason.SCHEME_REFUSED, "detail": "ftp:"}),
        ("data:text/html,secret", {"reason": Reason.SCHEME_REFUSED, "detail": "data:"}),
        (
            "https://me:secret@a.ir/",
            {"reason": Reason.USERINFO_REFUSED, "host": "a.ir", "port": 443, "detail": "a.ir"},
        ),
    ],
)
def test_an_address_that_is_refused_as_it_stands_is_logged_without_its_secrets(
    url: str, fields: dict[str, object]
) -> None:
    with lines() as logged, bound_contextvars(**MINE), pytest.raises(CaptureFailed):
        parse(url)

    assert logged == [{**LINE, **fields}]


@pytest.mark.parametrize("url", ["a.ir:8080/x", "", "http://"])
def test_what_is_no_address_at_all_is_refused_by_nobody(url: str) -> None:
    with lines() as logged, pytest.raises(CaptureFailed):
        parse(url)

    assert logged == []


async def test_a_host_that_a_page_may_not_reach_is_logged_for_the_visit_of_that_page() -> None:
    with lines() as logged:
        with bound_contextvars(**MINE):
            proxy = await GateProxy(loopback_gate()).__aenter__()
        with bound_contextvars(**OF_ANOTHER):
            await said_to(proxy, asking("http://10.0.0.7/"))
        await proxy.__aexit__(None, None, None)

    refused = {"host": "10.0.0.7", "port": 80, "reason": Reason.ADDRESS_REFUSED, "detail": "10.0.0.7"}
    assert logged == [{**LINE, **refused}]


async def test_a_scheme_that_no_proxy_carries_is_logged() -> None:
    with lines() as logged, bound_contextvars(**MINE):
        async with GateProxy(loopback_gate()) as proxy:
            await said_to(proxy, asking("https://127.0.0.1/?token=secret"))

    refused = {"host": "127.0.0.1", "port": 443, "reason": Reason.SCHEME_REFUSED, "detail": "https:"}
    assert logged == [{**LINE, **refused}]


async def test_a_visit_whose_bytes_are_spent_is_logged_once_though_it_asks_no_more() -> None:
    answer = page(bytes(1000))

    with lines() as logged, bound_contextvars(**MINE):
        async with served(always(answer)) as port:
            async with GateProxy(loopback_gate(), max_bytes=len(answer) + 1) as proxy:
                await said_to(proxy, asking(f"http://127.0.0.1:{port}/"))
                before = list(logged)
            async with GateProxy(loopback_gate(), max_bytes=len(answer)) as proxy:
                await said_to(proxy, asking(f"http://127.0.0.1:{port}/"))
                await said_to(proxy, asking(f"http://127.0.0.1:{port}/"))

    assert before == []
    assert logged == [{**LINE, "host": "127.0.0.1", "port": port, **SPENT}]


async def test_a_resource_that_is_cut_is_logged_and_the_next_one_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = page(bytes(1000))
    monkeypatch.setattr(proxying, "MAX_RESOURCE_BYTES", len(answer))

    with lines() as logged, bound_contextvars(**MINE):
        async with served(always(answer)) as port, GateProxy(loopback_gate()) as proxy:
            await said_to(proxy, asking(f"http://127.0.0.1:{port}/"))

    cut = {"reason": Reason.BODY_TOO_LARGE, "detail": "one resource is longer than we let in"}
    assert logged == [{**LINE, "host": "127.0.0.1", "port": port, **cut}]


def budget(shut: Any = lambda: None) -> Session:
    session = Session()
    PageBudget(shut).listen(session)  # type: ignore[arg-type]
    return session


def test_a_spent_page_is_logged_for_its_own_visit_whoever_started_the_browser() -> None:
    with lines() as logged:
        with bound_contextvars(**MINE):
            session = budget()
        with bound_contextvars(**OF_ANOTHER):
            session.receive(MAX_UNPACKED_BYTES + 1)

    spent = {"reason": Reason.BODY_TOO_LARGE, "detail": "the page's unpacked bytes are spent"}
    assert logged == [{**LINE, **spent}]


async def test_a_page_that_its_budget_has_shut_out_is_not_logged_by_its_proxy_again() -> None:
    with lines() as logged, bound_contextvars(**MINE):
        async with GateProxy(loopback_gate()) as proxy:
            budget(proxy.shut).receive(MAX_UNPACKED_BYTES + 1)
            answers = await asyncio.gather(*(said_to(proxy, asking("http://127.0.0.1:9/")) for _ in range(2)))

    assert [answer.split(b" ")[1] for answer in answers] == [b"403", b"403"]
    assert [line["detail"] for line in logged] == ["the page's unpacked bytes are spent"]
