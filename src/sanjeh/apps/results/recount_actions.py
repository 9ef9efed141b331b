"""A mark that a decided case has corrected leads to a recount, and whoever it moves is told."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, Q

from sanjeh.apps.accounts import queries as accounts
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.apps.results.actions import counted
from sanjeh.apps.results.models import PlaceMoved
from sanjeh.apps.results.moved import moved_between
from sanjeh.apps.results.queries import FINAL, result
from sanjeh.apps.rounds import actions as round_actions
from sanjeh.apps.rounds.models import Round
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.roles import Role

SPEAKERS = (Role.REPRESENTATIVE, Role.DEPUTY)


def recount_corrected(*, now: datetime) -> int:
    """Count every final round again that was corrected since its newest counting; return how many."""
    newest = Max("results__made_at", filter=Q(results__state=FINAL))
    asked = Round.objects.annotate(counted_at=newest, corrected_at=Max("corrections__at"))
    codes = list(asked.filter(corrected_at__gt=F("counted_at")).order_by("pk").values_list("code", flat=True))
    for code in codes:
        recount(code, now)
    return len(codes)


@transaction.atomic
def recount(round_code: str, now: datetime) -> int:
    """Count a final round again because of a correction, keep whose place moved, and tell them.

    Nobody decides; what is published stays until somebody publishes an edition of it.
    """
    before = result(round_code)
    counted(round_code, FINAL, None, now)
    after = result(round_code)
    moved = PlaceMoved.objects.bulk_create(moved_between(before, after))
    facts: dict[str, Fact] = {"before": before.version, "version": after.version, "moved": len(moved)}
    about = round_actions.about(after.round)
    journal.write(by=None, at=now, what="results.recounted", about=about, facts=facts)
    for one in moved:
        tell(round_code, one, now)
    return len(moved)


def tell(round_code: str, moved: PlaceMoved, now: datetime) -> None:
    """Write to those who speak for the body that its place is another, and where it reads why."""
    content = messages.Content(
        TemplateName.PLACE_MOVED,
        Subject.ROUND.named(round_code),
        f"/rounds/{round_code}/",
        {"before": place(moved.place_before), "after": place(moved.place_after), "round": round_code},
    )
    messages.send(content=content, to=accounts.voices_of(moved.unit.code, SPEAKERS, now), now=now)


def place(rank: int | None) -> object:
    return "–" if rank is None else rank
