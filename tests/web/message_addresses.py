"""The pages and forms of messages, with the keys of the table that open them."""

from sanjeh.apps.messages import actions as messages
from sanjeh.apps.messages.models import Despatch
from sanjeh.core.messages.templates import TemplateName
from tests import hands, people
from tests.apps import trip

MESSAGE_PAGES = {
    "/office/inbox/": "read.inbox",
    "/office/messages/": "read.messages",
    "/office/messages/1/letter.pdf": "read.messages",
}
MESSAGE_FORMS = {
    "/office/messages/chase/": "message.chase",
    "/office/messages/again/": "message.try_again",
    "/office/messages/1/again/": "message.try_again",
    "/office/messages/1/posted/": "message.post_letter",
}
# Each reader for the own messages alone; of all others it knows nothing.
OWN_MESSAGES = "/office/inbox/1/seen/"


def a_letter() -> None:
    """Write a letter whose number is 1."""
    content = messages.Content(TemplateName.TRIAL, "notice:1", "/office/")
    (message,) = messages.send(content=content, to=[people.secretariat()], now=trip.NOW, with_letter=True)
    with hands.thawed():
        Despatch.objects.exclude(message=message, channel="letter").delete()
        message.despatches.update(id=1)
