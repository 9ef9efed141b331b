"""Handing over to an archive, and carrying out the table of what is kept how long.

A night is one transaction and one journal line; where the house hands over to an archive, what belongs there
goes only after that has it.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.channels import redirect_actions
from sanjeh.apps.courtesy import incident_actions
from sanjeh.apps.desk import attempt_actions, erasure_actions
from sanjeh.apps.desk.models import LegalHold
from sanjeh.apps.feedback import actions as feedback
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.apps.messages import incoming_actions
from sanjeh.apps.notices import subscription_actions
from sanjeh.apps.retention import queries
from sanjeh.apps.retention.models import HandOver
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.rounds.models import Round
from sanjeh.apps.scans import actions as scans
from sanjeh.apps.scans import jobs
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import ArchiveMove
from sanjeh.core.workflow.retention import EXECUTED, Kept
from sanjeh.core.workflow.rounds import RoundState
from sanjeh.engine.retention import DiskUse

ABOUT = "process:retention"
PACK = "retention.pack"


def forget_sessions(before: datetime) -> int:
    return Session.objects.filter(expire_date__lt=before).delete()[0]


def forget_sign_in_attempts(before: datetime) -> int:
    logs = (AccessAttempt, AccessFailureLog, AccessLog)
    return sum(log.objects.filter(attempt_time__lt=before).delete()[0] for log in logs)


# Each forgets what grew older than the first moment, at the second, and returns how many went.
FORGETS: Mapping[Kept, Callable[[datetime, datetime], int]] = {
    Kept.SESSIONS: lambda before, _now: forget_sessions(before),
    Kept.SIGN_IN_ATTEMPTS: lambda before, _now: forget_sign_in_attempts(before),
    Kept.ATTEMPTS: lambda before, _now: attempt_actions.forget_attempts(before=before),
    Kept.FEEDBACK: lambda before, _now: feedback.forget_old(before=before),
    Kept.MESSAGE_ADDRESSES: lambda before, _now: messages.forget_addresses(before=before),
    Kept.SUBSCRIPTIONS: lambda before, _now: subscription_actions.forget_unconfirmed(before=before),
    Kept.INCIDENTS: lambda before, now: incident_actions.erase_old(before=before, now=now),
    Kept.MAILS: lambda before, _now: incoming_actions.forget_mails(before=before),
    Kept.REDIRECTS: lambda before, _now: redirect_actions.forget_redirects(before=before),
    Kept.COMPLAINTS: lambda before, now: erasure_actions.erase_old(
        before=before, handed_over=queries.free_complaints(), now=now
    ),
}


class RoundNotOver(Exception):
    """Only a round that was put away is handed over: before that it may still get an erratum."""


class UnderHold(Exception):
    """A legal hold keeps complaints that this concerns: what they are about is not handed over yet."""

    def __init__(self, numbers: tuple[int, ...]) -> None:
        super().__init__(", ".join(map(str, numbers)))
        self.numbers = numbers


class AlreadyPacked(Exception):
    """There is a package of this already, in `folder`."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


class NothingToHandOver(Exception):
    """No complaint came to its end in these days that is in no package yet."""


class AlreadyAsked(Exception):
    """A worker is about to make this very package."""


class NotAwaited(Exception):
    """There is no such package, or its receipt is noted already."""


class NoReceipt(ValueError):
    """The archive's receipt has to be named."""


@transaction.atomic
def ask_for_round(*, round_code: str, by: Person, now: datetime) -> None:
    """Let a worker make the package of a round, in the house's own folder.

    Raise NoSuchRound, RoundNotOver, UnderHold or AlreadyPacked.
    """
    about = Subject.ARCHIVE.named(round_name(round_code))
    found = rounds.get(round_code)
    permit(by=by, move=ArchiveMove.PACK, about=about, now=now, authority=found.authority_id)
    refuse_unready(found)
    defer({"round_code": round_code, "by": by.pk}, about)


@transaction.atomic
def ask_for_complaints(*, since: date, until: date, by: Person, now: datetime) -> None:
    """Let a worker make the package of the complaints that came to their end in these days, both included.

    Raise NothingToHandOver, UnderHold or AlreadyPacked.
    """
    name = period_name(since, until)
    about = Subject.ARCHIVE.named(name)
    permit(by=by, move=ArchiveMove.PACK, about=about, now=now)
    numbers_of(since, until)
    defer({"since": since.isoformat(), "until": until.isoformat(), "by": by.pk}, about)


def defer(asked: dict[str, str | int], about: str) -> None:
    """Queue the making of a package; the same one is never made twice at a time."""
    app.configure_task(PACK, queue=jobs.ANALYSES, queueing_lock=about, lock="retention").defer(**asked)


def round_name(round_code: str) -> str:
    return f"round-{round_code}"


def period_name(since: date, until: date) -> str:
    return f"complaints-{since}-{until}"


def refuse_unready(found: Round) -> None:
    """Raise what keeps a round from being handed over."""
    if found.state != RoundState.ARCHIVED:
        raise RoundNotOver(found.code)
    refuse_packed(round_name(found.code))
    refuse_held(LegalHold.objects.filter(complaint__round=found.code))


def numbers_of(since: date, until: date) -> tuple[int, ...]:
    """Return the complaints of a period; raise what keeps them from being handed over."""
    refuse_packed(period_name(since, until))
    numbers = queries.closed_complaints(since, until)
    if not numbers:
        raise NothingToHandOver(period_name(since, until))
    refuse_held(LegalHold.objects.filter(complaint__number__in=numbers))
    return numbers


def refuse_packed(name: str) -> None:
    if packed := queries.standing().filter(name=name).first():
        raise AlreadyPacked(packed.folder)


def refuse_held(holds: QuerySet[LegalHold]) -> None:
    held = holds.filter(lifted_at=None).order_by("complaint__number")
    if numbers := tuple(held.values_list("complaint__number", flat=True)):
        raise UnderHold(numbers)


@transaction.atomic
def note_receipt(*, name: str, receipt: str, by: Person, now: datetime) -> None:
    """Note that the archive has confirmed a package: from now on the table of retention may do its work.

    Raise NotAwaited or NoReceipt, or UnderHold while a legal hold keeps a complaint of it.
    """
    about = Subject.ARCHIVE.named(name)
    permit(by=by, move=ArchiveMove.RECEIVE, about=about, now=now, authority=queries.owner(name))
    row = awaited(name)
    if not receipt.strip():
        raise NoReceipt(name)
    refuse_held(LegalHold.objects.filter(complaint__number__in=row.complaints))
    HandOver.objects.filter(pk=row.pk).update(receipt=receipt.strip()[:200], received_at=now, received_by=by)
    facts: dict[str, str | int] = {"manifest_sha512": row.manifest_sha512}
    journal.write(by=by, at=now, what="archive.received", about=about, facts=facts)


def awaited(name: str) -> HandOver:
    """Lock and return the package of this name that waits for its receipt; raise NotAwaited."""
    row = queries.standing().select_for_update(of=("self",)).filter(name=name, received_at=None).first()
    if row is None:
        raise NotAwaited(name)
    return row


@transaction.atomic
def note_loss(*, name: str, by: Person, now: datetime) -> None:
    """Note that a package was lost before its receipt: from now on it can be made again. Raise NotAwaited."""
    about = Subject.ARCHIVE.named(name)
    permit(by=by, move=ArchiveMove.PACK, about=about, now=now, authority=queries.owner(name))
    row = awaited(name)
    HandOver.objects.filter(pk=row.pk).update(lost_at=now, lost_by=by)
    facts: dict[str, str | int] = {"manifest_sha512": row.manifest_sha512}
    journal.write(by=by, at=now, what="archive.lost", about=about, facts=facts)


def prune_evidence(*, keep: Collection[str], now: datetime) -> DiskUse:
    """Forget the evidence of rounds that are over, and in an archive where that is waited for; say how much
    room that gave.
    """
    return scans.prune(keep=queries.held_back(keep), now=now)


@transaction.atomic
def carry_out(*, now: datetime) -> dict[str, int]:
    """Forget all that is over; return how much of each kind went, and note it where anything did."""
    gone = {rule.kept.value: FORGETS[rule.kept](now - rule.after, now) for rule in EXECUTED}
    if any(gone.values()):
        journal.write(by=None, at=now, what="retention.executed", about=ABOUT, facts=dict(gone))
    return gone
