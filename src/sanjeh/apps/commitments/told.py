"""Who is told that a promise was not kept: whose duty it is, and the bodies in whose matters it happened.

A message says which sentence, the number of the breach and until when it is made good; of a case nothing.
"""

from collections.abc import Iterable
from datetime import datetime

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.queries import holders, speakers_of
from sanjeh.apps.commitments import breaches
from sanjeh.apps.commitments.models import Breach
from sanjeh.apps.desk import queries as desk
from sanjeh.apps.messages import actions as messages
from sanjeh.core.integrity.references import Subject
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.roles import IN_A_BODY, Role

NOTHING_AGREED = Translatable("در این نسخه جبرانی برای آن توافق نشده است")
ACCEPTANCE = "acceptance:"  # an agreement's number, a stroke, the code of a body


def tell_of(breach: Breach, now: datetime) -> None:
    """Write to the owner of the duty and to each body that it touches, each of them once."""
    owners = owners_of(breach, now)
    authority = str(breach.commitment.version.authority_id)
    touched = set(speakers_of(affected(breach.refs), now, authority)) - set(owners)
    facts = {
        "number": breach.number,
        "code": breach.commitment.code,
        "until": breach.due_at or NOTHING_AGREED,
    }
    inside, outside = f"/office/breaches/{breach.number}/", f"/board/{breach.commitment.code}/"
    for template, path, people in (
        (TemplateName.BREACH_OPENED, inside, owners),
        (TemplateName.BREACH_OF_A_BODY, outside, touched),
    ):
        content = messages.Content(template, breach.reference, path, facts)
        messages.send(content=content, to=people, now=now)


def owners_of(breach: Breach, now: datetime) -> tuple[Person, ...]:
    """Return who has the duty in the house; where that is nobody, as of a promise of bodies, the managers."""
    authority, duty = str(breach.commitment.version.authority_id), Role(breach.commitment.duty)
    inside = () if duty in IN_A_BODY else holders(duty, now, authority)
    return inside or holders(Role.MANAGER, now, authority)


def affected(refs: Iterable[str]) -> frozenset[str]:
    """Return the codes of the bodies that these violations name, or whose matters they are."""
    named = tuple(refs)
    marks = (mark.partition("/")[0] for mark in Subject.MARK.names_in(named))
    accepted = (one.rpartition("/")[2] for one in named if one.startswith(ACCEPTANCE))
    of_cases = desk.bodies_of_cases(breaches.cases(named))
    return frozenset({*Subject.BODY.names_in(named), *marks, *accepted}) | of_cases
