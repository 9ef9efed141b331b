"""A day is hurried through hour by hour, and the country is told the hour only meanwhile."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sanjeh.apps.rounds.queries import RoundCounted
from sanjeh.apps.uptime import sampler
from sanjeh.demo import day
from sanjeh.demo.secretariat import Office, Opened
from sanjeh.demo.sites import Place


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[int | None, datetime]]:
    """At which hour of the demo day, and of which moment, samples were taken."""
    place, taken = Place(tmp_path), []
    place.hour_file.parent.mkdir(parents=True)

    @asynccontextmanager
    async def open_scanner() -> AsyncIterator[str]:
        yield "scanner"

    async def sample_each(scanner: str, frozen: object, at: datetime) -> None:
        assert (scanner, frozen) == ("scanner", ("an address",))
        taken.append((place.hour(), at))

    monkeypatch.setattr(day, "open_scanner", open_scanner)
    monkeypatch.setattr(day, "sampled", lambda _code, _suffixes: ("an address",))
    monkeypatch.setattr(sampler, "sample_each", sample_each)
    return taken


def hurry(tmp_path: Path) -> None:
    day.hurry_through_a_day(Opened("1405-2", Office(()), tmp_path / "password"), tmp_path)


def test_every_hour_of_a_day_is_sampled_once_and_the_samples_are_judged(
    samples: list[tuple[int | None, datetime]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    judged: list[dict[str, Any]] = []

    def reckon(**asked: Any) -> int:
        judged.append(asked)
        return 61

    monkeypatch.setattr(day, "reckon", reckon)

    hurry(tmp_path)

    hours, moments = [hour for hour, _ in samples], [at for _, at in samples]
    assert hours == list(range(24))
    assert {later - earlier for earlier, later in pairwise(moments)} == {timedelta(hours=1)}
    [asked] = judged
    assert (asked["round_code"], asked["tools"]) == ("1405-2", {"clock": "hurried: one demo day"})
    assert timedelta(0) < asked["now"] - moments[-1] < timedelta(hours=2)
    assert capsys.readouterr().out.splitlines()[-1] == "A hurried day of samples was judged at 61 addresses."
    assert Place(tmp_path).hour() is None


@pytest.mark.usefixtures("samples")
def test_a_round_that_somebody_counted_meanwhile_is_left_as_it_was_counted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(**_: Any) -> int:
        raise RoundCounted("1405-2")

    monkeypatch.setattr(day, "reckon", refuse)

    hurry(tmp_path)

    assert capsys.readouterr().out.splitlines()[-1] == (
        "The hurried day is left out. The results of the round 1405-2 are counted: it takes no more findings."
    )


def test_time_passes_as_everywhere_again_though_the_day_was_cut_short(
    samples: list[tuple[int | None, datetime]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def fail(*_: object) -> None:
        assert Place(tmp_path).hour() == 0
        raise ConnectionError

    monkeypatch.setattr(sampler, "sample_each", fail)

    with pytest.raises(ConnectionError):
        hurry(tmp_path)

    assert (samples, Place(tmp_path).hour()) == ([], None)
