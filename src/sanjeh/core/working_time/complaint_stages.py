"""How long each stage of a complaint may take, when its clock starts and what stops it.

The agreement names no times. These are proposals of the house: they are measured and shown, and bind nobody
until an accepted version of the agreement holds them.
"""

from dataclasses import dataclass
from enum import StrEnum

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.complaints import ComplaintState
from sanjeh.core.working_time.events import Party

MOST_PAUSED_DAYS = 10  # working days that the pauses of one clock may last altogether


class Stage(StrEnum):
    """A part of a complaint's way that has a time of its own."""

    ACKNOWLEDGEMENT = "acknowledgement"
    ADMISSION = "admission"
    HEARING = "hearing"
    DECISION = "decision"
    APPEAL = "appeal"
    PANEL = "panel"


@dataclass(frozen=True, slots=True)
class StageClock:
    """`days` are working days of the party that is `bound`."""

    title: Translatable
    days: int
    bound: Party
    starts: frozenset[ComplaintState]
    stops: frozenset[ComplaintState]


JUDGED = frozenset({ComplaintState.ADMITTED, ComplaintState.REFUSED, ComplaintState.WITHDRAWN})
NOBODY_HANDLES = frozenset({ComplaintState.ADMITTED, ComplaintState.WITHDRAWN})
STAGES = {
    Stage.ACKNOWLEDGEMENT: StageClock(
        Translatable("نخستین پاسخ یک کارشناس"),
        1,
        Party.PROVIDER,
        frozenset({ComplaintState.LODGED}),
        JUDGED,
    ),
    Stage.ADMISSION: StageClock(
        Translatable("پذیرش یا رد شکایت"),
        3,
        Party.PROVIDER,
        frozenset({ComplaintState.LODGED}),
        JUDGED,
    ),
    Stage.HEARING: StageClock(
        Translatable("پاسخ طرف دیگر", key="stage of a complaint"),
        5,
        Party.PROVIDER,
        frozenset({ComplaintState.ASSIGNED}),
        NOBODY_HANDLES | {ComplaintState.HEARD},
    ),
    Stage.DECISION: StageClock(
        Translatable("صدور رأی", key="stage of a complaint"),
        15,
        Party.PROVIDER,
        frozenset({ComplaintState.ADMITTED}),
        frozenset({ComplaintState.DECIDED, ComplaintState.WITHDRAWN}),
    ),
    Stage.APPEAL: StageClock(
        Translatable("اعتراض شما به رأی"),
        10,
        Party.APPLICANT,
        frozenset({ComplaintState.SERVED, ComplaintState.REFUSED}),
        frozenset({ComplaintState.CLOSED, ComplaintState.APPEALED}),
    ),
    Stage.PANEL: StageClock(
        Translatable("رأی هیئت"),
        20,
        Party.PROVIDER,
        frozenset({ComplaintState.APPEALED}),
        frozenset({ComplaintState.CLOSED, ComplaintState.ADMITTED}),
    ),
}
