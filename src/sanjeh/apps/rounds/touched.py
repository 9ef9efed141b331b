"""Which announced changes touch a draft: told of since it was written, in effect before its round ends."""

from sanjeh.apps.journal import queries as journal
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.notices.kinds import MANDATORY, Kind
from sanjeh.apps.notices.queries import NoticeRow
from sanjeh.apps.rounds.models import Round
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.rounds import RoundState

WRITTEN = ("round.drafted", "round.draft_changed")


def touching(code: str) -> tuple[NoticeRow, ...]:
    """Return the notices, the newest first; none for a round that was announced: it keeps its words."""
    found = Round.objects.select_related("authority", "methodology").get(code=code)
    if found.state != RoundState.DRAFT:
        return ()
    lines = [line.entry for line in journal.lines_about(Subject.ROUND.named(code))]
    written_at = max((one.at for one in lines if one.what in WRITTEN), default=found.drafted_at)
    return tuple(
        row
        for row in notices.notices(found.authority_id)
        if row.published_at > written_at and row.effective_at < found.closes_at and is_change(row, found)
    )


def is_change(row: NoticeRow, draft: Round) -> bool:
    """Say whether a notice changes something under a round: not this round itself, and not its own method."""
    if row.kind is Kind.METHODOLOGY:
        return row.version != draft.methodology.code
    return row.kind in MANDATORY - {Kind.ROUND}
