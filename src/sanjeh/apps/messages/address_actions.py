"""Writing to an address that belongs to nobody of the house: a subscriber, or somebody who is invited."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.conf import conf
from sanjeh.apps.messages.actions import Content, despatch, rendered
from sanjeh.apps.messages.models import Message
from sanjeh.apps.messages.ways import Way
from sanjeh.core.workflow.despatches import Channel


@dataclass(frozen=True, slots=True)
class Addressee:
    """An address and its language; `ends_path` is the page by which no more such mail is asked for, and
    `answers_id` the Message-ID of the mail that is answered. `authority` signs the mail: the one that is
    spoken for, where it is empty.
    """

    email: str
    language: str
    ends_path: str = ""
    answers_id: str = ""
    authority: str = ""


@transaction.atomic
def send_to_address(*, content: Content, to: Addressee, now: datetime) -> Message:
    """Write one mail, and return it; nothing leaves the house here: a worker hands it over."""
    site = conf()["SITE_URL"].rstrip("/")
    link = f"{site}{content.path}"
    signed_by = authorities.card(to.authority) if to.authority else authorities.current()
    words = rendered(to.language, content, link, signed_by)
    message = Message.objects.create(
        template=content.template,
        language=to.language,
        about=content.about,
        person=None,
        subject=words.subject[:300],
        text=words.text,
        html=words.html,
        short=words.short,
        link=link,
        ends_at=f"{site}{to.ends_path}" if to.ends_path else "",
        answers_id=to.answers_id[:300],
        is_acknowledged=False,
        made_at=now,
    )
    despatch(message, Way(Channel.EMAIL, to.email), now).save()
    return message
