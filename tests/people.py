"""People of the tests, with the mandates by which they act."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sanjeh.apps.accounts import mandate_actions, queries
from sanjeh.apps.accounts.mandate_actions import Grant
from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.core.workflow.roles import IN_A_BODY, Role

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC)


def keeper() -> Person | None:
    """Return who registers people: a manager, or the system while there is none."""
    return next(iter(queries.holders(Role.MANAGER, SINCE)), None)


def registered(name: str, *roles: Role, password: str | None = None, since: datetime = SINCE) -> Person:
    """Give somebody with these roles, by rows alone: no act of anybody stands in the journal."""
    made = Person(username=name, display_name=name, joined_at=since)
    made.set_password(password)
    made.save()
    held = [Mandate(person=made, role=role, body=place(role), **dates(since)) for role in roles]
    Mandate.objects.bulk_create(held)
    return made


def place(role: Role) -> str:
    """Return the body of a role that is held in one: it is one that no test looks at."""
    return "ELSEWHERE" if role in IN_A_BODY else ""


def dates(since: datetime) -> dict[str, datetime]:
    return {"given_at": since, "since": since, "until": UNTIL}


def give_role(person: Person, role: Role, by: Person | None, now: datetime) -> Mandate:
    """Give a mandate for years, as a manager or the system does."""
    return mandate_actions.give_mandate(grant=Grant(person, role, place(role), until=UNTIL), by=by, now=now)


def join_body(person: Person, body: str, by: Person | None, now: datetime) -> Mandate:
    grant = Grant(person, Role.MEMBER, body, until=UNTIL)
    return mandate_actions.give_mandate(grant=grant, by=by, now=now)


def end_role(person: Person, role: Role, by: Person | None, now: datetime, body: str = "") -> None:
    held = Mandate.objects.get(person=person, role=role, body=body, ended_at=None)
    mandate_actions.end_mandate(number=held.pk, by=by, now=now)


def put_in(person: Person, role: Role, body: str) -> None:
    """Give a mandate in a body by a row alone."""
    Mandate.objects.create(person=person, role=role, body=body, **dates(SINCE))


def leave_body(person: Person, body: str, by: Person | None, now: datetime) -> None:
    end_role(person, Role.MEMBER, by, now, body)


def holder(*roles: Role) -> Person:
    """Return the test's one person with these roles, registered at the first call."""
    name = "-".join(roles) or "nobody"
    found = Person.objects.filter(username=name).first()
    return found or registered(name, *roles)


def few(alone: Iterable[Role], others: Iterable[Role]) -> dict[str, tuple[Person, frozenset[Role]]]:
    """Return a person for each role of the first, and one who holds all of the second."""
    held = {role.value: (holder(role), frozenset({role})) for role in alone}
    return {**held, "others": (registered("others", *others), frozenset(others))}


def each() -> dict[str, tuple[Person, frozenset[Role]]]:
    """Return a person for each role, and one without any."""
    held = {role.value: (holder(role), frozenset({role})) for role in Role}
    return {**held, "nobody": (holder(), frozenset())}


def secretariat() -> Person:
    return holder(Role.SECRETARIAT)


def approver() -> Person:
    return holder(Role.APPROVER)


def manager() -> Person:
    return holder(Role.MANAGER)
