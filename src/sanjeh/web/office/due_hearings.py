"""What waits for the own word of the reader: as the other side of a complaint, and in incidents."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from sanjeh.apps.courtesy import queries as courtesy
from sanjeh.apps.desk import waiting
from sanjeh.apps.messages import queries as messages
from sanjeh.core.integrity.references import Subject
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.complaints import ComplaintMove
from sanjeh.core.workflow.incidents import IncidentMove
from sanjeh.web.office.access import Staff
from sanjeh.web.office.due_matter import Matter, counted


def answers_to_write(staff: Staff) -> Iterable[Matter]:
    """Yield the complaints of which the reader is the other side: a message has told of each."""
    told = messages.told_about(staff.person, TemplateName.CASE_MOVED, "/answer/")
    numbers = [int(number) for number in Subject.COMPLAINT.names_in(told)]
    for number, until in sorted(waiting.answers_awaited(numbers, staff.at).items()) if numbers else ():
        yield Matter(
            Subject.COMPLAINT.named(number),
            gettext("پاسخ به شکایت شماره‌ی %(number)s") % {"number": counted(number)},
            reverse("office:complaint-hearing", args=[number]),
            gettext("شما طرف دیگر آن هستید"),
            None,
            (ComplaintMove.HEAR,),
            until=until,
            is_own=True,
        )


def incidents_of_mine(staff: Staff) -> Iterable[Matter]:
    """Yield the incidents that the reader is to answer, or may decide."""
    for number, until in courtesy.answers_awaited(staff.person):
        state = gettext("درباره‌ی رفتار شما")
        waiting_one = incident_matter(number, state, None, IncidentMove.ANSWER)
        yield replace(waiting_one, until=until, is_own=True)
    for number, since in courtesy.decisions_awaited(staff.person, staff.at):
        yield incident_matter(number, gettext("در انتظار داوری"), since, IncidentMove.CONFIRM)


def incident_matter(number: int, state: str, since: datetime | None, move: IncidentMove) -> Matter:
    title = gettext("رویداد رفتار شماره‌ی %(number)s") % {"number": counted(number)}
    url = f"{reverse('office:incidents')}#incident-{number}"
    return Matter(Subject.INCIDENT.named(number), title, url, state, since, (move,))
