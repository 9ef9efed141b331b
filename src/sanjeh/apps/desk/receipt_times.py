"""When a complainant is asked what came of it."""

from datetime import datetime, timedelta

from sanjeh.apps.desk.kinds import StatementKind
from sanjeh.apps.desk.models import Complaint
from sanjeh.apps.journal import queries as journal_queries
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.complaints import ComplaintState

ASKED_AFTER = timedelta(days=28)


def is_asked(complaint: Complaint, now: datetime) -> bool:
    """Say whether it is time to ask, and nobody has answered yet."""
    if complaint.state != ComplaintState.CLOSED:
        return False
    if complaint.statements.filter(kind=StatementKind.FOLLOW_UP).exists():
        return False
    lines = journal_queries.lines_about(Subject.COMPLAINT.named(complaint.number))
    ended = [line.entry.at for line in lines if line.entry.what == "complaint.closed"]
    return bool(ended) and now >= ended[-1] + ASKED_AFTER
