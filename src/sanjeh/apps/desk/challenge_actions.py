"""The complainant may hold something against each who was drawn, once; somebody else decides of it."""

from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.desk import draw_actions, impartiality, queries, sealing, seats
from sanjeh.apps.desk.actions import NotDeclared, NotImpartial, stated, written
from sanjeh.apps.desk.kinds import EndOfSeat, StatementKind
from sanjeh.apps.desk.models import Challenge, Seat
from sanjeh.apps.desk.step_actions import locked
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.desk_moves import ComplaintAct


class NobodyToChallenge(Exception):
    """Nobody sits in this part, or this one was challenged already, or the case is decided."""


class NothingChallenged(Exception):
    """No challenge waits for a decision."""


@transaction.atomic
def challenge_seat(*, number: int, code: str, whom: str, reasons: str, now: datetime) -> None:
    """Challenge somebody who was drawn, with the receipt; raise NobodyToChallenge.

    `whom` is a part, with the reference of one of several behind it: `handler`, `panel person:7`.
    """
    complaint = queries.opened_with(number, code)
    role, _, person = whom.partition(" ")
    sitting = seats.open_seats(complaint).filter(role=role, challenge=None)
    chosen = [one for one in sitting if person in ("", one.person.reference)]
    if complaint.state not in draw_actions.UNDECIDED or not chosen:
        raise NobodyToChallenge(number)
    seat = chosen[0]
    words = written(reasons)
    sealer = sealing.sealer_of(complaint)
    Challenge.objects.create(seat=seat, reasons=sealer.seal(words), at=now)
    about = Subject.COMPLAINT.named(number)
    facts = {"role": role, "person": seat.person.reference}
    journal.write(by=journal.PUBLIC, at=now, what="complaint.challenged", about=about, facts=facts)


@transaction.atomic
def decide_challenge(*, number: int, is_upheld: bool, why: str, by: Person, now: datetime) -> None:
    """Uphold or dismiss what waits, with reasons; raise NotImpartial from who sits in it or had a part."""
    about = Subject.COMPLAINT.named(number)
    permit(by=by, move=ComplaintAct.DECIDE_CHALLENGE, about=about, now=now)
    complaint = locked(number)
    if by.reference in impartiality.had_part(number, tuple(complaint.subject_refs)) or seats.is_in(
        complaint, by
    ):
        raise NotImpartial
    open_ones = Challenge.objects.filter(seat__complaint=complaint, seat__ended=None, decided_at=None)
    challenge = open_ones.select_related("seat__person", "seat__complaint").first()
    if challenge is None:
        raise NothingChallenged(number)
    challenge.why = sealing.sealer_of(complaint).seal(written(why))
    challenge.decided_by, challenge.decided_at, challenge.is_upheld = by, now, is_upheld
    challenge.save(update_fields=["why", "decided_by", "decided_at", "is_upheld"])
    facts: dict[str, Fact] = {"upheld": is_upheld, "person": challenge.seat.person.reference}
    journal.write(by=by, at=now, what="complaint.challenge_decided", about=about, facts=facts)
    if is_upheld:
        draw_actions.end_seat(challenge.seat, EndOfSeat.CHALLENGED, by, now)


@transaction.atomic
def recuse(*, number: int, words: str, by: Person, now: datetime) -> None:
    """Step aside, with a ground, from a case whose file one has opened; before that the declaration asks.

    Raise NotImpartial from whoever does not sit there, NotDeclared, or ReasonMissing.
    """
    permit(by=by, move=ComplaintAct.RECUSE, about=Subject.COMPLAINT.named(number), now=now)
    complaint = locked(number)
    seat: Seat | None = seats.open_seats(complaint).filter(person=by).first()
    if seat is None or complaint.state not in draw_actions.UNDECIDED:
        raise NotImpartial
    if not seats.may_act(seat):
        raise NotDeclared(number)
    stated(complaint, StatementKind.RECUSAL, written(words), by, now)
    draw_actions.end_seat(seat, EndOfSeat.RECUSED, by, now)
