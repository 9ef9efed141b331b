"""The register of outside members, and the hands that let them be drawn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjeh.apps.catalogue.models import Body
from sanjeh.apps.desk import actions
from sanjeh.apps.desk.models import Complaint, OutsideMember
from sanjeh.apps.journal import actions as journal
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.desk import country
from tests.web.clients import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/office/outside/"
ACTS = "/office/complaints/1/acts/"


def filled(reference: str, **more: str) -> dict[str, str]:
    return {
        "person": reference,
        "organisation": "دانشگاه نمونه",
        "letter_number": "۱۲/۳۴",
        "letter_day": "۱۴۰۴/۱۲/۰۱",
        **more,
    }


def test_a_manager_registers_somebody_by_a_letter_and_ends_it() -> None:
    manager, member = signed_in(people.manager()), people.registered("zohre")

    lacking = manager.post(PAGE, filled(member.reference, letter_number="")).content.decode()
    manager.post(PAGE, filled(member.reference))
    listed = manager.get(PAGE).content.decode()
    again = manager.post(PAGE, filled(member.reference)).content.decode()
    manager.post(PAGE, {"number": str(OutsideMember.objects.get().pk)})

    assert 'id="id_letter_number_error"' in lacking
    assert ("zohre" in listed, "دانشگاه نمونه" in listed, "۱۴۰۴" in listed) == (True, True, True)
    assert "از بیرون نیست" in again
    assert OutsideMember.objects.get().ended_at is not None


def test_who_works_here_is_not_put_on_the_register() -> None:
    own = people.registered("mina", Role.HANDLER)

    page = signed_in(people.manager()).post(PAGE, filled(own.reference)).content.decode()

    assert "از بیرون نیست" in page
    assert not OutsideMember.objects.exists()


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.APPROVER, Role.AUDITOR])
def test_others_see_the_register_and_change_nothing(role: Role) -> None:
    client, member = signed_in(people.holder(role)), people.registered("zohre")

    seen = client.get(PAGE)
    refused = [client.post(PAGE, filled(member.reference)), client.post(PAGE, {"number": "1"})]

    assert (seen.status_code, b"<form method" in seen.content.split(b"<main")[1]) == (200, False)
    assert [one.status_code for one in refused] == [403, 403]


@pytest.mark.parametrize("sent", [{"number": "x"}, {"number": "9" * 12}])
def test_what_no_form_of_ours_sends_is_not_found(sent: dict[str, str]) -> None:
    assert signed_in(people.manager()).post(PAGE, sent).status_code == 404


def test_an_approver_lets_outsiders_be_drawn_on_the_page_of_the_case_and_the_complainant_reads_why() -> None:
    Body.objects.create(code="NAZ", title_fa="سازمان نمونه", title_en="Sample body")
    eve = timezone.now() - timedelta(days=1)
    involved = people.registered("involved", Role.HANDLER)
    people.registered("rasa", Role.SECOND_READER)
    journal.write(by=involved, at=eve, what="body.corrected", about="body:NAZ")
    country.lodged(eve)
    actions.admit_complaint(number=1, by=people.registered("sara", Role.SECRETARIAT), now=eve)
    both = people.registered("both", Role.APPROVER, Role.SECOND_READER)
    clients = [signed_in(people.registered(name, Role.APPROVER)) for name in ("nika", "nava")]

    seen = clients[0].get("/office/complaints/1/").content.decode()
    refused = signed_in(both).post(ACTS, {"act": "let_outsiders", "role": "handler"}, follow=True)
    wrong = clients[0].post(ACTS, {"act": "let_outsiders", "role": "friend"})
    for client in clients:
        client.post(ACTS, {"act": "let_outsiders", "role": "handler"})
    after = clients[0].get("/office/complaints/1/").content.decode()

    assert ("می‌پذیرم که عضوهای بیرونی" in seen, "می‌پذیرم که عضوهای بیرونی" in after) == (True, False)
    assert "تنها ۰ نفر مانده‌اند؛ ۱ نفر دیگر این خانه در موضوع دست داشته‌اند." in after
    assert "نمی‌تواند راه را برای عضو بیرونی باز کند" in refused.content.decode()
    assert wrong.status_code == 404
    assert Complaint.objects.get().necessities.get(role="handler").approvals.count() == 2
