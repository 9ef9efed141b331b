"""Questions of the tests: somebody who speaks for a body, and an expert."""

from datetime import UTC, datetime, timedelta

from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.apps.questions import actions
from sanjeh.core.workflow.questions import About
from sanjeh.core.workflow.roles import Role
from tests import people

NOW = datetime(2026, 11, 1, 5, tzinfo=UTC)  # 10 Aban 1405, a Sunday, half past eight in Tehran
HOUR, DAY = timedelta(hours=1), 7 * 3600
BODY = "NAZ"
TWO = actions.Asked(BODY, "کارمزد", ("کارمزد کجا دیده می‌شود؟", " ", "از کی؟"), About.INDICATOR, "I12")
ANSWERS = {1: "در صفحه‌ی خدمت.", 2: "از این دوره."}


def asker(name: str = "asker", body: str = BODY) -> Person:
    found = Person.objects.filter(username=name).first()
    if found:
        return found
    made = people.registered(name)
    Mandate.objects.create(person=made, role=Role.REPRESENTATIVE, body=body, **people.dates(people.SINCE))
    return made


def expert() -> Person:
    return people.holder(Role.ASSESSOR)


def asked(now: datetime = NOW) -> int:
    return actions.ask(asked=TWO, by=asker(), now=now)


def answered(now: datetime = NOW + HOUR) -> int:
    number = asked()
    actions.answer(number=number, answers=ANSWERS, by=expert(), now=now)
    return number
