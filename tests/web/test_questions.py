"""Questions in the office, from both sides, and what everybody may learn of them."""

import pytest
from django.test import Client
from django.utils import timezone

from sanjeh.apps.questions import actions
from sanjeh.apps.questions.models import AnswerTemplate, Question
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.questions.asked import TWO, asker, expert
from tests.web.clients import signed_in

pytestmark = pytest.mark.django_db
ASKED = {
    "body": "NAZ",
    "about": "indicator",
    "name": "I12",
    "title": "کارمزد",
    "part1": "کجا؟",
    "part2": "از کی؟",
}


def test_a_body_asks_an_expert_answers_each_part_and_the_body_says_what_was_none() -> None:
    body, lead = signed_in(asker()), signed_in(expert())
    body.post("/office/questions/", ASKED)
    lacking = lead.post(
        "/office/questions/1/", {"move": "answer", "answer1": "در صفحه‌ی خدمت."}
    ).content.decode()
    lead.post("/office/questions/1/", {"move": "answer", "answer1": "در صفحه.", "answer2": "از این دوره."})
    body.post("/office/questions/1/", {"move": "not_answered", "part": "2", "words": "از کدام دوره؟"})
    seen = lead.get("/office/questions/1/").content.decode()
    lead.post("/office/questions/1/", {"move": "answer", "answer2": "از دوره‌ی ۱۴۰۵."})
    body.post("/office/questions/1/", {"move": "close"})

    assert "این بخش‌ها پاسخ ندارند: ۲" in lacking
    assert "در صفحه‌ی خدمت." in lacking
    assert "از کدام دوره؟" in seen
    assert Question.objects.get().state == "closed"


def test_an_expert_asks_back_and_the_body_replies() -> None:
    number = actions.ask(asked=TWO, by=asker(), now=timezone.now())
    body, lead = signed_in(asker()), signed_in(expert())
    empty = lead.post(f"/office/questions/{number}/", {"move": "ask_back", "words": " "}).content.decode()
    lead.post(f"/office/questions/{number}/", {"move": "ask_back", "words": "کدام خدمت؟"})
    body.post(f"/office/questions/{number}/", {"move": "reply", "words": "خدمت ۱۲"})
    late = body.post(f"/office/questions/{number}/", {"move": "reply", "words": "باز"}).content.decode()

    assert "چیزی بنویسید" in empty
    assert "در این مرحله نیست" in late
    assert [note.text for note in Question.objects.get().notes.all()] == ["کدام خدمت؟", "خدمت ۱۲"]


def test_another_body_finds_no_such_question_by_page_and_by_form() -> None:
    number = actions.ask(asked=TWO, by=asker(), now=timezone.now())
    other = signed_in(asker("stranger", "B2"))

    assert other.get(f"/office/questions/{number}/").status_code == 404
    assert other.post(f"/office/questions/{number}/", {"move": "close"}).status_code == 404
    assert "کارمزد" not in other.get("/office/questions/").content.decode()
    for sent in ({"move": "x"}, {"move": "not_answered", "part": "۲", "words": "x"}):
        assert signed_in(asker()).post(f"/office/questions/{number}/", sent).status_code == 404


def test_a_template_begins_the_answer_of_the_part_that_the_address_names() -> None:
    number = actions.ask(asked=TWO, by=asker(), now=timezone.now())
    lead = signed_in(people.secretariat())
    lead.post("/office/answer-templates/", {"title": "آغاز", "text": "با سپاس از پرسش شما."})
    kept = AnswerTemplate.objects.get()

    page = lead.get(f"/office/questions/{number}/?part=2&template={kept.pk}").content.decode()
    none = lead.post("/office/answer-templates/", {"title": "نو", "text": ""}).content.decode()

    assert page.count("با سپاس از پرسش شما.") == 1
    assert "متن الگو را بنویسید" in none


def test_an_answer_for_everybody_is_written_published_by_another_and_found(client: Client) -> None:
    writer, other = signed_in(expert()), signed_in(people.holder(Role.APPROVER))
    entry = {"about": "other", "question_fa": "كارمزد کجاست؟", "answer_fa": "در صفحه‌ی خدمت."}
    half = writer.post("/office/faq/", {**entry, "answer_en": "On its page."}).content.decode()
    named = writer.post(
        "/office/faq/", {**entry, "answer_fa": f"{expert().display_name} گفت."}
    ).content.decode()
    writer.post("/office/faq/", entry)
    before = client.get("/questions/").content.decode()
    assert writer.post("/office/faq/1/", {"move": "publish"}).status_code == 403
    other.post("/office/faq/1/", {"move": "publish"})

    assert "یا هیچ‌یک را" in half
    assert "نام کسی در متن هست" in named
    assert "هنوز پاسخی برای همگان" in before
    assert "در صفحه‌ی خدمت." in client.get("/questions/?q=کارمزد").content.decode()
    assert "پاسخی با این واژه‌ها نیست" in client.get("/questions/?q=زعفران").content.decode()
    again = other.post("/office/faq/1/", {"move": "publish"}, follow=True).content.decode()
    assert "در این مرحله نیست" in again
