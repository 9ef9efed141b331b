"""Registering people, giving and ending roles; the first manager is registered by the system."""

from datetime import datetime

from django.db import connection, transaction

from sanjeh.apps.accounts.models import Membership, Person, RoleHeld
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import PeopleMove
from sanjeh.core.workflow.roles import Role


@transaction.atomic
def register_person(
    *, username: str, display_name: str, password: str | None, by: Person | None, now: datetime
) -> Person:
    """Register someone; without a password nobody can sign in under this name yet."""
    permit(by=by, move=PeopleMove.REGISTER, about="person:new", now=now)
    person = Person(username=username, display_name=display_name, joined_at=now)
    person.set_password(password)
    person.save()
    journal.write(by=by, at=now, what="person.registered", about=person.reference)
    return person


@transaction.atomic
def give_role(*, person: Person, role: Role, by: Person | None, now: datetime) -> None:
    """Let the person hold this role from now on; doing it twice changes nothing."""
    permit(by=by, move=PeopleMove.GIVE_ROLE, about=person.reference, now=now)
    _, is_new = RoleHeld.objects.get_or_create(person=person, role=role, until=None, defaults={"since": now})
    if is_new:
        journal.write(by=by, at=now, what="role.given", about=person.reference, facts={"role": role.value})


@transaction.atomic
def end_role(*, person: Person, role: Role, by: Person | None, now: datetime) -> None:
    """End the role now; the row stays, for later questions of who could do what."""
    permit(by=by, move=PeopleMove.END_ROLE, about=person.reference, now=now)
    if RoleHeld.objects.filter(person=person, role=role, until=None).update(until=now):
        journal.write(by=by, at=now, what="role.ended", about=person.reference, facts={"role": role.value})


@transaction.atomic
def join_body(*, person: Person, body: str, by: Person | None, now: datetime) -> None:
    """Note that the person belongs to this body from now on."""
    permit(by=by, move=PeopleMove.JOIN_BODY, about=person.reference, now=now)
    _, is_new = Membership.objects.get_or_create(
        person=person, body=body, until=None, defaults={"since": now}
    )
    if is_new:
        journal.write(by=by, at=now, what="member.joined", about=(person.reference, Subject.BODY.named(body)))


@transaction.atomic
def leave_body(*, person: Person, body: str, by: Person | None, now: datetime) -> None:
    """Note that the person left; having belonged to the body still bars from its complaints."""
    permit(by=by, move=PeopleMove.LEAVE_BODY, about=person.reference, now=now)
    if Membership.objects.filter(person=person, body=body, until=None).update(until=now):
        journal.write(by=by, at=now, what="member.left", about=(person.reference, Subject.BODY.named(body)))


def one_at_a_time(name: str) -> None:
    """Let nobody else count under this name meanwhile: two would both find room for one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
