"""Which complaints are under way, and with whom each lies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.desk import clocks, seats
from sanjeh.apps.desk.kinds import KINDS, ComplaintKind, StatementKind
from sanjeh.apps.desk.models import Challenge, Complaint, ComplaintClock, Remedy, Statement, Vote
from sanjeh.apps.journal import queries as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.complaints import COMPLAINT, OVER, STATE_WORDS, ComplaintMove, ComplaintState
from sanjeh.core.workflow.desk_moves import ComplaintAct
from sanjeh.core.working_time.complaint_stages import Stage
from sanjeh.core.working_time.due import due_at

# The night closes what nobody appealed, and seats whom the draw chose: neither is anybody's work.
BY_ITSELF = frozenset({ComplaintMove.CLOSE, ComplaintMove.ASSIGN})


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """`seated` are the keys of those whom the draw seated; `since` is its last step."""

    number: int
    kind: Translatable
    state_title: Translatable
    since: datetime
    moves: tuple[ComplaintMove | ComplaintAct, ...]
    seated: frozenset[int]

    @property
    def reference(self) -> str:
        return Subject.COMPLAINT.named(self.number)


def waiting_cases() -> tuple[WaitingCase, ...]:
    """Return the complaints that are not over, or whose remedy is not, the longest waiting first.

    So many questions for all, however many wait.
    """
    promised = Q(remedies__isnull=False, remedies__verified_at=None)
    rows = list(Complaint.objects.filter(~Q(state__in=OVER) | promised).distinct().order_by("number"))
    seated, acts = still_asked(rows), acts_of(rows)
    last = journal.last_led([Subject.COMPLAINT.named(row.number) for row in rows])
    cases = (case_of(row, last, seated, acts.get(row.pk, ())) for row in rows)
    return tuple(sorted(cases, key=lambda case: case.since))


def still_asked(rows: Sequence[Complaint]) -> Mapping[int, frozenset[int]]:
    """Return who sits in each case, before a panel only those who have not voted yet."""
    seated = seats.seated_of(rows)
    votes = Vote.objects.filter(seat__complaint__in=rows, seat__ended=None)
    voted = set(votes.values_list("seat__complaint", "seat__person"))
    return {
        case: frozenset(person for person in people if (case, person) not in voted)
        for case, people in seated.items()
    }


def acts_of(rows: Sequence[Complaint]) -> Mapping[int, tuple[ComplaintAct, ...]]:
    """Return what each case waits for beside the move that leads it on."""
    answered = Statement.objects.filter(complaint__in=rows, kind=StatementKind.ACKNOWLEDGEMENT)
    answered_ones = set(answered.values_list("complaint", flat=True))
    open_ones = Challenge.objects.filter(seat__complaint__in=rows, seat__ended=None, decided_at=None)
    challenged = set(open_ones.values_list("seat__complaint", flat=True))
    remedies = Remedy.objects.filter(complaint__in=rows, verified_at=None)
    promised = set(remedies.values_list("complaint", "done_at"))
    undone = {case for case, done_at in promised if done_at is None}
    unverified = {case for case, done_at in promised if done_at is not None}
    asked = {
        ComplaintAct.ACKNOWLEDGE: {row.pk for row in rows if row.state == ComplaintState.LODGED}
        - answered_ones,
        ComplaintAct.DECIDE_CHALLENGE: challenged,
        ComplaintAct.VOTE: {row.pk for row in rows if row.state == ComplaintState.CONVENED},
        ComplaintAct.DO_REMEDY: undone,
        ComplaintAct.VERIFY_REMEDY: unverified,
    }
    return {row.pk: tuple(act for act, cases in asked.items() if row.pk in cases) for row in rows}


def answers_awaited(numbers: Iterable[int], now: datetime) -> Mapping[int, datetime]:
    """Return until when the other side may answer, of those of these complaints that wait for it."""
    rows = ComplaintClock.objects.filter(
        stage=Stage.HEARING, complaint__number__in=list(numbers), complaint__state=ComplaintState.ASSIGNED
    )
    calendar = calendars.working_calendar()
    return {
        row.complaint.number: datetime.fromtimestamp(
            due_at(clocks.clock_of(row), clocks.hours_of(row, calendar, now), now), UTC
        )
        for row in rows.select_related("complaint").prefetch_related(*clocks.PARTS)
    }


def case_of(
    row: Complaint,
    last: Mapping[str, datetime],
    seated: Mapping[int, frozenset[int]],
    acts: tuple[ComplaintAct, ...],
) -> WaitingCase:
    state = ComplaintState(row.state)
    return WaitingCase(
        number=row.number,
        kind=KINDS[ComplaintKind(row.kind)],
        state_title=STATE_WORDS[state],
        since=last.get(Subject.COMPLAINT.named(row.number), row.lodged_at),
        moves=(*(move for move in COMPLAINT.moves(state) if move not in BY_ITSELF), *acts),
        seated=seated.get(row.pk, frozenset()),
    )
