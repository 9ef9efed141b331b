"""By which ways a message goes to a person: always the inbox, and what the person can be reached by."""

from dataclasses import dataclass

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.conf import conf
from sanjeh.core.workflow.despatches import Channel


@dataclass(frozen=True, slots=True)
class Way:
    channel: Channel
    address: str


def ways_to(person: Person, *, with_letter: bool = False) -> tuple[Way, ...]:
    """Return the ways to this person: mail where an address was proven, a text message where a telephone and
    a gateway are known, and on wish a letter.
    """
    ways = [Way(Channel.INBOX, "")]
    if person.email and person.email_proved_at:
        ways.append(Way(Channel.EMAIL, person.email))
    if person.phone and conf()["SMS_URL"]:
        ways.append(Way(Channel.SMS, person.phone))
    if with_letter:
        ways.append(Way(Channel.LETTER, ""))
    return tuple(ways)
