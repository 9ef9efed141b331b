"""The states of a complaint and the moves between them.

No move seats a handler by hand: ASSIGN is made by the draw alone. From ADMITTED there is no other way,
so a complaint for which nobody is eligible waits there, and its page says so.
"""

from enum import StrEnum

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.machine import Machine, Transition


class ComplaintState(StrEnum):
    LODGED = "lodged"
    REFUSED = "refused"
    ADMITTED = "admitted"
    ASSIGNED = "assigned"
    HEARD = "heard"
    DECIDED = "decided"
    SERVED = "served"
    CLOSED = "closed"


class ComplaintMove(StrEnum):
    REFUSE = "refuse"
    ADMIT = "admit"
    ASSIGN = "assign"
    HEAR = "hear"
    DECIDE = "decide"
    SERVE = "serve"
    CLOSE = "close"


STATE_WORDS = {
    ComplaintState.LODGED: Translatable("ثبت شد"),
    ComplaintState.REFUSED: Translatable("پذیرفته نشد"),
    ComplaintState.ADMITTED: Translatable("پذیرفته شد"),
    ComplaintState.ASSIGNED: Translatable("به رسیدگی‌کننده سپرده شد"),
    ComplaintState.HEARD: Translatable("پاسخ طرف دیگر شنیده شد"),
    ComplaintState.DECIDED: Translatable("رأی داده شد"),
    ComplaintState.SERVED: Translatable("رأی به شاکی رسید"),
    ComplaintState.CLOSED: Translatable("بسته شد"),
}

COMPLAINT = Machine(
    "complaint",
    ComplaintState.LODGED,
    (
        Transition(ComplaintState.LODGED, ComplaintMove.ADMIT, ComplaintState.ADMITTED),
        Transition(ComplaintState.LODGED, ComplaintMove.REFUSE, ComplaintState.REFUSED),
        Transition(ComplaintState.ADMITTED, ComplaintMove.ASSIGN, ComplaintState.ASSIGNED),
        Transition(ComplaintState.ASSIGNED, ComplaintMove.HEAR, ComplaintState.HEARD),
        Transition(ComplaintState.HEARD, ComplaintMove.DECIDE, ComplaintState.DECIDED),
        Transition(ComplaintState.DECIDED, ComplaintMove.SERVE, ComplaintState.SERVED),
        Transition(ComplaintState.SERVED, ComplaintMove.CLOSE, ComplaintState.CLOSED),
    ),
)
