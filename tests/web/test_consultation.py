"""Who speaks for a body comments on a draft on a page; the office answers; nothing typed is lost."""

import pytest

from sanjeh.apps.agreements import comments
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.agreements.test_acceptance import BODY
from tests.apps.agreements.test_consultation import commented
from tests.apps.agreements.test_own_agreement import confirmed, consulted
from tests.web.clients import DONE, signed_in, texts, told

pytestmark = pytest.mark.django_db
PAGE = "/office/consultation/"
FORM = {"number": "2", "body": BODY, "clause": "1", "text": "سنجش را روشن‌تر بنویسید."}


def test_a_body_comments_and_the_office_answers_below_it() -> None:
    consulted()
    body, office = signed_in(people.holder(Role.REPRESENTATIVE)), signed_in(people.secretariat())

    assert told(body, PAGE, **FORM) == [DONE]
    (row,) = comments.comments(2)
    assert told(office, f"/office/agreement/comments/{row.number}/", text="نوشته شد.") == [DONE]

    assert texts(body.get(PAGE).content, "#comments .translation p")[-1] == "نوشته شد."
    assert texts(body.get("/office/offer/").content, ".notice-line a")[0].startswith("نسخه‌ی ۲ در رایزنی است")


@pytest.mark.parametrize("changes", [{"text": " "}, {"clause": "9"}, {"body": "B1"}])
def test_a_comment_that_lacks_something_is_told_beside_it_and_stays_typed(changes: dict[str, str]) -> None:
    consulted()

    page = signed_in(people.holder(Role.REPRESENTATIVE)).post(PAGE, {**FORM, **changes}).content

    assert (len(texts(page, ".form-errors li")), comments.comments(2)) == (1, ())
    assert texts(page, "#id_text") == [changes.get("text", FORM["text"]).strip()]


def test_where_no_draft_is_open_the_page_says_so() -> None:
    confirmed()

    page = signed_in(people.holder(Role.REPRESENTATIVE)).get(PAGE).content

    assert texts(page, ".lead-soft") == ["اکنون نسخه‌ای در رایزنی نیست."]


def test_an_empty_answer_is_told_and_the_offer_waits_for_every_answer() -> None:
    consulted()
    number = commented()
    office, approver = signed_in(people.secretariat()), signed_in(people.approver())

    page = office.post(f"/office/agreement/comments/{number}/", {"text": " "}).content

    assert texts(page, "#comments .form-errors li") == ["پاسخ را بنویسید؛ پاسخ خالی پذیرفته نیست."]
    assert told(approver, "/office/agreement/2/")[0].startswith("هنوز به ۱ نظر دستگاه‌ها پاسخ داده نشده است")


def test_a_comment_that_there_is_not_is_not_found() -> None:
    assert (
        signed_in(people.secretariat()).post("/office/agreement/comments/9/", {"text": "x"}).status_code
        == 404
    )
