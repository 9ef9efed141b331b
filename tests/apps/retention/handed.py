"""Rounds that have ended, complaints that are closed, and their packages in an archive."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sanjeh.apps.authorities import actions as authority_actions
from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.catalogue.models import Body
from sanjeh.apps.desk import erasure_actions as erasure
from sanjeh.apps.desk.actions import Receipt
from sanjeh.apps.retention import actions, worker_actions
from sanjeh.core.workflow.rounds import RoundState
from tests import people
from tests.apps import trip
from tests.apps.desk.country import closed
from tests.apps.standing import round_in

AFTER = trip.NOW + timedelta(days=1)
DAYS = (date(2026, 1, 1), date(2026, 12, 31))
ROUND_PACKAGE, COMPLAINTS_PACKAGE = f"round-{trip.ROUND}", "complaints-2026-01-01-2026-12-31"


def it_hands_over() -> None:
    """Let the house say, as its head does, that an archive gets what is over before anything is forgotten."""
    card = replace(authorities.current(), hands_over=True)
    authority_actions.change_authority(card=card, by=people.manager(), now=AFTER)


def ended_round() -> None:
    round_in(RoundState.ARCHIVED)


def round_packed(folder: Path | None = None) -> Path:
    by = people.secretariat()
    return Path(worker_actions.pack_round(round_code=trip.ROUND, folder=folder, by=by, now=AFTER))


def complaints_packed(folder: Path | None = None) -> Path:
    by = people.secretariat()
    since, until = DAYS
    return Path(worker_actions.pack_complaints(since=since, until=until, folder=folder, by=by, now=AFTER))


def received(name: str) -> None:
    actions.note_receipt(name=name, receipt="NA-1405/7", by=people.approver(), now=AFTER)


def one_closed() -> Receipt:
    """Lodge a complaint and lead it to its end, in the spring before the round."""
    Body.objects.get_or_create(code="NAZ", defaults={"title_fa": "سازمان", "title_en": "Body"})
    return closed()[0]


def on_hold(number: int) -> None:
    erasure.hold_complaint(number=number, reason="دادگاه", by=people.secretariat(), now=AFTER)
