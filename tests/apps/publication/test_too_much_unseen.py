"""Where more was unseen than an ordinary round has, nothing is published until two people have looked."""

import pytest

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.publication import actions, queries
from sanjeh.apps.publication.actions import TooMuchUnseen
from sanjeh.apps.scans.models import FindingRecord
from sanjeh.apps.scans.unseen import Unseen, unseen
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps import trip
from tests.apps.publication.published import publish

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db, pytest.mark.usefixtures("folder")]

MOST_OF_FOUR = trip.Seen(unseen=("B1", "B2", "B3"))


def review(*by: Person) -> None:
    for person in by:
        actions.review_unseen(round_code=trip.ROUND, by=person, now=trip.NOW)


def test_it_is_refused_with_the_figures() -> None:
    trip.final_round(4, MOST_OF_FOUR)

    with pytest.raises(TooMuchUnseen) as refused:
        publish()

    assert (refused.value.missing, refused.value.reviewers) == (Unseen("http", 6, 8), 0)
    assert str(refused.value) == (
        "6 of 8 addresses gave 'http' nothing, more than an ordinary round has; "
        "0 of 2 people have looked at why"
    )
    assert queries.editions() == ()


def test_the_same_person_twice_is_one_and_two_are_enough() -> None:
    trip.final_round(4, MOST_OF_FOUR)
    review(people.secretariat(), people.secretariat())

    with pytest.raises(TooMuchUnseen) as refused:
        publish()
    review(people.manager())

    assert (refused.value.reviewers, publish()) == (1, 1)


def test_who_may_not_judge_it_is_refused() -> None:
    trip.final_round(4, MOST_OF_FOUR)

    with pytest.raises(NotPermitted):
        review(people.holder(Role.HANDLER))


def test_a_look_at_other_figures_does_not_count() -> None:
    trip.final_round(4, MOST_OF_FOUR)
    review(people.secretariat(), people.manager())

    assert queries.reviewers(trip.ROUND, unseen(trip.ROUND)) == {
        people.secretariat().reference,
        people.manager().reference,
    }
    assert queries.reviewers(trip.ROUND, Unseen("http", 5, 8)) == frozenset()


def test_what_is_ordinary_needs_nobody() -> None:
    trip.final_round(4, trip.Seen(unseen=("B1",)))

    assert (queries.unusual(trip.ROUND), publish()) == (None, 1)


def test_a_wall_before_a_page_is_unseen_as_well() -> None:
    trip.probing_round(2)
    trip.look_everywhere(trip.Seen())
    portal = FindingRecord.objects.earliest("id")
    portal.finding, portal.outcome = "http.reach", "blocked"
    portal.save()

    assert unseen(trip.ROUND) == Unseen("http", 1, 4)
