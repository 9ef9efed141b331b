"""No channel without a notice and a second person, none ends silently, and one always stays."""

from datetime import timedelta

import pytest

from sanjeh.apps.channels import actions, queries
from sanjeh.apps.channels.entries import Report
from sanjeh.apps.channels.models import Channel
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.calendars.changes import announce
from tests.apps.channels.ways import FIVE, HOUR, MAIL, NOW, PHONE, WEB, opened
from tests.hands import refusal

pytestmark = pytest.mark.django_db


def numbers(now: object = NOW) -> list[int]:
    return [row.number for row in queries.open_channels(now)]  # type: ignore[arg-type]


def test_the_house_has_its_own_form_from_its_birth() -> None:
    (form,) = queries.open_channels(NOW)

    assert (form.number, form.kind, form.is_of_the_program, form.is_up) == (WEB, "web", True, None)


def test_a_channel_counts_from_its_notice_on_and_a_second_person() -> None:
    number = actions.enter_channel(entry=PHONE, by=people.secretariat(), now=NOW)
    with pytest.raises(actions.NotAnnounced):
        actions.authorise_channel(number=number, by=people.approver(), now=NOW)
    announce(number, NOW, NOW + HOUR, kind=Kind.CHANNEL)

    since = actions.authorise_channel(number=number, by=people.approver(), now=NOW)

    assert since == NOW + HOUR
    assert (numbers(), numbers(since)) == ([WEB], [WEB, number])


def test_a_notice_from_before_it_was_entered_tells_nothing_of_it() -> None:
    announce(2, NOW - FIVE, kind=Kind.CHANNEL)
    number = actions.enter_channel(entry=PHONE, by=people.secretariat(), now=NOW)

    with pytest.raises(actions.NotAnnounced):
        actions.authorise_channel(number=number, by=people.approver(), now=NOW)


def test_whoever_entered_a_channel_does_not_open_it() -> None:
    both = people.registered("both", Role.SECRETARIAT, Role.APPROVER)
    number = actions.enter_channel(entry=PHONE, by=both, now=NOW)
    announce(number, NOW, kind=Kind.CHANNEL)

    with pytest.raises(NotPermitted):
        actions.authorise_channel(number=number, by=both, now=NOW)


def test_a_channel_is_opened_once_and_that_of_the_program_never() -> None:
    number = opened()

    for again in (number, WEB):
        with pytest.raises(actions.NotAwaited):
            actions.authorise_channel(number=again, by=people.approver(), now=NOW)


def test_a_channel_ends_by_a_notice_of_its_own_and_the_last_one_never() -> None:
    number = opened()
    announce(f"{WEB}-end", NOW, kind=Kind.CHANNEL)
    with pytest.raises(actions.NotAnnounced):
        actions.end_channel(number=number, by=people.manager(), now=NOW)
    announce(f"{number}-end", NOW, NOW + HOUR, kind=Kind.CHANNEL)

    until = actions.end_channel(number=number, by=people.manager(), now=NOW)

    assert (numbers(), numbers(until)) == ([WEB, number], [WEB])
    with pytest.raises(actions.LastChannel):
        actions.end_channel(number=WEB, by=people.manager(), now=until)


def test_of_a_telephone_a_person_says_what_no_machine_sees() -> None:
    number = opened()
    report = Report(is_up=False, at=NOW + HOUR, why="خط قطع است")

    actions.report_channel(number=number, report=report, by=people.secretariat(), now=NOW + 2 * HOUR)

    row = queries.channel(number, NOW + 2 * HOUR)
    assert (row.is_up, row.why, row.seen_at) == (False, "خط قطع است", NOW + HOUR)


@pytest.mark.parametrize(
    ("report", "refused"),
    [
        (Report(is_up=False, at=NOW + HOUR, why="قطع"), actions.NotThen),
        (Report(is_up=False, at=NOW - FIVE, why="قطع"), actions.NotAwaited),
        (Report(is_up=False, at=NOW, why=" "), actions.WordsMissing),
    ],
)
def test_nothing_is_said_of_the_future_of_before_it_was_open_or_without_words(
    report: Report, refused: type[Exception]
) -> None:
    number = opened()

    with pytest.raises(refused):
        actions.report_channel(number=number, report=report, by=people.secretariat(), now=NOW)


def test_nothing_is_said_of_before_the_last_report_nor_of_what_the_machine_sees() -> None:
    number, mail = opened(), opened(MAIL)
    lead = people.secretariat()
    actions.report_channel(number=number, report=Report(is_up=False, at=NOW, why="قطع"), by=lead, now=NOW)

    with pytest.raises(actions.NotThen):
        actions.report_channel(number=number, report=Report(is_up=True, at=NOW), by=lead, now=NOW + HOUR)
    with pytest.raises(actions.SeenByMachine):
        actions.report_channel(number=mail, report=Report(is_up=True, at=NOW), by=lead, now=NOW)


def test_a_report_reaches_thirty_days_back_and_no_second_more() -> None:
    number, late = opened(), NOW + actions.FURTHEST_BACK
    told = Report(is_up=False, at=NOW, why="قطع")

    with pytest.raises(actions.NotThen):
        actions.report_channel(
            number=number, report=told, by=people.secretariat(), now=late + timedelta(seconds=1)
        )
    actions.report_channel(number=number, report=told, by=people.secretariat(), now=late)


def test_the_database_opens_no_channel_that_no_notice_told_of() -> None:
    number = actions.enter_channel(entry=PHONE, by=people.secretariat(), now=NOW)
    other = announce(99, NOW, kind=Kind.CHANNEL)
    second = people.approver().pk
    put = (
        "UPDATE channels_channel SET notice_id = {}, authorised_from = now(), put_by_id = {}"
        " WHERE number = {}"
    )

    assert "no notice has told" in refusal(put.format(other, second, number))
    told = announce(number, NOW, kind=Kind.CHANNEL)
    first = Channel.objects.get(number=number).made_by_id
    assert "channel_put_in_force_by_a_second" in refusal(put.format(told, first, number))
    assert refusal(put.format(told, second, number)) == ""


def test_the_database_keeps_a_channel_as_it_was_entered() -> None:
    opened()

    assert "stays as it was entered" in refusal("UPDATE channels_channel SET address = '' WHERE number > 1")
    assert "stays as it was entered" in refusal("DELETE FROM channels_channel WHERE number > 1")
    assert "stays as it was entered" in refusal(
        "INSERT INTO channels_channel (number, kind, title_fa, title_en, address, hours_fa, hours_en,"
        " authorised_from) VALUES (9, 'web', 'a', 'b', '', '', '', now())"
    )
