"""What is true of a whole host is asked once, and every capture that shares it says so."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sanjeh.core.probing.contracts import Capture, Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.engine.collectors import COLLECTORS
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.host_cache import HostCache, HostKey
from sanjeh.engine.rate_limit import InProcessRateLimiter
from sanjeh.engine.runner import take_captures
from sanjeh.engine.scan import ScanPolicy
from tests.engine import fakes

NOW = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
ONE, TWO = "https://one.example/a", "https://one.example/b"


class Host:
    """A host that counts how often its look was taken, and may fail at first."""

    def __init__(self, *, fails_first: bool = False) -> None:
        self.asked: Counter[str] = Counter()
        self.fails_first = fails_first

    async def see(self, target: Target, _network: Any, _evidence: Any) -> fakes.Page:
        self.asked[target.url] += 1
        if self.fails_first and self.asked.total() == 1:
            raise CaptureFailed(Reason.CONNECTION_RESET)
        return fakes.Page(body="")


async def looks(host: Host, folder: Path, *urls: str, later: timedelta = timedelta(0)) -> list[Capture]:
    """Look at the addresses one after another, the later ones so much later."""
    policy = ScanPolicy(rate_limiter=InProcessRateLimiter(gap_s=0))
    look = replace(fakes.look("tls", host.see), is_of_host=True)
    taken = []
    for number, url in enumerate(urls):
        [capture] = await take_captures(
            Target(url=url),
            collectors=[look],
            network=fakes.network(),
            evidence=EvidenceStore(folder),
            now=NOW + later * number,
            vantage="here",
            policy=policy,
        )
        taken.append(capture)
    return taken


async def test_a_second_address_of_a_host_shares_what_was_asked_for_the_first(tmp_path: Path) -> None:
    host = Host()

    first, second = await looks(host, tmp_path, ONE, TWO)

    assert host.asked == {ONE: 1}
    assert (first.shared_with, second.shared_with, second.target.url) == ("", ONE, TWO)
    assert (second.artifact, second.taken_at) == (first.artifact, first.taken_at)


async def test_another_host_another_port_and_plain_http_are_asked_themselves(tmp_path: Path) -> None:
    host = Host()
    others = (
        "https://two.example/a",
        "https://one.example:8443/a",
        "http://one.example/a",
        "http://one.example/b",
    )

    taken = await looks(host, tmp_path, ONE, *others)

    assert host.asked == dict.fromkeys((ONE, *others), 1)
    assert {capture.shared_with for capture in taken} == {""}


async def test_a_failure_is_nobody_elses_answer(tmp_path: Path) -> None:
    host = Host(fails_first=True)

    await looks(host, tmp_path, ONE, TWO)

    assert host.asked == {ONE: 1, TWO: 1}


async def test_an_answer_is_believed_for_an_hour(tmp_path: Path) -> None:
    host = Host()

    await looks(host, tmp_path, ONE, TWO, later=timedelta(hours=2))

    assert host.asked == {ONE: 1, TWO: 1}


def test_names_and_certificates_are_those_of_the_host() -> None:
    assert [look.name for look in COLLECTORS if look.is_of_host] == ["names", "tls"]


def of_host(number: int) -> tuple[HostKey, Capture]:
    target = Target(url=f"https://host-{number}.example/")
    captured = Capture(
        collector="tls",
        version=1,
        target=target,
        taken_at=NOW,
        elapsed_ms=1.0,
        vantage="here",
        tools={},
        failure=None,
        artifact={"body": ""},
    )
    return HostKey.of(target, ()), captured


@pytest.mark.parametrize(("hosts", "is_first_known"), [(1_000, True), (1_001, False)])
def test_a_thousand_hosts_are_remembered_and_then_the_first_makes_room(
    hosts: int, *, is_first_known: bool
) -> None:
    cache = HostCache()
    for number in range(hosts):
        cache.remember(*of_host(number))

    (first, captured), (last, _) = of_host(0), of_host(hosts - 1)
    assert (cache.known(("tls", 1), first, captured.target, NOW) is not None) is is_first_known
    assert cache.known(("tls", 1), last, captured.target, NOW) is not None


@pytest.mark.parametrize(
    ("age", "is_known"), [(timedelta(hours=1), True), (timedelta(hours=1, seconds=1), False)]
)
def test_a_host_is_believed_for_an_hour_to_the_second(age: timedelta, *, is_known: bool) -> None:
    cache = HostCache()
    key, captured = of_host(1)
    cache.remember(key, captured)

    assert (cache.known(("tls", 1), key, captured.target, NOW + age) is not None) is is_known


def test_another_version_of_a_collector_asks_again() -> None:
    cache = HostCache()
    key, captured = of_host(1)
    cache.remember(key, captured)

    assert cache.known(("tls", 2), key, captured.target, NOW) is None
