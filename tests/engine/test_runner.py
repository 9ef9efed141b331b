import asyncio
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sanjeh.core.probing.artifacts.http import Answered, Asked
from sanjeh.core.probing.contracts import Capture, Failure, Frozen, Outcome, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.engine.connectivity import SelfTest
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.rate_limit import InProcessRateLimiter, RetryLater
from sanjeh.engine.runner import judge, take_captures
from sanjeh.engine.scan import ScanPolicy
from tests.engine import fakes

NOW = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
TARGET = Target(url="https://one.example/")


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path)


async def looks_at(
    store: EvidenceStore, *looks: Any, target: Target = TARGET, **more: Any
) -> tuple[Capture, ...]:
    network = more.pop("network", None) or fakes.network()
    return await take_captures(
        target, collectors=looks, network=network, evidence=store, now=NOW, vantage="here", **more
    )


def failures(captures: tuple[Capture, ...]) -> dict[str, Reason | None]:
    return {capture.collector: capture.failure.reason if capture.failure else None for capture in captures}


async def test_a_look_that_fails_or_breaks_never_loses_another(store: EvidenceStore) -> None:
    captures = await looks_at(
        store, fakes.look("names"), fakes.broken_look("tls"), fakes.cut_look("http"), fakes.look("visit")
    )

    assert failures(captures) == {
        "names": None,
        "tls": Reason.PROBE_BROKEN,
        "http": Reason.CONNECTION_RESET,
        "visit": None,
    }


async def test_nobody_waits_again_where_nobody_answered(store: EvidenceStore) -> None:
    captures = await looks_at(
        store,
        fakes.look("names"),
        fakes.refused_look("tls"),
        fakes.broken_look("http"),
        fakes.broken_look("visit"),
    )

    nobody = Failure(reason=Reason.CONNECT_REFUSED, detail="192.0.2.1:443")
    assert [capture.failure for capture in captures] == [None, nobody, nobody, nobody]


async def test_a_look_ends_at_its_deadline(store: EvidenceStore) -> None:
    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    captures = await looks_at(store, fakes.look("http", never, deadline_s=0.01))

    assert [capture.failure for capture in captures] == [
        Failure(reason=Reason.STEP_TIMEOUT, detail="http: 0.01 s")
    ]


async def test_an_address_that_the_gate_refuses_is_never_looked_at(store: EvidenceStore) -> None:
    captures = await looks_at(
        store,
        fakes.broken_look("names"),
        fakes.broken_look("http"),
        network=fakes.network({"one.example": Reason.ADDRESS_REFUSED}),
    )

    assert failures(captures) == {"names": Reason.ADDRESS_REFUSED, "http": Reason.ADDRESS_REFUSED}


async def test_a_malformed_address_is_a_failure_of_its_own(store: EvidenceStore) -> None:
    captures = await looks_at(store, fakes.look("http"), target=Target(url="no address"))

    assert failures(captures) == {"http": Reason.BAD_URL}


async def test_one_destination_is_never_looked_at_twice_at_a_time(store: EvidenceStore) -> None:
    at_once: Counter[str] = Counter()
    most: list[int] = []

    async def see(target: Target, *_: object) -> fakes.Page:
        at_once["192.0.2.1"] += 1
        most.append(at_once["192.0.2.1"])
        await asyncio.sleep(0)
        at_once["192.0.2.1"] -= 1
        return fakes.Page(body=target.url)

    policy = ScanPolicy(rate_limiter=InProcessRateLimiter(gap_s=0))
    targets = [Target(url=f"https://{name}.example/") for name in ("one", "two", "three")]
    await asyncio.gather(
        *(
            looks_at(store, fakes.look("http", see), fakes.look("visit", see), target=target, policy=policy)
            for target in targets
        )
    )

    assert most == [1] * 6


class OurLine(SelfTest):
    """A self test of a machine that may be cut off."""

    def __init__(self, *, is_cut: bool) -> None:
        self.is_cut = is_cut

    async def is_healthy(self) -> bool:
        return not self.is_cut


@pytest.mark.parametrize(
    ("is_cut", "told"),
    [
        (True, {"names": Reason.OUR_OUTAGE, "http": Reason.OUR_OUTAGE}),
        (False, {"names": Reason.NAME_TIMEOUT, "http": Reason.NAME_TIMEOUT}),
    ],
)
async def test_a_name_that_is_not_answered_is_blamed_only_while_we_are_connected(
    store: EvidenceStore, *, is_cut: bool, told: dict[str, Reason]
) -> None:
    captures = await looks_at(
        store,
        fakes.look("names"),
        fakes.look("http"),
        network=fakes.network({"one.example": Reason.NAME_TIMEOUT}),
        policy=ScanPolicy(self_test=OurLine(is_cut=is_cut)),
    )

    assert failures(captures) == told


async def test_our_own_outage_spoils_neither_what_was_seen_nor_the_pace_of_the_host(
    store: EvidenceStore,
) -> None:
    rate_limiter = InProcessRateLimiter(gap_s=0)
    policy = ScanPolicy(rate_limiter=rate_limiter, self_test=OurLine(is_cut=True))
    looks = (fakes.look("tls"), fakes.refused_look("http"))

    for _ in range(6):  # one more than after which a host in trouble rests
        captures = await looks_at(store, *looks, policy=policy)

    assert failures(captures) == {"tls": None, "http": Reason.OUR_OUTAGE}
    assert captures[1].failure == Failure(reason=Reason.OUR_OUTAGE, detail="connect_refused: 192.0.2.1:443")


async def test_a_host_that_fails_five_visits_in_a_row_is_not_visited_a_sixth_time(
    store: EvidenceStore,
) -> None:
    policy = ScanPolicy(rate_limiter=InProcessRateLimiter(gap_s=0))
    for _ in range(5):
        await looks_at(store, fakes.refused_look("http"), policy=policy)

    with pytest.raises(RetryLater):
        await looks_at(store, fakes.look("http"), policy=policy)


class Answer(Frozen):
    """What a look of the name "http" sees, as far as backoff reads it."""

    page: Asked


def answering(status: int, retry_after: str) -> Any:
    async def see(*_: object) -> Answer:
        headers = (("Retry-After", retry_after),)
        facts = {"url": TARGET.url, "status": status, "headers": headers, "cookies": (), "body": ""}
        times = {"body_bytes": 0, "http_version": "1.1", "ttfb_ms": 1.0, "total_ms": 1.0}
        return Answer(page=Asked(answer=Answered.model_validate(facts | times)))

    return see


@pytest.mark.parametrize(("status", "comes_back"), [(429, False), (503, True)])
async def test_a_site_that_asks_us_to_come_later_is_left_at_once_and_for_as_long(
    store: EvidenceStore, *, status: int, comes_back: bool
) -> None:
    policy = ScanPolicy(rate_limiter=InProcessRateLimiter(gap_s=0), comes_back=comes_back)
    looks = (fakes.look("http", answering(status, "300")), fakes.broken_look("visit"))

    captures = await looks_at(store, *looks, policy=policy)

    later = Failure(reason=Reason.RATE_LIMITED, detail=f"{status}; Retry-After: 300 s")
    assert [(capture.failure, capture.artifact) for capture in captures] == [(later, None)] * 2
    with pytest.raises(RetryLater, match="rate_limited"):
        await looks_at(store, fakes.look("http"), policy=policy)


async def test_who_does_not_come_back_takes_a_503_as_it_is(store: EvidenceStore) -> None:
    captures = await looks_at(store, fakes.look("http", answering(503, "300")), fakes.look("visit"))

    assert failures(captures) == {"http": None, "visit": None}


async def test_progress_is_told_look_by_look(store: EvidenceStore) -> None:
    told: list[tuple[str, str]] = []

    policy = ScanPolicy(on_step=lambda _target, look, step: told.append((look, step)))
    await looks_at(store, fakes.look("http"), fakes.refused_look("visit"), policy=policy)

    assert told == [
        ("http", "waiting"),
        ("visit", "waiting"),
        ("http", "looking"),
        ("http", "done"),
        ("visit", "looking"),
        ("visit", "failed"),
    ]


async def test_findings_come_in_the_order_of_the_checks(store: EvidenceStore) -> None:
    captures = await looks_at(store, fakes.look("http"))

    findings = judge(captures, store, (fakes.probe(),))

    page = captures[0].artifact
    assert isinstance(page, dict)
    assert findings == (
        fakes.finding("http.one", evidence=(page["body"],)),
        fakes.finding("http.two", observed={"length": 28}),
    )


async def test_a_failed_look_leaves_every_check_unseen_and_tells_the_detail_once(
    store: EvidenceStore,
) -> None:
    captures = await looks_at(store, fakes.refused_look("http"))

    findings = judge(captures, store, (fakes.probe(),))

    unseen = {"outcome": Outcome.ERROR, "reason": "connect_refused"}
    assert findings == (
        fakes.finding("http.one", observed={"detail": "192.0.2.1:443"}, **unseen),
        fakes.finding("http.two", **unseen),
    )


def test_what_was_never_looked_at_is_not_tested(store: EvidenceStore) -> None:
    findings = judge((), store, (fakes.probe(),))

    unseen = {"outcome": Outcome.NOT_TESTED, "reason": "not_asked"}
    assert findings == (fakes.finding("http.one", **unseen), fakes.finding("http.two", **unseen))


def _breaks(*_: object) -> list[Any]:
    message = "a mistake of ours"
    raise RuntimeError(message)


@pytest.mark.parametrize(
    "answer", [_breaks, lambda *_: [fakes.finding("http.one")]], ids=["breaks", "forgets"]
)
async def test_a_judge_that_breaks_or_forgets_a_check_is_our_fault(store: EvidenceStore, answer: Any) -> None:
    captures = await looks_at(store, fakes.look("http"))

    findings = judge(captures, store, (fakes.probe(answer), fakes.probe()))

    assert [(finding.outcome, finding.reason) for finding in findings] == [
        (Outcome.ERROR, "probe_broken"),
        (Outcome.ERROR, "probe_broken"),
        (Outcome.PASS, "ok"),
        (Outcome.PASS, "ok"),
    ]


async def test_stored_captures_are_judged_byte_for_byte_the_same(store: EvidenceStore) -> None:
    captures = await looks_at(store, fakes.look("http"))
    store.add_captures(captures)

    again = judge(store.captures(), store, (fakes.probe(),))

    assert _bytes(again) == _bytes(judge(captures, store, (fakes.probe(),)))


def _bytes(findings: Any) -> str:
    return json.dumps([finding.model_dump(mode="json") for finding in findings])
