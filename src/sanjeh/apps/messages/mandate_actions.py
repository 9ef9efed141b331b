"""The worker's own work: people are told of the mandates that they were given, and of those that end."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from sanjeh.apps.accounts import mandate_actions, mandates
from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.apps.messages.actions import Content, send
from sanjeh.apps.messages.models import Message
from sanjeh.core.integrity.references import Subject
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.roles import ROLE_WORDS, Role

# A worker that stood still for so long tells all the same; mandates of before this was told are no news.
NEWS = timedelta(days=7)
OFFICE = "/office/"


@transaction.atomic
def tell_of_mandates(*, now: datetime) -> int:
    """Tell each person once of a mandate that was given or confirmed; return how many were told."""
    about = Concat(Value(f"{Subject.MANDATE}:"), Cast(OuterRef("pk"), CharField()))
    told = Message.objects.filter(template=TemplateName.MANDATE_GIVEN, about=about)
    agreed = Q(needs_two=False, given_at__gt=now - NEWS) | Q(confirmed_at__gt=now - NEWS)
    fresh = Mandate.objects.filter(agreed, ~Exists(told), ended_at=None, until__gt=now)
    rows = list(fresh.select_for_update(of=("self",)).select_related("person").order_by("pk"))
    for row in rows:
        facts = {"role": ROLE_WORDS[Role(row.role)], "since": row.since, "until": row.until}
        content = Content(TemplateName.MANDATE_GIVEN, row.reference, OFFICE, facts)
        send(content=content, to=[row.person], now=now)
    return len(rows)


@transaction.atomic
def remind_of_ends(*, now: datetime) -> int:
    """Tell who holds a mandate that it ends soon, once for each reminder; return how many were told."""
    mandate_actions.note_reminders(now=now)
    due = mandates.to_be_reminded()
    people = Person.objects.in_bulk({person_key(one.mandate.person) for one in due})
    for one in due:
        held = one.mandate
        facts = {"role": ROLE_WORDS[held.role], "days": one.days, "until": held.until}
        content = Content(TemplateName.MANDATE_ENDS, Subject.MANDATE.named(held.number), OFFICE, facts)
        send(content=content, to=[people[person_key(held.person)]], now=now)
        mandate_actions.note_told(reminder=one.number, now=now)
    return len(due)


def person_key(reference: str) -> int:
    (key,) = Subject.PERSON.names_in([reference])
    return int(key)
