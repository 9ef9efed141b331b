"""The worker's own work: what is due is handed over, and what came back is read."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr

from django.db import transaction

from sanjeh.apps.conf import conf
from sanjeh.apps.messages.actions import moved
from sanjeh.apps.messages.models import Despatch
from sanjeh.core.messages.mail_server import mail_server
from sanjeh.core.messages.retries import next_try
from sanjeh.core.workflow.despatches import Channel, DespatchMove, DespatchState
from sanjeh.net.mail import MailDeferred, MailRefused, send_mail
from sanjeh.net.sms_gateway import SmsDeferred, SmsGateway, SmsRefused, send_sms

MOST_AT_ONCE = 200
BY_WORKER = (Channel.EMAIL, Channel.SMS)


def despatch_due(*, now: datetime) -> int:
    """Hand over everything that is due, each in a transaction of its own; return how many were tried."""
    tried = 0
    while tried < MOST_AT_ONCE and despatch_next(now):
        tried += 1
    return tried


@transaction.atomic
def despatch_next(now: datetime) -> bool:
    """Hand over the one that is due longest, and say whether there was one; other workers pass it by."""
    due = Despatch.objects.filter(state=DespatchState.QUEUED, due_at__lte=now, channel__in=BY_WORKER)
    row = (
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related("message__person")
        .order_by("due_at")
        .first()
    )
    if row is None:
        return False
    try:
        provider_id = HAND_OVER[Channel(row.channel)](row)
    except (MailRefused, SmsRefused) as refused:
        moved(row, DespatchMove.BOUNCE, now, tries=row.tries + 1, problem=str(refused)[:300])
    except (MailDeferred, SmsDeferred) as later:
        put_off(row, str(later), now)
    else:
        moved(row, DespatchMove.SEND, now, tries=row.tries + 1, provider_id=provider_id, problem="")
    return True


def put_off(row: Despatch, problem: str, now: datetime) -> None:
    """Try it again later, or give it up after the last try."""
    row.tries, row.problem = row.tries + 1, problem[:300]
    again = next_try(row.tries, now)
    if again is None:
        moved(row, DespatchMove.GIVE_UP, now, tries=row.tries, problem=row.problem)
        return
    row.due_at = again
    row.save(update_fields=["tries", "problem", "due_at"])


def by_mail(row: Despatch) -> str:
    """Hand a mail over and return its Message-ID, the same at every try, so that a receiver knows it."""
    if not conf()["SMTP_URL"]:
        raise MailDeferred("no mail server is named (SANJEH_SMTP_URL)")
    mail = mail_of(row)
    sender = parseaddr(conf()["MAIL_FROM"])[1]
    send_mail(mail_server(conf()["SMTP_URL"]), mail, sender, row.address)
    return str(mail["Message-ID"])


def mail_of(row: Despatch) -> EmailMessage:
    """Return the mail: plain text beside HTML, marked as written by a program (RFC 3834, section 3)."""
    message = row.message
    name, sender = parseaddr(conf()["MAIL_FROM"])
    mail = EmailMessage()
    mail["Subject"] = message.subject
    mail["From"] = formataddr((name, sender))
    mail["To"] = formataddr((message.person.display_name if message.person else "", row.address))
    mail["Date"] = format_datetime(message.made_at)
    mail["Message-ID"] = f"<despatch-{row.pk}-{int(message.made_at.timestamp())}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-replied" if message.answers_id else "auto-generated"
    if message.answers_id:
        mail["In-Reply-To"] = mail["References"] = message.answers_id
    mail["Content-Language"] = message.language
    if message.ends_at:
        # RFC 8058: a mail program ends it by one POST to this address, without asking any more.
        mail["List-Unsubscribe"] = f"<{message.ends_at}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    return mail


def by_sms(row: Despatch) -> str:
    gateway = SmsGateway(conf()["SMS_URL"], conf()["SMS_TOKEN"])
    if not gateway.url:
        raise SmsDeferred("no gateway is named (SANJEH_SMS_URL)")
    return asyncio.run(send_sms(gateway, row.address, row.message.short))


HAND_OVER: dict[Channel, Callable[[Despatch], str]] = {Channel.EMAIL: by_mail, Channel.SMS: by_sms}
