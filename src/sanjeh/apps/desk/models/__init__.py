"""The tables of cases, by what they are about."""

from sanjeh.apps.desk.models.cases import (
    Allegation,
    AnswerLink,
    Attempt,
    CaseKey,
    Complaint,
    LegalHold,
    Ruling,
    Statement,
    Tie,
)
from sanjeh.apps.desk.models.clocks import Call, ClockEvent, ComplaintClock, TimeCredit
from sanjeh.apps.desk.models.outcomes import CorrectionOrder, Likeness, Remedy, Representative
from sanjeh.apps.desk.models.outside import Necessity, NecessityApproval, OutsideMember
from sanjeh.apps.desk.models.seats import Challenge, Declaration, Draw, Seat, SeatEnd, Vote

__all__ = [
    "Allegation",
    "AnswerLink",
    "Attempt",
    "Call",
    "CaseKey",
    "Challenge",
    "ClockEvent",
    "Complaint",
    "ComplaintClock",
    "CorrectionOrder",
    "Declaration",
    "Draw",
    "LegalHold",
    "Likeness",
    "Necessity",
    "NecessityApproval",
    "OutsideMember",
    "Remedy",
    "Representative",
    "Ruling",
    "Seat",
    "SeatEnd",
    "Statement",
    "Tie",
    "TimeCredit",
    "Vote",
]
