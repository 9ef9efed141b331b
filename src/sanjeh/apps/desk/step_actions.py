"""How a case comes from state to state: the move, its line in the journal, and its clocks."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import clock_actions, queries
from sanjeh.apps.desk.models import AnswerLink, Complaint
from sanjeh.apps.desk.sides import hash_of_link
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.apps.results import dispute_actions
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.complaints import COMPLAINT, ComplaintMove, ComplaintState

ANSWER_LINK_LASTS = timedelta(days=30)  # longer than the hearing, which ends it at once


def note(
    complaint: Complaint, by: journal.Actor | None, now: datetime, facts: Mapping[str, Fact] | None = None
) -> None:
    """Write into the journal that the complaint came into its present state; its clocks follow."""
    about = Subject.COMPLAINT.named(complaint.number)
    journal.write(by=by, at=now, what=f"complaint.{complaint.state}", about=about, facts=facts)
    clock_actions.follow(complaint, now)
    if complaint.state == ComplaintState.CLOSED:
        dispute_actions.settle_disputes(opened_in=about, now=now)


def locked(number: int) -> Complaint:
    """Return the complaint, which nobody else changes until this transaction ends; raise NoSuchComplaint."""
    complaint = Complaint.objects.select_for_update().filter(number=number).first()
    if complaint is None:
        raise queries.NoSuchComplaint(number)
    return complaint


def moved(number: int, move: ComplaintMove) -> Complaint:
    """Make the move and return the complaint, locked; raise MoveNotAllowed from any other state."""
    complaint = locked(number)
    complaint.state = COMPLAINT.next(ComplaintState(complaint.state), move)
    complaint.save(update_fields=["state"])
    return complaint


def send_answer_links(complaint: Complaint, people: tuple[Person, ...], now: datetime) -> None:
    """Send each of these a secret by which to answer once; it stands in that message alone."""
    for person in people:
        token = secrets.token_urlsafe(24)
        AnswerLink.objects.create(
            complaint=complaint,
            person=person,
            token_hash=hash_of_link(token),
            sent_at=now,
            expires_at=now + ANSWER_LINK_LASTS,
        )
        about, path = Subject.COMPLAINT.named(complaint.number), f"/complaints/answer/{token}/"
        facts = {"number": complaint.number, "until": now + ANSWER_LINK_LASTS}
        content = messages.Content(TemplateName.ANSWER_ASKED, about, path, facts)
        messages.send(content=content, to=[person], now=now)
        facts_told: dict[str, Fact] = {"person": person.reference}
        journal.write(by=None, at=now, what="complaint.answer_asked", about=about, facts=facts_told)


def tell(people: tuple[Person, ...], number: int, now: datetime, page: str = "") -> None:
    """Write to these people that something in the case is theirs; of it nothing but its number is said."""
    content = messages.Content(
        TemplateName.CASE_MOVED,
        Subject.COMPLAINT.named(number),
        f"/office/complaints/{number}/{page}",
        {"number": number},
    )
    messages.send(content=content, to=people, now=now)
