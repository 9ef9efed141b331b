"""The first page of the office says to each role what is due from it, and what lies with whom."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts import mandate_actions as mandates
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.agreements import actions as agreements
from sanjeh.apps.desk import actions as desk
from sanjeh.apps.desk import hearing_actions, ruling_actions
from sanjeh.apps.desk.kinds import ComplaintKind, Verdict
from sanjeh.apps.feedback import actions as feedback
from sanjeh.apps.feedback.kinds import FeedbackKind
from sanjeh.apps.methodology import actions as methodologies
from sanjeh.apps.rounds import actions as rounds
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.roles import Role
from sanjeh.core.workflow.rounds import RoundState
from tests import people
from tests.apps import trip
from tests.apps.agreements.test_own_agreement import DRAFT
from tests.apps.desk.country import night
from tests.apps.standing import round_in
from tests.web.catalogue_addresses import prepared
from tests.web.clients import signed_in, texts
from tests.web.country import METHOD

pytestmark = pytest.mark.django_db
PAGE = "/office/"


def rows(person: Person, section: str) -> dict[str, list[str]]:
    """Return the moves (or nothing) that stand beside each matter in a section of the page."""
    tree = HTMLParser(signed_in(person).get(PAGE).content)
    return {
        link.text(): [move.text() for move in row.css(".due-move")]
        for row in tree.css(f"#{section} li")
        if (link := row.css_first("a"))
    }


def lodged(now: datetime | None = None) -> int:
    lodging = desk.Lodging(ComplaintKind.RESULT, "", "", "", ("کارمزد دیده نشده است.",))
    return desk.lodge_complaint(lodging=lodging, now=now or timezone.now()).number


def busy_office() -> None:
    """Leave one matter of each kind under way: a round, a method, a complaint, an agreement, a report."""
    round_in(RoundState.FINAL)
    lodged()
    prepared()
    now = timezone.now()
    methodologies.load_methodology(
        text=METHOD.read_text("utf-8"), name="small", by=people.secretariat(), now=now
    )
    number = agreements.load_agreement(draft=DRAFT, by=people.secretariat(), now=now)
    agreements.consult_on(number=number, by=people.secretariat(), now=now)
    feedback.give_feedback(message=feedback.Message(FeedbackKind.MISTAKE, "خراب است"), now=now)


ROUND, CASE, METHOD_TITLE = "دوره نمونه", "شکایت شماره‌ی ۱", "روش کوچک"
AGREEMENT, REPORTS = "نسخه‌ی ۲ توافق‌نامه", "گزارش‌های خوانندگان: ۱"
LIST = "فهرست آماده: list.xlsx"
ALL = {ROUND, CASE, METHOD_TITLE, AGREEMENT, REPORTS, LIST}
SHOWS = {
    Role.SECRETARIAT: {CASE, REPORTS},
    Role.MANAGER: {ROUND, METHOD_TITLE, AGREEMENT, REPORTS, LIST},
    Role.APPROVER: {ROUND, METHOD_TITLE, AGREEMENT, LIST},
    Role.OPERATOR: {REPORTS},
    Role.AUDITOR: set(),
    Role.HANDLER: set(),
    Role.REPRESENTATIVE: set(),
}
SEES = {
    Role.SECRETARIAT: ALL,
    Role.MANAGER: ALL,
    Role.APPROVER: ALL - {REPORTS},
    Role.OPERATOR: {ROUND, REPORTS, LIST},
    Role.AUDITOR: ALL,
    Role.HANDLER: {ROUND, CASE, LIST},
    Role.REPRESENTATIVE: set(),
}


@pytest.mark.parametrize("role", SHOWS, ids=[role.value for role in SHOWS])
def test_each_role_finds_its_own_work_first_and_the_rest_with_whom_it_lies(role: Role) -> None:
    busy_office()
    person = people.holder(role)

    mine, others = rows(person, "mine"), rows(person, "others")

    assert set(mine) == SHOWS[role]
    assert set(others) == SEES[role] - SHOWS[role]


def test_an_auditor_sees_everything_and_may_do_none_of_it() -> None:
    busy_office()
    auditor = people.holder(Role.AUDITOR)

    page = signed_in(auditor).get(PAGE).content

    assert (rows(auditor, "mine"), set(rows(auditor, "others"))) == ({}, ALL)
    assert "با کیست: مدیر، تأییدکننده" in " ".join(texts(page, "#others li"))


def test_who_made_results_final_is_not_asked_to_publish_them() -> None:
    round_in(RoundState.PRELIMINARY)
    manager = people.manager()
    signed_in(manager).post(f"/office/rounds/{trip.ROUND}/moves/", {"move": "make_final"})

    assert ROUND in rows(manager, "others")
    assert rows(people.approver(), "mine")[ROUND] == ["انتشار نتایج"]


def test_a_case_lies_with_those_whom_the_draw_seated_once_the_other_side_was_heard() -> None:
    handler, now = people.holder(Role.HANDLER), timezone.now()
    eve = now - timedelta(days=1)
    reader, manager, number = people.holder(Role.SECOND_READER), people.manager(), lodged(eve)
    desk.admit_complaint(number=number, by=people.secretariat(), now=eve, concerns=())
    night(eve)
    before = [rows(one, "mine").get(CASE) for one in (handler, reader)]
    hearing_actions.answer_complaint(number=number, answer="پاسخ", by=manager, now=now)
    late = people.registered("late", Role.HANDLER)
    heard = [rows(one, "mine").get(CASE) for one in (handler, reader, late)]
    judgements = {1: ruling_actions.Judgement(Verdict.UPHELD, "دیده شد.")}
    ruling_actions.propose_ruling(number=number, judgements=judgements, by=handler, now=now)

    assert before == [None, None]
    assert heard == [["نوشتن رأی"], None, None]
    assert rows(reader, "mine")[CASE] == ["بازگرداندن رأی", "صدور رأی"]


def test_a_mandate_that_waits_is_due_from_an_officer_who_has_no_part_in_it() -> None:
    first, second = (people.registered(name, Role.MANAGER) for name in ("first", "second"))
    mina = people.registered("mina")
    mandates.give_mandate(grant=mandates.Grant(mina, Role.APPROVER), by=first, now=timezone.now())

    waiting = [texts(signed_in(one).get(PAGE).content, "#mine .due-move") for one in (first, second)]

    assert waiting == [[], ["تأیید حکم"]]


def test_a_representative_finds_messages_and_mandates_alone() -> None:
    busy_office()
    representative = people.holder(Role.REPRESENTATIVE)

    page = signed_in(representative).get(PAGE).content

    assert texts(page, "#mandates li span") == ["نماینده‌ی دستگاه ELSEWHERE"]
    assert (texts(page, "#messages a"), texts(page, "#first-hour")) == (["همه دیده شده است."], [])


def test_unseen_messages_are_counted() -> None:
    representative = people.holder(Role.REPRESENTATIVE)
    trip.method_in_force()

    assert texts(signed_in(representative).get(PAGE).content, "#messages a") == ["دیده‌نشده: ۱"]


def asked_of(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(PAGE)
    return len(captured)


def more_work(number: int) -> None:
    lodged()
    now = timezone.now()
    title = Words("دوره", "Round")
    draft = rounds.RoundDraft(f"1405-{number}", title, trip.METHOD, now, now + timedelta(days=9))
    rounds.draft_round(draft=draft, by=people.secretariat(), now=now)


def test_the_page_asks_the_database_as_often_for_much_work_as_for_little() -> None:
    trip.method_in_force()
    more_work(1)
    client = signed_in(people.manager())
    little = asked_of(client)

    for number in range(2, 6):
        more_work(number)

    assert asked_of(client) == little
