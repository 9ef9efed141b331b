from datetime import UTC, datetime, timedelta

import pytest

from sanjeh.core.probing.artifacts.uptime import Ours, Sample, Span, UptimeArtifact
from sanjeh.core.probing.contracts import Finding, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.probes.uptime.judge import PROBE
from tests.evidence import MemoryStore
from tests.probes.judging import said, unsaid

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
STEP = timedelta(hours=2)
TWICE = {"samples": 2, "sign": "connect_timeout"}


def at(number: int) -> datetime:
    return BEGIN + number * STEP


def up(number: int, ttfb_ms: float = 100) -> Sample:
    return Sample(at=at(number), status=200, ttfb_ms=ttfb_ms)


def down(number: int) -> Sample:
    return Sample(at=at(number), reason=Reason.CONNECT_TIMEOUT)


def artifact(samples: list[Sample], *maintenance: Span) -> UptimeArtifact:
    through = Span(begins_at=BEGIN, ends_at=at(len(samples) + 1))
    return UptimeArtifact(
        url="https://a.test/", through=through, samples=tuple(samples), maintenance=maintenance
    )


def through(count: int, *downs: int) -> list[Sample]:
    return [down(number) if number in downs else up(number) for number in range(count)]


def findings(seen: UptimeArtifact) -> dict[str, Finding]:
    found = tuple(PROBE.judge(seen, Target(url=seen.url), MemoryStore()))
    assert unsaid("uptime", found) == set()
    return {one.id: one for one in found}


def judged(seen: UptimeArtifact) -> list[str]:
    return list(said(findings(seen).values()).values())


@pytest.mark.parametrize(
    ("count", "downs", "percent", "share"),
    [
        (200, 1, 99.5, "pass available"),
        (199, 1, 99.5, "pass available"),  # 99.497...
        (197, 1, 99.49, "warn interrupted"),  # 99.492...
        (200, 2, 99.0, "warn interrupted"),
    ],
)
def test_the_share_that_is_printed_is_the_one_that_is_judged(
    count: int, downs: int, percent: float, share: str
) -> None:
    found = findings(artifact(through(count, *range(5, 5 + 3 * downs, 3))))["uptime.share"]

    assert (found.observed["percent"], f"{found.outcome} {found.reason}") == (percent, share)


@pytest.mark.parametrize(
    ("count", "highest", "share"),
    [(214, 99.0, "warn interrupted"), (213, 98.99, "fail unavailable")],  # 98.998 and 98.993
)
def test_the_end_of_the_interval_that_is_printed_is_the_one_that_is_judged(
    count: int, highest: float, share: str
) -> None:
    found = findings(artifact(through(count, *range(5, 20, 3))))["uptime.share"]

    assert found.observed["interval_percent"][1] == highest  # type: ignore[index]
    assert f"{found.outcome} {found.reason}" == share


@pytest.mark.parametrize(("downs", "share"), [(10, "warn interrupted"), (11, "fail unavailable")])
def test_a_fail_needs_the_whole_interval_below_the_least_share(downs: int, share: str) -> None:
    assert judged(artifact(through(600, *range(5, 5 + 3 * downs, 3))))[0] == share


@pytest.mark.parametrize(("downs", "outages"), [([7], "warn brief"), ([7, 8], "fail lasting")])
def test_two_samples_in_a_row_make_an_outage_last(downs: list[int], outages: str) -> None:
    assert judged(artifact(through(200, *downs)))[1] == outages


@pytest.mark.parametrize(
    ("count", "verdicts"),
    [(19, ["not_tested too_few_samples"] * 3), (20, ["pass available", "pass none", "pass quick"])],
)
def test_twenty_samples_are_enough(count: int, verdicts: list[str]) -> None:
    assert judged(artifact(through(count))) == verdicts


@pytest.mark.parametrize(
    ("usual_ms", "seldom_ms", "verdict"),
    [
        (800, 1800, "pass quick"),
        (800.04, 1800.04, "pass quick"),
        (800.05, 1800, "warn uneven"),
        (800, 1800.05, "warn uneven"),
        (1800.04, 1800, "warn uneven"),
        (1800.05, 1800.05, "fail slow"),
    ],
)
def test_the_bounds_of_the_first_byte_belong_to_the_better_side(
    usual_ms: float, seldom_ms: float, verdict: str
) -> None:
    samples = [up(number, seldom_ms if number < 10 else usual_ms) for number in range(100)]

    assert judged(artifact(samples))[2] == verdict


def test_maintenance_holds_from_its_beginning_and_no_longer_at_its_end() -> None:
    announced = Span(begins_at=at(7), ends_at=at(9))

    found = findings(artifact(through(200, 7, 8), announced))["uptime.outages"]
    later = findings(artifact(through(200, 7, 8, 9), announced))["uptime.outages"]

    assert (found.outcome, found.observed["maintenance"]) == ("pass", 2)
    assert (later.outcome, later.observed["count"]) == ("warn", 1)


@pytest.mark.parametrize(
    ("downs", "verdicts"),
    [
        ([], ["pass available", "pass none", "pass quick"]),
        ([7], ["pass available", "warn brief", "pass quick"]),
        ([7, 30, 90], ["warn interrupted", "warn brief", "pass quick"]),
        ([7, 8, 9], ["warn interrupted", "fail lasting", "pass quick"]),
        (list(range(20, 30)), ["fail unavailable", "fail lasting", "pass quick"]),
    ],
)
def test_a_fortnight_and_more_is_judged_by_share_outages_and_first_byte(
    downs: list[int], verdicts: list[str]
) -> None:
    assert judged(artifact(through(240, *downs))) == verdicts


def test_an_outage_is_told_with_its_bounds_and_its_sign() -> None:
    found = findings(artifact(through(30, 3, 4, 29)))["uptime.outages"]

    assert found.observed == {
        "count": 2,
        "outages": [
            {"begins": "2026-11-01T06:00+00:00", "ends": "2026-11-01T10:00+00:00", **TWICE},
            {"begins": "2026-11-03T10:00+00:00", "ends": None, **TWICE, "samples": 1},
        ],
        "samples": 30,
        "ours": 0,
        "maintenance": 0,
        "unclear": 0,
    }  # fmt: skip


def test_what_is_announced_ours_or_unclear_is_taken_out_and_counted() -> None:
    samples = through(60, 3, 4)
    samples[10] = down(10).model_copy(update={"ours": Ours.MANY_AT_ONCE})
    samples[11] = Sample(at=at(11), status=429, ttfb_ms=5)
    announced = Span(begins_at=at(3), ends_at=at(5))

    found = findings(artifact(samples, announced))["uptime.share"]

    assert (found.outcome, found.observed) == (
        "pass",
        {
            "percent": 100.0,
            "interval_percent": [93.58, 100.0],
            "samples": 56,
            "ours": 1,
            "maintenance": 2,
            "unclear": 1,
        },
    )


def test_nothing_ends_an_outage_but_an_answer() -> None:
    samples = through(40, 3, 5)
    samples[4] = Sample(at=at(4), status=403)

    assert judged(artifact(samples))[1] == "fail lasting"


def test_few_samples_say_nothing() -> None:
    assert judged(artifact(through(19, 1, 2, 3))) == ["not_tested too_few_samples"] * 3


@pytest.mark.parametrize(
    ("usual", "seldom", "verdict"),
    [
        (100, 1700, "pass quick"),
        (900, 900, "warn uneven"),
        (100, 3000, "warn uneven"),
        (2000, 2000, "fail slow"),
    ],
)
def test_the_first_byte_is_judged_by_its_middle_and_its_slow_end(
    usual: float, seldom: float, verdict: str
) -> None:
    samples = [up(number, seldom if number % 10 == 0 else usual) for number in range(60)]

    assert judged(artifact(samples))[2] == verdict


def test_a_site_that_hardly_ever_answers_has_no_speed() -> None:
    assert judged(artifact(through(60, *range(50)))) == [
        "fail unavailable",
        "fail lasting",
        "not_tested too_few_samples",
    ]
