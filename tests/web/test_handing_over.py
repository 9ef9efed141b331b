"""Running work goes to a successor by the form of its page, whatever the role; whose it was loses it then."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sanjeh.apps.accounts import mandate_actions, mandates, queries
from sanjeh.apps.accounts.mandate_actions import Grant, Share
from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.core.workflow.mandates import NEEDS_SECOND_FACTOR, NEEDS_TWO
from sanjeh.core.workflow.roles import IN_A_BODY, Role
from tests import people
from tests.stocked import PASSWORD
from tests.web.clients import signed_in, texts

pytestmark = pytest.mark.django_db
MOVES, PAGE = "/office/people/moves/", "/office/people/"


def running(person: Person, role: Role) -> Mandate:
    now = timezone.now()
    grant = Grant(person, role, "NAZ" if role in IN_A_BODY else "", now, now + timedelta(days=9))
    return mandate_actions.put(grant, None, now)


def handed(by: Person, number: int, successor: str, letter: str = "12/7") -> Client:
    client = signed_in(by)
    sent = {"move": "hand_over", "number": number, "successor": successor, "letter_number": letter}
    client.answer = client.post(MOVES, sent, follow=True)  # type: ignore[attr-defined]
    return client


def said(client: Client) -> list[str]:
    return texts(client.answer.content, ".notice-line p")[:1]  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("officers", [1, 2])
def test_every_role_goes_to_the_successor_and_from_its_holder(role: Role, officers: int) -> None:
    manager, mina = people.manager(), people.registered("mina")
    for name in range(1, officers):
        people.registered(f"officer-{name}", Role.MANAGER)
    people.registered("omid")
    row = running(mina, role)

    page = handed(manager, row.pk, "omid")

    now = timezone.now()
    waits = role in NEEDS_TWO and officers == 2
    given = mandates.running(now, text="omid")
    assert said(page) == ["انجام شد و در دفتر رویداد ثبت شد."]
    assert [(one.role, one.body, one.until, one.letter.number, one.awaits_second) for one in given] == [
        (role, row.body, row.until, "12/7", waits)
    ]
    assert queries.roles_of(mina, now) == set()
    assert queries.roles_of(queries.person("omid"), now) == (set() if waits else {role})


def test_the_share_of_a_department_goes_with_the_mandate_and_its_old_editor_sees_nothing_more() -> None:
    manager, editor = people.manager(), people.registered("editor")
    people.registered("heir")
    row = running(editor, Role.DEPARTMENT_EDITOR)
    share = Share("مالی", ("I01",), ("10000002000",))
    mandate_actions.delegate(number=row.pk, share=share, by=manager, now=timezone.now())

    page = handed(manager, row.pk, "heir")

    (given,) = mandates.running(timezone.now(), text="heir")
    opened = page.get(f"{PAGE}?mandate={given.number}").content
    assert [(one.department, one.indicators, one.services) for one in given.delegations] == [
        ("مالی", ("I01",), ("10000002000",))
    ]
    assert "مالی" in " ".join(texts(opened, "section[aria-labelledby=chosen] li"))
    assert signed_in(editor).get("/office/inbox/").status_code == 403
    assert signed_in(queries.person("heir")).get("/office/inbox/").status_code == 200


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.REPRESENTATIVE])
def test_the_successor_sets_up_the_second_factor_that_the_role_asks_for(role: Role) -> None:
    manager = people.manager()
    people.registered("omid", password=PASSWORD)
    handed(manager, running(people.registered("mina"), role).pk, "omid")

    client = Client()
    client.post("/office/login/", {"username": "omid", "password": PASSWORD})
    answer = client.get("/office/")

    asked = answer.status_code == 302 and "second-factor" in answer.headers["Location"]
    assert asked is (role in NEEDS_SECOND_FACTOR)


@pytest.mark.parametrize(
    ("successor", "told"),
    [
        ("nobody", "کسی با این نام حساب ندارد؛ او را دعوت کنید."),
        ("", "کسی با این نام حساب ندارد؛ او را دعوت کنید."),
        ("mina", "چنین چیزی دیگر در جریان نیست؛ کسی پیش از شما آن را به پایان برده است."),
        ("holds", "او این نقش را در بخشی از این زمان از پیش دارد."),
    ],
)
def test_a_successor_who_cannot_be_one_is_told_and_what_was_typed_stays(successor: str, told: str) -> None:
    manager, mina = people.manager(), people.registered("mina")
    running(people.registered("holds"), Role.AUDITOR)
    row = running(mina, Role.AUDITOR)

    page = handed(manager, row.pk, successor, "نامه‌ی ۱۲/۷")

    content = page.answer.content.decode()  # type: ignore[attr-defined]
    assert said(page) == [told]
    assert f'name="successor" dir="ltr" value="{successor}"' in content
    assert 'value="نامه‌ی ۱۲/۷"' in content
    assert queries.roles_of(mina, timezone.now()) == {Role.AUDITOR}


def test_a_form_that_is_sent_twice_hands_over_once() -> None:
    manager, mina = people.manager(), people.registered("mina")
    people.registered("omid")
    row = running(mina, Role.AUDITOR)
    handed(manager, row.pk, "omid")

    again = handed(manager, row.pk, "omid")

    assert said(again) == ["چنین چیزی دیگر در جریان نیست؛ کسی پیش از شما آن را به پایان برده است."]
    assert Mandate.objects.filter(person__username="omid").count() == 1


def test_nobody_takes_over_the_work_oneself() -> None:
    row = running(people.registered("mina"), Role.AUDITOR)

    page = handed(people.manager(), row.pk, people.manager().username)

    assert page.answer.status_code == 403  # type: ignore[attr-defined]
    assert queries.roles_of(row.person, timezone.now()) == {Role.AUDITOR}


def test_only_who_keeps_mandates_hands_over() -> None:
    row = running(people.registered("mina"), Role.AUDITOR)
    people.registered("omid")

    seen = {
        name: handed(person, row.pk, "omid").answer.status_code  # type: ignore[attr-defined]
        for name, (person, roles) in people.each().items()
        if Role.MANAGER not in roles
    }

    assert set(seen.values()) == {403}
    assert queries.roles_of(row.person, timezone.now()) == {Role.AUDITOR}
