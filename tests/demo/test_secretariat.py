"""The demo's round is opened once, however often the house is started."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sanjeh.apps.accounts import queries as accounts
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.calendars.entries import Change
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.methodology import queries as methodologies
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import queries as scans
from sanjeh.core.workflow.roles import Role
from sanjeh.core.workflow.rounds import RoundState
from sanjeh.core.workflow.sample_people import SAMPLE_PEOPLE
from sanjeh.demo import secretariat
from sanjeh.engine.shipped import methodology_text
from tests import people

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]


def test_opening_the_round_puts_the_whole_country_in_the_queue(tmp_path: Path) -> None:
    opened = secretariat.open_demo_round(tmp_path, NOW)

    assert rounds.round_page(opened.round_code).row.state is RoundState.PROBING
    assert (catalogue.size().services, scans.progress(opened.round_code).waiting) == (43, 61)
    (decree,), (holiday,) = calendars.changes(Change.DECREE), calendars.awaiting_second()
    assert (decree.counts_from, holiday.change) == (NOW, Change.HOLIDAY)
    assert [(one.kind, one.version) for one in notices.notices()] == [
        ("calendar", decree.named),
        ("round", opened.round_code),
        ("methodology", secretariat.METHODOLOGY),
    ]


def test_starting_again_changes_nothing(tmp_path: Path) -> None:
    first = secretariat.open_demo_round(tmp_path, NOW)
    head = journal.head()

    again = secretariat.open_demo_round(tmp_path, NOW + timedelta(minutes=1))

    assert again == first
    assert (len(rounds.rounds()), journal.head()) == (1, head)


def test_the_second_round_looks_at_the_country_once_more_and_is_opened_once(tmp_path: Path) -> None:
    first = secretariat.open_demo_round(tmp_path, NOW)

    second = secretariat.open_second_round(first, NOW)
    head = journal.head()
    again = secretariat.open_second_round(first, NOW + timedelta(minutes=1))

    assert (second.round_code, second.office, again) == ("1405-3", first.office, second)
    assert [row.state for row in rounds.rounds()] == [RoundState.PROBING, RoundState.PROBING]
    assert (scans.progress("1405-3").waiting, journal.head()) == (61, head)


def test_only_we_may_read_the_password_of_the_office(tmp_path: Path) -> None:
    opened = secretariat.open_demo_round(tmp_path, NOW)

    assert stat.S_IMODE(opened.password_file.stat().st_mode) == 0o600
    password = opened.password_file.read_text().strip()
    assert {one.check_password(password) for one in opened.office.people} == {True}


def test_a_used_method_stays_as_announced_when_a_release_changes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretariat.open_demo_round(tmp_path, NOW)
    announced = methodologies.version(secretariat.METHODOLOGY).hash
    text = methodology_text(secretariat.METHODOLOGY)
    monkeypatch.setattr(
        secretariat, "methodology_text", lambda _code: text.replace("full = 300", "full = 250")
    )

    secretariat.open_demo_round(tmp_path, NOW + timedelta(days=1))

    assert methodologies.version(secretariat.METHODOLOGY).hash == announced


def test_people_whom_a_start_that_was_cut_off_left_without_roles_get_them(tmp_path: Path) -> None:
    manager = secretariat.staff(tmp_path / "password", NOW).people[0]
    people.end_role(accounts.person("approver"), Role.APPROVER, manager, NOW)

    office = secretariat.staff(tmp_path / "password", NOW)

    assert [accounts.roles_of(person, NOW) for person in office.people] == [
        {one.role} for one in SAMPLE_PEOPLE
    ]


def test_a_start_that_is_cut_off_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_fails(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sanjeh.apps.scans.actions.start_probing", power_fails)

    with pytest.raises(KeyboardInterrupt):
        secretariat.open_demo_round(tmp_path, NOW)

    assert (Person.objects.count(), rounds.rounds()) == (0, ())
