"""When a breach opens, whose duty it is and each body that it touches are written to, and nobody else."""

from datetime import UTC, datetime

import pytest

from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.apps.catalogue.models import Body
from sanjeh.apps.desk import actions as desk
from sanjeh.apps.messages.models import Message
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.commitments.broken import a_breach
from tests.apps.desk.country import LODGING

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def bodies(db: None) -> None:
    for code in ("NAZ", "VAZ"):
        Body.objects.create(code=code, title_fa=f"سازمان {code}", title_en=f"Body {code}")


def speaker(name: str, body: str, role: Role = Role.REPRESENTATIVE) -> Person:
    made = people.registered(name)
    Mandate.objects.create(person=made, role=role, body=body, **people.dates(people.SINCE))
    return made


def told() -> dict[str, list[str]]:
    rows = Message.objects.filter(about="breach:1").order_by("person__username")
    found: dict[str, list[str]] = {}
    for template, name in rows.values_list("template", "person__username"):
        found.setdefault(template, []).append(name)
    return found


def test_the_owner_and_the_body_whose_case_it_is_are_told_and_no_other_body() -> None:
    people.secretariat()
    people.manager()
    speaker("of-naz", "NAZ")
    speaker("deputy-of-naz", "NAZ", Role.DEPUTY)
    speaker("edits-for-naz", "NAZ", Role.DEPARTMENT_EDITOR)
    speaker("of-vaz", "VAZ")
    number = desk.lodge_complaint(lodging=LODGING, now=NOW).number

    a_breach(NOW, "apology", refs=(f"complaint:{number}/decision",))

    assert told() == {
        TemplateName.BREACH_OPENED: ["secretariat"],
        TemplateName.BREACH_OF_A_BODY: ["deputy-of-naz", "of-naz"],
    }


@pytest.mark.parametrize("ref", ["body:NAZ", "mark:NAZ/http.hsts", "acceptance:2/NAZ"])
def test_a_body_is_found_in_what_names_it(ref: str) -> None:
    people.secretariat()
    speaker("of-naz", "NAZ")
    speaker("of-vaz", "VAZ")

    a_breach(NOW, refs=(ref,))

    assert told()[TemplateName.BREACH_OF_A_BODY] == ["of-naz"]


def test_of_a_promise_of_the_bodies_the_manager_is_told_and_only_the_body_concerned() -> None:
    people.manager()
    speaker("of-naz", "NAZ")
    speaker("of-vaz", "VAZ")

    a_breach(NOW, code="S14", refs=("body:NAZ",))

    assert told() == {
        TemplateName.BREACH_OPENED: ["manager"],
        TemplateName.BREACH_OF_A_BODY: ["of-naz"],
    }


def test_where_nobody_has_the_duty_the_manager_is_told() -> None:
    people.manager()

    a_breach(NOW)

    assert told() == {TemplateName.BREACH_OPENED: ["manager"]}


def test_a_message_says_number_sentence_and_time_and_no_word_of_the_case() -> None:
    people.secretariat()
    speaker("of-naz", "NAZ")
    number = desk.lodge_complaint(lodging=LODGING, now=NOW).number

    breach = a_breach(NOW, "apology", refs=(f"complaint:{number}",))
    texts = [
        one.subject + one.text + one.html + one.short for one in Message.objects.filter(about="breach:1")
    ]

    assert len(texts) == 2
    assert all("S12" in text and "۱" in text for text in texts)
    words = (*filter(None, LODGING.allegations), LODGING.complainant, "complaint:")
    assert [word for word in words if word in "".join(texts)] == []
    assert breach.due_at is not None
    assert "توافق نشده" not in "".join(texts)


def test_where_no_remedy_was_agreed_the_message_says_so() -> None:
    people.secretariat()

    a_breach(NOW)

    assert "جبرانی برای آن توافق نشده است" in Message.objects.get(about="breach:1").text
