"""The states of a version of the agreement and the moves between them.

A version is talked over before a second person offers it, and holds only after a notice has told of it. When
its days are over, or a newer version has begun, the clock says so: no person makes these two moves.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.machine import Machine, Transition
from sanjeh.core.workflow.moves import AgreementMove


class VersionState(StrEnum):
    DRAFT = "draft"
    CONSULTATION = "consultation"
    OFFERED = "offered"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


AGREEMENT = Machine(
    "agreement",
    VersionState.DRAFT,
    (
        Transition(VersionState.DRAFT, AgreementMove.CONSULT, VersionState.CONSULTATION),
        Transition(VersionState.DRAFT, AgreementMove.WITHDRAW, VersionState.WITHDRAWN),
        Transition(VersionState.CONSULTATION, AgreementMove.CONFIRM, VersionState.OFFERED),
        Transition(VersionState.CONSULTATION, AgreementMove.WITHDRAW, VersionState.WITHDRAWN),
        Transition(VersionState.OFFERED, AgreementMove.PUT_IN_FORCE, VersionState.IN_FORCE),
        Transition(VersionState.OFFERED, AgreementMove.WITHDRAW, VersionState.WITHDRAWN),
        Transition(VersionState.IN_FORCE, AgreementMove.SUPERSEDE, VersionState.SUPERSEDED),
        Transition(VersionState.IN_FORCE, AgreementMove.EXPIRE, VersionState.EXPIRED),
    ),
)
# What held once holds for its days for good: matters of that time stay under it.
HELD = (VersionState.IN_FORCE, VersionState.SUPERSEDED, VersionState.EXPIRED)
OPEN_TO_BODIES = (VersionState.OFFERED, VersionState.IN_FORCE)
# What has been laid before the other side is read by everybody.
READABLE = (VersionState.CONSULTATION, VersionState.OFFERED, *HELD)
STATE_WORDS = {
    VersionState.DRAFT: Translatable("پیش‌نویس", key="state of an agreement"),
    VersionState.CONSULTATION: Translatable("در رایزنی"),
    VersionState.OFFERED: Translatable("پیشنهادشده به دستگاه‌ها"),
    VersionState.IN_FORCE: Translatable("در حال اجرا", key="state of an agreement"),
    VersionState.SUPERSEDED: Translatable("جایگزین‌شده"),
    VersionState.EXPIRED: Translatable("پایان‌یافته", key="state of an agreement"),
    VersionState.WITHDRAWN: Translatable("پس‌گرفته"),
}

# Before the end those whom it concerns are told, once each.
END_REMINDERS = tuple(timedelta(days=days) for days in (90, 60, 30, 7))


def end_reminder_due(until: datetime, now: datetime) -> timedelta | None:
    """Return the nearest reminder whose time has come for a version that ends then; None before and after."""
    left = until - now
    return min((before for before in END_REMINDERS if timedelta(0) < left <= before), default=None)
