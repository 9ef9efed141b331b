"""What holds for every mandate: how long it lasts, when its end is announced, who else has to agree."""

from datetime import datetime, timedelta

from sanjeh.core.workflow.moves import NoticeMove, PeopleMove, Reading, RoundAct
from sanjeh.core.workflow.permissions import permission
from sanjeh.core.workflow.roles import Role
from sanjeh.core.workflow.rounds import RoundMove

LASTS = timedelta(days=365)  # where nobody names a day
INVITATION_LASTS = timedelta(days=14)
REMINDERS = (timedelta(days=30), timedelta(days=7), timedelta(days=1))  # before the end
LEAST_PEOPLE = 2  # of a body that takes part: who is away or leaves must not stop it
SPEAKS_FOR_A_BODY = frozenset({Role.REPRESENTATIVE, Role.DEPUTY})

# Who can publish is appointed by two, as soon as there are two who can appoint.
NEEDS_TWO = permission(RoundMove.PUBLISH).roles | permission(RoundAct.PUBLISH_ERRATUM).roles
# Who can publish, sees cases or appoints people signs in with a second factor.
NEEDS_SECOND_FACTOR = (
    NEEDS_TWO
    | permission(NoticeMove.PUBLISH).roles
    | permission(Reading.COMPLAINTS).roles
    | permission(PeopleMove.GIVE_MANDATE).roles
)


def reminder_due(until: datetime, now: datetime) -> timedelta | None:
    """Return the nearest reminder whose time has come for a mandate that ends then; None before and after."""
    left = until - now
    due = [before for before in REMINDERS if timedelta(0) < left <= before]
    return min(due) if due else None
