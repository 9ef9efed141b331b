"""Whoever was answered may be asked whether it was done with courtesy, and never who answered."""

import pytest

from sanjeh.apps.courtesy import actions
from sanjeh.apps.courtesy.models import Asked, Invite
from tests.apps.questions.asked import HOUR, NOW, answered, asker

pytestmark = pytest.mark.django_db


def test_the_asker_of_an_answered_question_is_in_contact_and_the_expert_is_not() -> None:
    answered(NOW)

    asked = actions.ask_sampled(now=NOW + HOUR)

    assert (asked, Asked.objects.get().person, Invite.objects.get().contact) == (1, asker(), "answer")
