"""People of the tests, registered as the house registers them: the first by the system, then by a manager."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sanjeh.apps.accounts import actions as accounts
from sanjeh.apps.accounts import mandate_actions, queries
from sanjeh.apps.accounts.mandate_actions import Grant
from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.core.workflow.roles import IN_A_BODY, Role

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC)


def keeper() -> Person | None:
    """Return who registers people: a manager, or the system while there is none."""
    return next(iter(queries.holders(Role.MANAGER, SINCE)), None)


def registered(name: str, *roles: Role, password: str | None = None, since: datetime = SINCE) -> Person:
    """Register somebody with these roles."""
    made = accounts.register_person(
        username=name, display_name=name, password=password, by=keeper(), now=since
    )
    for role in roles:
        give_role(made, role, keeper(), since)
    return made


def give_role(person: Person, role: Role, by: Person | None, now: datetime) -> Mandate:
    """Give a mandate for years; one that is held in a body is held in one that no test looks at."""
    grant = Grant(person, role, "ELSEWHERE" if role in IN_A_BODY else "", until=UNTIL)
    return mandate_actions.give_mandate(grant=grant, by=by, now=now)


def join_body(person: Person, body: str, by: Person | None, now: datetime) -> Mandate:
    grant = Grant(person, Role.MEMBER, body, until=UNTIL)
    return mandate_actions.give_mandate(grant=grant, by=by, now=now)


def end_role(person: Person, role: Role, by: Person | None, now: datetime, body: str = "") -> None:
    held = Mandate.objects.get(person=person, role=role, body=body, ended_at=None)
    mandate_actions.end_mandate(number=held.pk, by=by, now=now)


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
