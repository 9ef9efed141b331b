"""An open appeal about a mark holds an edition, unless the mark is let be shown as under review."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.results.models import Dispute
from sanjeh.apps.rounds import actions as round_actions
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import RoundAct


class NothingUnderReview(Exception):
    """No mark of this round is under review, or each is shown so already."""


@transaction.atomic
def dispute_marks(
    *, round_codes: Iterable[str], unit: str, indicators: Iterable[str], opened_in: str, now: datetime
) -> None:
    """Note that an appeal about these marks of a body runs, in those of the rounds that have the body."""
    for code in round_codes:
        found = rounds.get(code)
        if not found.bodies.filter(code=unit).exists():
            continue
        for indicator in indicators:
            Dispute.objects.get_or_create(
                round=found,
                unit=unit,
                indicator=indicator,
                opened_in=opened_in,
                settled_at=None,
                defaults={"opened_at": now},
            )


@transaction.atomic
def settle_disputes(*, opened_in: str, now: datetime) -> None:
    """Note that the appeal is over: nothing of it holds an edition any more."""
    Dispute.objects.filter(opened_in=opened_in, settled_at=None).update(settled_at=now)


@transaction.atomic
def show_disputed(*, round_code: str, by: Person | None, now: datetime) -> int:
    """Let the marks under review be shown as that, so that the round need not wait; say how many.

    Raise NothingUnderReview.
    """
    about, authority = Subject.ROUND.named(round_code), rounds.authority_of(round_code)
    permit(by=by, move=RoundAct.SHOW_DISPUTED, about=about, now=now, authority=authority)
    waiting = Dispute.objects.filter(round__code=round_code, settled_at=None, shown_at=None)
    marks = tuple(sorted({f"{one.unit}/{one.indicator}" for one in waiting}))
    if not marks:
        raise NothingUnderReview(round_code)
    waiting.update(shown_by=by, shown_at=now)
    facts: dict[str, Fact] = {"marks": marks}
    matters = round_actions.about(rounds.get(round_code))
    journal.write(by=by, at=now, what="round.disputed_shown", about=matters, facts=facts)
    return len(marks)
