"""An invitation opens one mandate that could be given, for fourteen days, until it is taken back."""

from datetime import UTC, datetime, timedelta

import pytest

from sanjeh.apps.accounts import invitation_actions as actions
from sanjeh.apps.accounts import invitations
from sanjeh.apps.accounts.invitation_actions import Invited
from sanjeh.apps.accounts.invitations import InvitationClosed, Standing
from sanjeh.apps.accounts.mandate_actions import WrongDays, WrongPlace
from sanjeh.apps.accounts.models import Invitation
from sanjeh.apps.journal import queries as journal
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
LASTS = 14 * DAY


def invited(role: Role = Role.HANDLER, body: str = "", until: datetime | None = None) -> str:
    who = Invited("نیکا", role, body, " Nika@Sanjeh.example ", until)
    return actions.invite(invited=who, by=people.manager(), now=NOW)


def standing(token: str, at: datetime) -> Standing:
    try:
        invitations.behind(token, at)
    except InvitationClosed as closed:
        return closed.standing
    return Standing.OPEN


@pytest.mark.parametrize(("role", "body"), [(Role.HANDLER, "NAZ"), (Role.REPRESENTATIVE, "")])
def test_nobody_is_invited_to_a_role_in_the_wrong_place(role: Role, body: str) -> None:
    with pytest.raises(WrongPlace):
        invited(role, body)

    assert not Invitation.objects.exists()


def test_nobody_is_invited_to_what_would_be_over_at_once() -> None:
    with pytest.raises(WrongDays):
        invited(until=NOW)

    row = invitations.behind(invited(until=NOW + SECOND), NOW)
    assert (row.mandate_until, row.expires_at) == (NOW + SECOND, NOW + SECOND)


def test_a_link_opens_until_just_before_its_end_and_what_is_offered_is_told() -> None:
    token = invited(Role.REPRESENTATIVE, "NAZ")

    row = invitations.behind(token, NOW)
    assert (row.name, row.email, row.role, row.body) == (
        "نیکا",
        "nika@sanjeh.example",
        Role.REPRESENTATIVE,
        "NAZ",
    )
    assert (row.expires_at, row.mandate_until) == (NOW + LASTS, NOW + 365 * DAY)
    assert [standing(token, NOW + LASTS - SECOND), standing(token, NOW + LASTS)] == ["open", "expired"]
    assert standing("another", NOW) == "unknown"


def test_a_withdrawn_invitation_opens_nothing_and_is_not_withdrawn_again() -> None:
    token = invited()
    number = invitations.behind(token, NOW).number

    actions.withdraw_invitation(number=number, by=people.manager(), now=NOW + DAY)

    assert standing(token, NOW + DAY) == "withdrawn"
    assert invitations.waiting(NOW + DAY) == ()
    line = journal.head()
    assert line is not None
    assert (line.entry.what, line.entry.about) == ("invitation.withdrawn", (f"invitation:{number}",))
    with pytest.raises(InvitationClosed):
        actions.claim(token=token, person=people.registered("nika"), now=NOW + DAY)
    with pytest.raises(InvitationClosed):
        actions.withdraw_invitation(number=number, by=people.manager(), now=NOW + DAY)


def test_what_has_run_out_or_never_was_is_not_withdrawn() -> None:
    number = invitations.behind(invited(), NOW).number

    for unknown, at in ((number, NOW + LASTS), (number + 1, NOW)):
        with pytest.raises(InvitationClosed):
            actions.withdraw_invitation(number=unknown, by=people.manager(), now=at)


def test_only_those_who_keep_people_invite_and_withdraw() -> None:
    number = invitations.behind(invited(), NOW).number
    refused = set()
    for name, (person, _roles) in people.each().items():
        try:
            actions.invite(invited=Invited("کسی", Role.HANDLER), by=person, now=NOW)
        except NotPermitted:
            refused.add(name)
            with pytest.raises(NotPermitted):
                actions.withdraw_invitation(number=number, by=person, now=NOW)

    assert set(people.each()) - refused == {"manager"}
