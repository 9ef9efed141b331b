"""The pages and forms of messages, with the keys of the table that open them."""

from email.message import EmailMessage

from sanjeh.apps.messages import actions as messages
from sanjeh.apps.messages import incoming_actions
from sanjeh.apps.messages.models import Despatch, Incoming, IncomingKey
from sanjeh.core.messages.template_names import TemplateName
from tests import hands, people
from tests.apps import trip

MESSAGE_PAGES = {
    "/office/inbox/": "read.inbox",
    "/office/mail/1/": "read.mail",
    "/office/mail/1/files/2/": "read.mail",
    "/office/redirects/": "read.redirects",
    "/office/messages/": "read.messages",
    "/office/messages/1/letter.pdf": "read.messages",
}
MESSAGE_FORMS = {
    "/office/redirects/": "mail.redirect",
    "/office/messages/chase/": "message.chase",
    "/office/messages/again/": "message.try_again",
    "/office/messages/1/again/": "message.try_again",
    "/office/messages/1/posted/": "message.post_letter",
}
# Each reader for the own messages alone; of all others it knows nothing.
OWN_MESSAGES = "/office/inbox/1/seen/"


PDF = b"%PDF-1.7\nscan"


def a_mail() -> None:
    """Let a mail come in whose number is 1, with a file to take away, and let it wait for a person."""
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "mina@example.org", "شکایت", "<one@example.org>"
    mail.set_content("کارمزد دیده نشد.")
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="نامه.pdf")
    incoming_actions.receive_mail(raw=mail.as_bytes(), now=trip.NOW)
    kept = Incoming.objects.latest("pk")
    incoming_actions.set_apart(kept, "MoveNotAllowed", trip.NOW)
    with hands.thawed():
        IncomingKey.objects.filter(incoming=kept).update(incoming=1)
        Incoming.objects.filter(pk=kept.pk).update(id=1)


def a_letter() -> None:
    """Write a letter whose number is 1, beside a mail that came in."""
    a_mail()
    content = messages.Content(TemplateName.TRIAL, "notice:1", "/office/")
    (message,) = messages.send(content=content, to=[people.secretariat()], now=trip.NOW, with_letter=True)
    with hands.thawed():
        Despatch.objects.exclude(message=message, channel="letter").delete()
        message.despatches.update(id=1)
