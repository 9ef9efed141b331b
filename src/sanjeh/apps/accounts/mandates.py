"""Who holds which mandate, what ends soon, and which bodies have too few people."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from sanjeh.apps.accounts.letters import Letter
from sanjeh.apps.accounts.models import Delegation, Mandate, Person, Reminder
from sanjeh.apps.accounts.queries import holding, of
from sanjeh.core.workflow.mandates import LEAST_PEOPLE, SPEAKS_FOR_A_BODY
from sanjeh.core.workflow.roles import Role


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A share of the answers that a department gives."""

    number: int
    department: str
    indicators: tuple[str, ...]
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MandateRow:
    """One mandate as lists show it; `given_by` is empty where the system gave it."""

    number: int
    authority: str
    person: str
    name: str
    role: Role
    body: str
    letter: Letter
    given_by: str
    since: datetime
    until: datetime
    awaits_second: bool
    delegations: tuple[DelegationRow, ...]


def running(
    now: datetime, *, role: str = "", body: str = "", text: str = "", authority: str | None = None
) -> tuple[MandateRow, ...]:
    """Return the mandates that have not ended, those that are still to begin or to be confirmed too."""
    rows = Mandate.objects.filter(of(authority), Q(ended_at=None), until__gt=now)
    if role:
        rows = rows.filter(role=role)
    if body:
        rows = rows.filter(body=body)
    if text:
        rows = rows.filter(Q(person__display_name__icontains=text) | Q(person__username__icontains=text))
    return tuple(map(row_of, with_people(rows).order_by("body", "role", "person__display_name", "pk")))


def mandate(number: int) -> MandateRow | None:
    """Return one mandate, whether it still holds or not."""
    found = with_people(Mandate.objects.filter(pk=number)).first()
    return row_of(found) if found else None


def mandates_ending(within: timedelta, now: datetime) -> tuple[MandateRow, ...]:
    """Return the mandates that hold now and end within so long, the next one first."""
    rows = Mandate.objects.filter(holding(now), until__lte=now + within)
    return tuple(map(row_of, with_people(rows).order_by("until", "pk")))


def awaiting_second(now: datetime, authority: str | None = None) -> tuple[MandateRow, ...]:
    """Return the mandates that wait for a second officer, the longest waiting first."""
    rows = Mandate.objects.filter(
        of(authority), needs_two=True, confirmed_at=None, ended_at=None, until__gt=now
    )
    return tuple(map(row_of, with_people(rows).order_by("given_at", "pk")))


def mandates_of(person: Person, now: datetime) -> tuple[MandateRow, ...]:
    """Return the mandates that this person holds now, the one that ends next first."""
    rows = Mandate.objects.filter(holding(now), person=person)
    return tuple(map(row_of, with_people(rows).order_by("until", "pk")))


def bodies_in(roles: Iterable[Role], now: datetime, authority: str | None = None) -> tuple[str, ...]:
    """Return the codes of the bodies in which anybody has one of these roles, or is to have it."""
    rows = Mandate.objects.filter(of(authority), ended_at=None, until__gt=now, role__in=list(roles))
    return tuple(rows.exclude(body="").order_by("body").values_list("body", flat=True).distinct())


def department_editors(
    bodies: Iterable[str], now: datetime, authority: str | None = None
) -> tuple[MandateRow, ...]:
    """Return the mandates of those who answer for departments of these bodies now."""
    rows = Mandate.objects.filter(
        holding(now), of(authority), role=Role.DEPARTMENT_EDITOR, body__in=list(bodies)
    )
    return tuple(map(row_of, with_people(rows).order_by("body", "person__display_name", "pk")))


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """Somebody who is to be told, and of what; `mandate_actions.note_told` is called once it is done."""

    number: int
    days: int
    mandate: MandateRow


def to_be_reminded() -> tuple[ReminderRow, ...]:
    """Return the reminders that nobody has been told yet, oldest first."""
    rows = Reminder.objects.filter(told_at=None).order_by("due_at", "pk")
    mandates = {row.pk: row for row in with_people(Mandate.objects.filter(reminders__in=rows))}
    return tuple(ReminderRow(one.pk, one.days, row_of(mandates[one.mandate_id])) for one in rows)


def bodies_short_of_people(bodies: Iterable[str], now: datetime) -> dict[str, int]:
    """Return those of these bodies for which fewer than two people may speak, with how many do."""
    held = Mandate.objects.filter(
        holding(now), role__in=[role.value for role in SPEAKS_FOR_A_BODY], person__is_active=True
    )
    speakers = Counter(body for body, _ in set(held.values_list("body", "person")))
    return {body: speakers[body] for body in bodies if speakers[body] < LEAST_PEOPLE}


def with_people(rows: QuerySet[Mandate]) -> QuerySet[Mandate]:
    shares = Prefetch("delegations", Delegation.objects.filter(ended_at=None).order_by("department", "pk"))
    return rows.select_related("person", "given_by").prefetch_related(shares)


def row_of(row: Mandate) -> MandateRow:
    return MandateRow(
        number=row.pk,
        authority=str(row.authority_id),
        person=row.person.reference,
        name=row.person.display_name,
        role=Role(row.role),
        body=row.body,
        letter=Letter(row.letter_number, row.letter_date, row.letter_sha256),
        given_by=row.given_by.display_name if row.given_by else "",
        since=row.since,
        until=row.until,
        awaits_second=row.needs_two and row.confirmed_at is None,
        delegations=tuple(
            DelegationRow(one.pk, one.department, tuple(one.indicators), tuple(one.services))
            for one in row.delegations.all()
        ),
    )


def owner(number: int) -> str | None:
    """Return the code of the authority whose this is, None where there is none of it."""
    return Mandate.objects.filter(pk=number).values_list("authority__code", flat=True).first()
