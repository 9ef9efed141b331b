"""Who no longer works here and is complained about answers once, by a secret link and without an account."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import actions, hearing_actions, queries, rate_limit, sides
from sanjeh.apps.desk.kinds import ComplaintKind
from sanjeh.apps.desk.models import AnswerLink, Complaint
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.messages.models import Despatch, Message
from sanjeh.core.workflow.roles import Role
from tests import hands, people
from tests.apps.desk.country import EVE, LODGING, NOW, night, person, state_of
from tests.web.clients import texts

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def gone(name: str = "kaveh", email: str | None = "kaveh@example.org") -> Person:
    """Register somebody without any mandate, who can be written to where there is an address."""
    made = person(name)
    made.email, made.email_proved_at = email, NOW if email else None
    made.save()
    return made


def about(name: str = "kaveh", eve: datetime = EVE) -> actions.Receipt:
    """Lodge and admit a complaint about somebody's conduct, and let the night seat a handler."""
    if not Person.objects.filter(username="mina").exists():
        person("mina", Role.HANDLER)
        person("rasa", Role.SECOND_READER)
        people.manager()
    lodging = replace(LODGING, kind=ComplaintKind.CONDUCT, body="", about_person=name)
    receipt = actions.lodge_complaint(lodging=lodging, now=eve)
    actions.admit_complaint(number=receipt.number, by=people.secretariat(), now=eve)
    night(eve)
    return receipt


def unsigned(page: bytes) -> bytes:
    """Return a page without the sign of its forms, which is another each time."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)


def token() -> str:
    return Message.objects.filter(template="answer_asked").latest("pk").link.split("/")[-2]


def test_who_has_left_gets_a_link_and_answers_with_it_once() -> None:
    kaveh, receipt = gone(), about()
    secret = token()

    page = sides.linked_page(secret, NOW)
    hearing_actions.answer_by_link(token=secret, answer="پاسخ من", now=NOW)

    assert page.points == tuple(filter(None, LODGING.allegations))
    assert queries.tracked(receipt.number, receipt.code, NOW).answer == "پاسخ من"
    assert state_of(receipt) == "heard"
    assert Complaint.objects.get().statements.get(kind="answer").by == kaveh
    with pytest.raises(sides.NotASide):
        hearing_actions.answer_by_link(token=secret, answer="دوباره", now=NOW)


def test_the_mail_says_no_word_of_the_case_and_the_database_knows_no_secret() -> None:
    gone()
    about()

    mail = Despatch.objects.get(message__template="answer_asked", channel="email").message
    words = (*filter(None, LODGING.allegations), LODGING.complainant)
    assert [word for word in words if word in mail.subject + mail.text + mail.html + mail.short] == []
    assert token() not in str(AnswerLink.objects.values())
    assert token() not in str([line.entry for line in journal.lines()])


def test_nobody_else_answers_for_whom_a_link_was_sent_to() -> None:
    gone()
    about()

    assert sides.respondents(Complaint.objects.get(), NOW) == ()
    with pytest.raises(actions.NotImpartial):
        hearing_actions.answer_complaint(number=1, answer="x", by=people.manager(), now=NOW)


@pytest.mark.parametrize("email", [None, "kaveh@example.org"])
def test_who_works_here_or_cannot_be_written_to_gets_none(email: str | None) -> None:
    kaveh = gone(email=email)
    if email:
        people.give_role(kaveh, Role.OPERATOR, people.manager(), EVE - timedelta(days=1))
    about()

    assert AnswerLink.objects.count() == 0
    assert sides.respondents(Complaint.objects.get(), NOW) == ((kaveh,) if email else (people.manager(),))


@pytest.mark.parametrize(("more", "opens"), [(-SECOND, True), (0 * SECOND, False)])
def test_a_link_opens_until_its_last_second(more: timedelta, *, opens: bool) -> None:
    gone()
    about()
    moment = AnswerLink.objects.get().expires_at + more

    if opens:
        assert sides.linked(token(), moment).complaint.number == 1
    else:
        with pytest.raises(sides.NotASide):
            sides.linked(token(), moment)


def test_a_link_ends_with_the_time_of_the_answer() -> None:
    gone()
    about()
    hearing_actions.end_hearing(number=1, now=NOW + timedelta(days=29))

    with pytest.raises(sides.NotASide):
        sides.linked(token(), NOW + timedelta(days=29))


def test_the_page_takes_the_answer_and_tells_wrong_used_and_old_links_the_same() -> None:
    gone()
    about(eve=timezone.now() - timedelta(days=1))
    address = f"/complaints/answer/{token()}/"
    shown = Client().get(address)
    empty = Client().post(address, {"answer": " "})
    taken = Client().post(address, {"answer": "پاسخ من"})
    used, wrong = (Client().get(one) for one in (address, "/complaints/answer/no-such-secret-at-all/"))

    assert texts(shown.content, "h1") == ["پاسخ به شکایت شماره‌ی ۱"]
    assert LODGING.complainant not in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert texts(empty.content, ".form-errors li")
    assert (taken.status_code, used.status_code, wrong.status_code) == (200, 404, 404)
    assert unsigned(used.content.replace(token().encode(), b"no-such-secret-at-all")) == unsigned(
        wrong.content
    )


def test_one_visitor_may_try_ten_times() -> None:
    wrong = "/complaints/answer/no-such-secret/"

    tried = [Client().get(wrong).status_code for _ in range(rate_limit.ANSWERING.limit + 1)]

    assert tried == [404] * rate_limit.ANSWERING.limit + [429]
    assert Client(REMOTE_ADDR="192.0.2.7").get(wrong).status_code == 404


def test_the_database_lets_a_link_be_used_once_and_in_time() -> None:
    gone()
    about()
    change = "UPDATE desk_answerlink SET"

    assert hands.refusal(f"{change} used_at = expires_at") != ""
    assert hands.refusal(f"{change} used_at = sent_at") == ""
    AnswerLink.objects.update(used_at=NOW)
    tried = (f"{change} used_at = NULL", f"{change} token_hash = 'x'", "DELETE FROM desk_answerlink")
    assert [one for one in tried if hands.refusal(one) == ""] == []
