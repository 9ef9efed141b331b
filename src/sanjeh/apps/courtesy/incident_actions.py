"""Incidents of conduct, of both sides alike: reported, answered, decided by somebody without a part."""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.accounts.queries import roles_of
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.courtesy import queries
from sanjeh.apps.courtesy.models import Incident, IncidentKey
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.apps.sealing import new_key
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.incidents import (
    EVENTS,
    INCIDENT,
    Against,
    CourtesyMove,
    IncidentMove,
    IncidentState,
)
from sanjeh.core.workflow.roles import IN_A_BODY
from sanjeh.core.working_time.hours import instant

ANSWER_DAYS = 5  # working days; a proposal of ours


class NotTheOtherSide(ValueError):
    """Who reports and who is reported are of the same side: that is no matter of this agreement."""


class WordsMissing(ValueError):
    """A report, an answer and a decision need words."""


class NotHeardYet(Exception):
    """The other side has neither answered nor let its time pass."""


class HadPart(Exception):
    """This person has a part in the incident."""


def side_of(person: Person, now: datetime) -> Against:
    """Return on which side somebody stands: who holds any mandate of a body is an applicant."""
    return Against.APPLICANT if roles_of(person, now) & IN_A_BODY else Against.STAFF


@transaction.atomic
def report_incident(*, about: Person, words: str, by: Person, now: datetime) -> int:
    """Report somebody of the other side; raise NotTheOtherSide or WordsMissing. The other side is told."""
    one_at_a_time("number of an incident")
    number: int = (Incident.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    permit(by=by, move=IncidentMove.REPORT, about=queries.reference(number), now=now)
    against = side_of(about, now)
    if by.pk == about.pk or against is side_of(by, now):
        raise NotTheOtherSide
    due, (sealer, key) = answer_due(now), new_key()
    made = Incident.objects.create(
        number=number,
        against=against,
        reported_by=by,
        about=about,
        words=sealer.seal(written(words)),
        reported_at=now,
        answer_due_at=due,
    )
    IncidentKey.objects.create(incident=made, locked=key)
    note(made, IncidentMove.REPORT, by, now)
    content = messages.Content(
        TemplateName.INCIDENT_REPORTED,
        made.reference,
        "/office/incidents/",
        {"number": number, "until": due},
    )
    messages.send(content=content, to=[about], now=now)
    return number


@transaction.atomic
def answer_incident(*, number: int, words: str, by: Person, now: datetime) -> None:
    """Let the one of whose conduct it is answer; nobody answers in another's name (NoSuchIncident)."""
    permit(by=by, move=IncidentMove.ANSWER, about=queries.reference(number), now=now)
    one = locked(number)
    if one.about_id != by.pk:
        raise queries.NoSuchIncident(number)
    one.state = INCIDENT.next(IncidentState(one.state), IncidentMove.ANSWER)
    one.answer, one.answered_at = sealed(one, words), now
    one.save(update_fields=["state", "answer", "answered_at"])
    note(one, IncidentMove.ANSWER, by, now)


@transaction.atomic
def decide_incident(*, number: int, is_confirmed: bool, reasons: str, by: Person, now: datetime) -> None:
    """Decide with reasons, as one without a part; raise HadPart, NotHeardYet or WordsMissing."""
    move = IncidentMove.CONFIRM if is_confirmed else IncidentMove.DISMISS
    permit(by=by, move=move, about=queries.reference(number), now=now)
    one = locked(number)
    if queries.had_part(one, by):
        raise HadPart(number)
    state = INCIDENT.next(IncidentState(one.state), move)
    if one.answered_at is None and now < queries.extended_due(one, now):
        raise NotHeardYet(number)
    one.state, one.reasons, one.decided_by, one.decided_at = state, sealed(one, reasons), by, now
    one.save(update_fields=["state", "reasons", "decided_by", "decided_at"])
    note(one, move, by, now)


def answer_due(now: datetime) -> datetime:
    """Return until when the other side may answer: so many working days of the calendar known now."""
    hours = calendars.working_hours(now)
    day = hours.calendar.version(hours.day_of(instant(now))).longest_day
    return datetime.fromtimestamp(hours.after(instant(now), ANSWER_DAYS * day), UTC)


def locked(number: int) -> Incident:
    found = Incident.objects.select_for_update().filter(number=number).first()
    if found is None:
        raise queries.NoSuchIncident(number)
    return found


def sealed(one: Incident, text: str) -> str:
    return queries.sealer_of(one).seal(written(text))


def written(text: str) -> str:
    if not (words := text.strip()):
        raise WordsMissing
    return words


def note(one: Incident, move: IncidentMove, by: Person, now: datetime) -> None:
    """Write the line of a move; of the words nothing stands in it."""
    journal.write(by=by, at=now, what=EVENTS[move], about=one.reference, facts={"against": one.against})


@transaction.atomic
def erase_old(*, before: datetime, now: datetime) -> int:
    """Destroy the keys of the incidents that were decided before this moment; return how many went."""
    keys = IncidentKey.objects.filter(incident__decided_at__lt=before).select_related("incident")
    old = sorted(keys, key=lambda key: key.incident.number)
    for key in old:
        permit(by=None, move=CourtesyMove.ERASE_INCIDENT, about=key.incident.reference, now=now)
        key.delete()
        journal.write(by=None, at=now, what="incident.erased", about=key.incident.reference)
    return len(old)
