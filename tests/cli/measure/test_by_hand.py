"""`sanjeh measure`: by hand what workers do through a round."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sanjeh.apps.results import actions as results
from sanjeh.apps.rounds.queries import RoundCounted
from sanjeh.apps.scans import scanner
from sanjeh.apps.uptime import tasks
from sanjeh.apps.uptime.models import Maintenance, UptimeSample
from sanjeh.cli.main import main
from sanjeh.cli.measure import speed, uptime
from sanjeh.core.probing.contracts import Capture, Target
from sanjeh.engine.rate_limit import InProcessRateLimiter
from sanjeh.engine.registry import probes_named
from sanjeh.engine.runner import judge
from sanjeh.engine.scan import ScanPolicy
from sanjeh.engine.speed import SpeedResult
from sanjeh.net.gate import parse
from tests import people
from tests.apps import trip
from tests.evidence import MemoryStore
from tests.probes.speed.runs import QUICK, artifact, changed

NEVER = "https://x.test/"
LATER = datetime.now(UTC) + timedelta(days=2)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["measure", *words])


async def answer(url: str, **_: Any) -> Any:
    return SimpleNamespace(status=200, ttfb_ms=40.0)


async def admit(host: str, port: int) -> tuple[str, ...]:
    return ("192.0.2.1",)


@pytest.fixture
def open_country(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every address of the round answer without a network."""

    @asynccontextmanager
    async def opened() -> Any:
        gate = SimpleNamespace(parse=parse, admit=admit)
        network: Any = SimpleNamespace(gate=gate, http=SimpleNamespace(get=answer))
        yield scanner.Scanner(
            network, MemoryStore(), "test", ScanPolicy(rate_limiter=InProcessRateLimiter(gap_s=0))
        )

    monkeypatch.setattr(uptime, "open_scanner", opened)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("open_country")
def test_a_round_is_sampled_and_judged_by_hand() -> None:
    trip.probing_round(2)

    result = run("uptime", trip.ROUND)

    assert (result.exit_code, result.output) == (0, "4 addresses of 1405-1 were judged by their samples.\n")
    assert list(UptimeSample.objects.values_list("status", flat=True)) == [200] * 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("open_country")
def test_a_round_that_was_counted_takes_no_more_findings() -> None:
    trip.probing_round(1)
    trip.look_everywhere(trip.Seen())
    results.give_preliminary(round_code=trip.ROUND, by=people.secretariat(), now=trip.NOW)

    result = run("uptime", trip.ROUND)

    assert (result.exit_code, UptimeSample.objects.count()) == (2, 0)
    assert "The results of the round 1405-1 are counted: it takes no more findings." in result.output
    with pytest.raises(RoundCounted):
        tasks.reckon(trip.ROUND)
    asyncio.run(tasks.reckon_round.func(trip.ROUND))  # the job that was queued for the end of the round


@pytest.mark.django_db
def test_maintenance_is_noted_before_it_begins() -> None:
    trip.probing_round(1)
    begins, ends = LATER.strftime("%Y-%m-%dT04:00"), LATER.strftime("%Y-%m-%dT06:00")

    assert run("maintenance", "https://body-1.example/", begins, ends).exit_code == 0

    [noted] = Maintenance.objects.all()
    assert noted.ends_at - noted.begins_at == timedelta(hours=2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("uptime", "no-such"), "There is no round no-such."),
        (
            ("maintenance", NEVER, "2099-01-01T04:00", "2099-01-01T06:00"),
            "No body has registered",
        ),
        (("maintenance", NEVER, "2020-01-01T04:00", "2020-01-01T06:00"), "before it begins"),
    ],
)
def test_what_cannot_be_noted_is_told_in_a_sentence(words: tuple[str, ...], said: str) -> None:
    result = run(*words)

    assert (result.exit_code, said in result.output) == (2, True)


def measured(*runs: Any) -> SpeedResult:
    seen = artifact(*runs)
    capture = Capture(
        collector="speed", version=1, target=Target(url=seen.url), taken_at=seen.taken_at, elapsed_ms=1.0,
        vantage="test", tools={}, failure=None, artifact=seen.model_dump(mode="json"),
    )  # fmt: skip
    return SpeedResult(capture, judge([capture], MemoryStore(), probes_named({"speed"})))


def test_every_run_is_shown_with_what_the_machine_did(monkeypatch: pytest.MonkeyPatch) -> None:
    busy = changed(QUICK, calm=QUICK.calm.model_copy(update={"foreign_share": 0.6}))  # type: ignore[union-attr]

    async def found(*_: Any) -> SpeedResult:
        return measured(QUICK, busy, QUICK, QUICK)

    monkeypatch.setattr(speed, "measured_speed", found)
    result = run("speed", "https://a.test/", "--lang", "en")

    figures = ["200", "900", "1200", "20", "0.01", "1500", "6", "90000", "100/98"]
    rows = [line.split() for line in result.stdout.splitlines() if line.strip()[:1].isdigit()]
    assert rows == [
        ["1", *figures, "2%"],
        ["2", *figures, "60%", "others_at_work"],
        ["3", *figures, "2%"],
        ["4", *figures, "2%"],
    ]
    assert result.exit_code == 0
    assert "pass  Speed score" in result.stdout


def test_an_address_that_may_not_be_reached_is_not_measured() -> None:
    result = run("speed", "http://127.0.0.1:1/", "--lang", "en")

    assert (result.exit_code, "error  Speed score" in result.output) == (3, True)
