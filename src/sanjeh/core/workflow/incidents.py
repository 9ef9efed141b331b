"""What becomes of an incident of conduct: the other side is heard before somebody without a part decides."""

from enum import StrEnum

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.machine import Machine, Transition


class Against(StrEnum):
    """Of whose conduct an incident is; a person is never rated, and no score knows of it."""

    STAFF = "staff"
    APPLICANT = "applicant"


class IncidentState(StrEnum):
    REPORTED = "reported"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"


class IncidentMove(StrEnum):
    REPORT = "report"
    ANSWER = "answer"
    CONFIRM = "confirm"
    DISMISS = "dismiss"


class CourtesyMove(StrEnum):
    """What is done about the courtesy of both sides beside an incident."""

    ACCEPT_RULES = "accept_rules"
    ERASE_INCIDENT = "erase_incident"


AGAINST_WORDS = {
    Against.STAFF: Translatable("رفتار کارکنان ما"),
    Against.APPLICANT: Translatable("رفتار متقاضی"),
}
STATE_WORDS = {
    IncidentState.REPORTED: Translatable("گزارش شد، در انتظار پاسخ طرف دیگر"),
    IncidentState.ANSWERED: Translatable("طرف دیگر پاسخ داد", key="state of an incident"),
    IncidentState.CONFIRMED: Translatable("تأیید شد", key="state of an incident"),
    IncidentState.NOT_CONFIRMED: Translatable("تأیید نشد", key="state of an incident"),
}
EVENTS = {
    IncidentMove.REPORT: "incident.reported",
    IncidentMove.ANSWER: "incident.answered",
    IncidentMove.CONFIRM: "incident.confirmed",
    IncidentMove.DISMISS: "incident.dismissed",
}
_S, _M = IncidentState, IncidentMove
INCIDENT = Machine(
    "incident",
    _S.REPORTED,
    (
        Transition(_S.REPORTED, _M.ANSWER, _S.ANSWERED),
        # Whoever was asked and kept silent until the time was over is judged without an answer.
        Transition(_S.REPORTED, _M.CONFIRM, _S.CONFIRMED),
        Transition(_S.REPORTED, _M.DISMISS, _S.NOT_CONFIRMED),
        Transition(_S.ANSWERED, _M.CONFIRM, _S.CONFIRMED),
        Transition(_S.ANSWERED, _M.DISMISS, _S.NOT_CONFIRMED),
    ),
)
