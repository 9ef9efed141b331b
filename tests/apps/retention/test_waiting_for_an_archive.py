"""What goes once its time is over, and what waits for an archive where the house hands over first."""

from datetime import timedelta

import pytest

from sanjeh.apps.authorities.models import Authority
from sanjeh.apps.desk import erasure_actions as erasure
from sanjeh.apps.desk.models import CaseKey
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.retention import actions, queries
from sanjeh.apps.scans import retention as evidence
from tests import people
from tests.apps import trip
from tests.apps.retention.handed import (
    AFTER,
    COMPLAINTS_PACKAGE,
    ROUND_PACKAGE,
    complaints_packed,
    ended_round,
    it_hands_over,
    on_hold,
    one_closed,
    received,
    round_packed,
)

pytestmark = pytest.mark.django_db


def test_a_house_without_an_archive_keeps_no_words_beyond_their_two_years() -> None:
    number = one_closed().number
    ended = max(line.entry.at for line in journal.lines_about(f"complaint:{number}"))
    due = ended + timedelta(days=730)
    on_hold(number)

    held = actions.carry_out(now=due + timedelta(days=9_000))["complaints"]
    erasure.lift_hold(number=number, by=people.manager(), now=AFTER)
    nights = [
        actions.carry_out(now=due + late)["complaints"] for late in (timedelta(0), timedelta(seconds=1))
    ]

    assert (held, nights, CaseKey.objects.count()) == (0, [0, 1], 0)


def test_what_one_authority_says_of_its_archive_holds_no_words_of_the_house_back() -> None:
    one_closed()
    Authority.objects.create(code="zanjan", title_fa="زنجان", title_en="Zanjan", hands_over=True)

    assert actions.carry_out(now=AFTER + timedelta(days=800))["complaints"] == 1


def test_words_of_complaints_go_only_after_an_archive_has_them_where_the_house_hands_over() -> None:
    it_hands_over()
    one_closed()
    late = AFTER + timedelta(days=800)
    assert actions.carry_out(now=late)["complaints"] == 0
    complaints_packed()
    assert actions.carry_out(now=late)["complaints"] == 0

    received(COMPLAINTS_PACKAGE)

    assert actions.carry_out(now=AFTER + timedelta(days=100))["complaints"] == 0
    assert (actions.carry_out(now=late)["complaints"], CaseKey.objects.count()) == (1, 0)


def test_evidence_of_a_round_is_held_back_until_an_archive_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ended_round()
    monkeypatch.setattr(evidence, "over", lambda keep: tuple({trip.ROUND} - set(keep)))
    assert (queries.held_back(), queries.held_back(("other",))) == ((), ("other",))  # no archive, no waiting
    it_hands_over()

    before = queries.held_back()
    round_packed()
    packed = queries.held_back(("other",))
    received(ROUND_PACKAGE)

    assert (before, packed, queries.held_back()) == ((trip.ROUND,), ("other", trip.ROUND), ())
