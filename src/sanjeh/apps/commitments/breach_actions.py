"""What follows of a breach: the agreed remedy and another's word for it, or two outsiders who excuse it."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.commitments import breaches
from sanjeh.apps.commitments.kinds import Remedy
from sanjeh.apps.commitments.models import Breach, BreachStep
from sanjeh.apps.desk.credit_actions import NothingToCredit, credit_lateness
from sanjeh.apps.journal import actions as journal
from sanjeh.core.workflow.breaches import BREACH, EVENTS, BreachMove, BreachState

EXCUSING = (BreachMove.ASK_EXCUSE, BreachMove.EXCUSE, BreachMove.REFUSE_EXCUSE)


class RemedyNotAgreed(ValueError):
    """The version of the agreement holds no such remedy."""


class HadPart(Exception):
    """This person acted on what the breach is of, or owes it: outsiders alone excuse."""


class WordsMissing(ValueError):
    """Each step needs its words: what was done, what was seen, or why it is excused."""


@transaction.atomic
def remedy_breach(*, number: int, remedy: Remedy, words: str, by: Person, now: datetime) -> None:
    """Note that the agreed remedy was given; raise RemedyNotAgreed for any other."""
    breach = locked(number)
    permit(by=by, move=BreachMove.REMEDY, about=breach.reference, now=now, authority=authority_of(breach))
    if remedy not in breach.remedies:
        raise RemedyNotAgreed(remedy)
    state = leads_to(breach, BreachMove.REMEDY, words)
    if remedy is Remedy.TIME_CREDIT:
        give_time_back(breach, now)
    keep(breach, state, BreachStep(move=BreachMove.REMEDY, remedy=remedy, words=words.strip(), by=by, at=now))


def give_time_back(breach: Breach, now: datetime) -> None:
    """Add what was lost to the deadlines of the cases that the breach is of; raise NothingToCredit."""
    given = 0
    for number in breaches.cases(breach.refs):
        with suppress(NothingToCredit), transaction.atomic():  # in one case of several nothing may be owed
            given += credit_lateness(number=number, breach=breach.number, now=now)
    if not given:
        raise NothingToCredit(breach.number)


@transaction.atomic
def lead_breach(*, number: int, move: BreachMove, words: str, by: Person, now: datetime) -> None:
    """Make any other move; raise MoveNotAllowed, WordsMissing, or HadPart from one who cannot excuse it."""
    breach = locked(number)
    permit(by=by, move=move, about=breach.reference, now=now, authority=authority_of(breach))
    if move in EXCUSING and breaches.had_part(breach, by, now):
        raise HadPart(number)
    keep(breach, leads_to(breach, move, words), BreachStep(move=move, words=words.strip(), by=by, at=now))


def leads_to(breach: Breach, move: BreachMove, words: str) -> BreachState:
    """Return where the move leads; raise MoveNotAllowed or WordsMissing."""
    state = BREACH.next(BreachState(breach.state), move)
    if not words.strip():
        raise WordsMissing
    return state


def keep(breach: Breach, state: BreachState, step: BreachStep) -> None:
    """Keep the step, and the state to which it leads, with its line in the journal."""
    step.breach = breach
    step.save()
    Breach.objects.filter(pk=breach.pk).update(state=state)
    facts = {"remedy": step.remedy} if step.remedy else {}
    what = EVENTS[BreachMove(step.move)]
    journal.write(by=step.by, at=step.at, what=what, about=breach.reference, facts=facts)


def authority_of(breach: Breach) -> str:
    return str(breach.commitment.version.authority_id)


def locked(number: int) -> Breach:
    held = Breach.objects.select_for_update(of=("self",)).select_related("commitment__version")
    found = held.filter(number=number).first()
    if found is None:
        raise breaches.NoSuchBreach(number)
    return found
