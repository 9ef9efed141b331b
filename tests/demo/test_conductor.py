"""The demo's round is led to its edition by people who may, and goes on where it was interrupted."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError

from sanjeh.apps.journal import queries as journal
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.publication import queries as editions
from sanjeh.apps.publication.actions import TooMuchUnseen
from sanjeh.apps.rounds import actions as round_actions
from sanjeh.apps.scans import queries as scans
from sanjeh.apps.scans.queries import Progress, Stop
from sanjeh.apps.scans.unseen import Unseen
from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.rounds import RoundMove, RoundState
from sanjeh.demo import conductor
from sanjeh.demo.secretariat import Office, Opened, staff
from sanjeh.operate.children import ChildEnded
from tests.apps import trip

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]
ORIGIN = "http://127.0.0.1:8000"


class Household:
    """Stands for the processes; asked so often it says that one of them has ended."""

    def __init__(self, ends_at: int = 1000) -> None:
        self.asked, self.ends_at = 0, ends_at

    def check(self) -> None:
        self.asked += 1
        if self.asked == self.ends_at:
            raise ChildEnded("worker", 1, None)


@pytest.fixture(autouse=True)
def no_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's transaction is the connection: nobody may close it, and nobody has to wait."""
    monkeypatch.setattr(conductor, "close_old_connections", lambda: None)
    monkeypatch.setattr(
        conductor, "time", SimpleNamespace(sleep=lambda _seconds: None, monotonic=time.monotonic)
    )


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A round whose addresses were all seen, and the office of the demo."""
    monkeypatch.setitem(settings.SANJEH, "EDITIONS", tmp_path / "editions")
    trip.probing_round(2)
    trip.look_everywhere(trip.Seen(usual=Outcome.PASS))
    office = staff(tmp_path / "password", datetime.now(UTC))
    return Opened(trip.ROUND, office, tmp_path / "password")


def follow(opened: Opened) -> None:
    household: Any = Household()
    conductor.follow_to_edition(opened, household, "http://127.0.0.1:8000")


def test_a_round_is_led_to_its_edition_and_said_to_be_published(
    opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(opened)

    assert conductor.state_of(opened) is RoundState.PUBLISHED
    assert [(row.number, row.key_id != "") for row in editions.editions(trip.ROUND)] == [(1, True)]
    assert capsys.readouterr().out.splitlines() == [
        f"Looking at the demo country, which takes about a minute; watch it on {ORIGIN}/rounds/{trip.ROUND}/",
        "Published: http://127.0.0.1:8000/ranking/",
    ]


def test_whoever_made_it_final_does_not_publish_it(opened: Opened) -> None:
    follow(opened)

    acted = {line.entry.what: line.entry.by for line in journal.lines()}
    assert acted["round.final"] == f"person:{opened.office.people[0].pk}"
    assert acted["edition.published"] == f"person:{opened.office.people[2].pk}"
    assert [one.username for one in opened.office.people[:3]] == ["manager", "secretariat", "approver"]


def test_a_published_round_is_left_alone(opened: Opened, capsys: pytest.CaptureFixture[str]) -> None:
    follow(opened)
    capsys.readouterr()

    follow(opened)

    assert [row.number for row in editions.editions(trip.ROUND)] == [1]
    assert capsys.readouterr().out == "Published: http://127.0.0.1:8000/ranking/\n"


def test_an_archived_round_stays_so(opened: Opened) -> None:
    follow(opened)
    by = opened.office.people[1]
    round_actions.move(code=trip.ROUND, what=RoundMove.ARCHIVE, by=by, now=datetime.now(UTC))

    follow(opened)

    assert conductor.state_of(opened) is RoundState.ARCHIVED


def test_a_step_that_nobody_of_the_office_may_take_is_refused(opened: Opened) -> None:
    auditor = next(one for one in opened.office.people if one.username == "auditor")
    alone = Opened(opened.round_code, Office((auditor,)), opened.password_file)

    with pytest.raises(NotPermitted):
        follow(alone)

    assert conductor.state_of(opened) is RoundState.PROBING


def progress(*finished: int, total: int = 25) -> Iterator[Progress]:
    for number in finished:
        yield Progress(total - number, 0, number, 0, None, ())


def test_where_nobody_watches_a_line_stands_for_every_ten_addresses(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = progress(0, 1, 9, 10, 19, 20, 25)
    monkeypatch.setattr(scans, "progress", lambda _code: next(seen))

    conductor.show_looks(opened, Household(), ORIGIN)  # type: ignore[arg-type]

    assert capsys.readouterr().err.splitlines() == [
        "0 of 25 addresses are done",
        "10 of 25 addresses are done",
        "20 of 25 addresses are done",
    ]


def test_a_round_that_stops_and_asks_is_told_once(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen, stop = progress(0, 1, 2, 25), Stop(Translatable("علت"), 12, 12, trip.NOW)
    monkeypatch.setattr(scans, "progress", lambda _code: next(seen))
    monkeypatch.setattr(scans, "stop_of", lambda _code: stop)

    conductor.show_looks(opened, Household(), ORIGIN)  # type: ignore[arg-type]

    assert capsys.readouterr().err.splitlines() == [
        f"The round has stopped: 12 of the last 12 looks met one cause: {ORIGIN}/office/rounds/{trip.ROUND}/",
        "0 of 25 addresses are done",
    ]


def test_a_round_with_too_much_unseen_ends_with_the_figures_and_the_page(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise TooMuchUnseen(Unseen("http", 49, 61), 1)

    monkeypatch.setattr(publication, "make_move", refuse)
    monkeypatch.setattr(conductor, "state_of", lambda _: RoundState.FINAL)

    with pytest.raises(click.ClickException) as refused:
        conductor.follow_to_edition(opened, Household(), ORIGIN)  # type: ignore[arg-type]

    assert refused.value.message == (
        "Not published: 49 of 61 addresses gave 'http' nothing, more than an ordinary round has; "
        f"1 of 2 people have looked at why: {ORIGIN}/office/rounds/{trip.ROUND}/"
    )


def test_a_database_that_is_brought_up_again_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[int | Exception] = [OperationalError("gone"), InterfaceError("closed"), 7]
    monkeypatch.setattr(conductor, "LOOK_AGAIN_S", 0.0)
    monkeypatch.setattr(conductor, "connection", SimpleNamespace(close=lambda: None))

    def ask() -> int:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert conductor.patiently(ask) == 7
    monkeypatch.setattr(conductor, "PATIENCE_S", -1.0)
    answers.append(OperationalError("gone for good"))
    with pytest.raises(OperationalError):
        conductor.patiently(ask)


def test_a_move_that_found_the_database_gone_is_made_when_it_is_back(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_move, problems = publication.make_move, [OperationalError("gone"), InterfaceError("closed")]

    def make(**move: Any) -> object:
        if problems:
            raise problems.pop()
        return make_move(**move)

    monkeypatch.setattr(publication, "make_move", make)
    monkeypatch.setattr(conductor, "connection", SimpleNamespace(close=lambda: None))

    follow(opened)

    assert (problems, conductor.state_of(opened)) == ([], RoundState.PUBLISHED)


def test_a_worker_that_ends_ends_the_waiting(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = progress(*[0] * 10)
    monkeypatch.setattr(scans, "progress", lambda _code: next(seen))

    with pytest.raises(ChildEnded):
        conductor.show_looks(opened, Household(ends_at=3), ORIGIN)  # type: ignore[arg-type]


def test_a_move_that_somebody_made_meanwhile_is_no_fault(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_move, by = publication.make_move, opened.office.people[1]

    def make(**move: Any) -> object:
        if move["move"] is RoundMove.GIVE_PRELIMINARY and conductor.state_of(opened) is RoundState.PROBING:
            make_move(**move | {"by": by})
        return make_move(**move)

    monkeypatch.setattr(publication, "make_move", make)

    follow(opened)

    assert conductor.state_of(opened) is RoundState.PUBLISHED
    assert [row.number for row in editions.editions(trip.ROUND)] == [1]


@pytest.mark.parametrize("with_day", [True, False])
def test_the_first_round_is_published_at_once_and_only_a_second_waits_for_the_hurried_day(
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    with_day: bool,
) -> None:
    happened: list[str] = []
    second = replace(opened, round_code="second")

    def follow_to_edition(which: Opened, _children: object, _origin: str, *when_seen: Any) -> None:
        happened.append(f"{which.round_code} is followed")
        for one in when_seen:
            one()

    monkeypatch.setattr(conductor, "open_demo_round", lambda _data, _now: opened)
    monkeypatch.setattr(conductor, "open_second_round", lambda _first, _now: second)
    monkeypatch.setattr(conductor, "start_worker", lambda _children: happened.append("worker"))
    monkeypatch.setattr(conductor, "follow_to_edition", follow_to_edition)
    monkeypatch.setattr(
        conductor,
        "hurry_through_a_day",
        lambda which, data: happened.append(f"day of {which.round_code} in {data}"),
    )

    conductor.conduct(Household(), tmp_path, ORIGIN, with_day=with_day)  # type: ignore[arg-type]

    office, measured, *rest = capsys.readouterr().out.splitlines()
    day = ["second is followed", f"day of second in {tmp_path}"]
    assert happened == ["worker", f"{trip.ROUND} is followed", *(day if with_day else [])]
    assert office == (
        f"Office: {ORIGIN}/office/  a click for each of its people, or name: secretariat, password in "
        f"{opened.password_file}"
    )
    assert measured.startswith("demo_round_s ")
    assert [line.partition(".")[0] for line in rest] == (["Open the ranking now"] if with_day else [])


def test_the_day_is_hurried_through_before_the_counting(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[RoundState] = []
    monkeypatch.setattr(conductor, "show_looks", lambda *_: None)

    conductor.follow_to_edition(
        opened,
        Household(),  # type: ignore[arg-type]
        ORIGIN,
        lambda: happened.append(conductor.state_of(opened)),
    )

    assert (happened, conductor.state_of(opened)) == ([RoundState.PROBING], RoundState.PUBLISHED)
