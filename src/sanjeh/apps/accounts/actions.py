"""Registering people; their mandates are given in `mandate_actions`."""

from datetime import datetime

from django.db import connection, transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.journal import actions as journal
from sanjeh.core.workflow.moves import PeopleMove


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


def one_at_a_time(name: str) -> None:
    """Let nobody else count under this name meanwhile: two would both find room for one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
