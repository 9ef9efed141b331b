"""Emptying the mailbox of the house: in a worker, with the network."""

from datetime import datetime

import structlog

from sanjeh.apps.conf import conf
from sanjeh.apps.messages.incoming_actions import MOST_BYTES, receive_mail
from sanjeh.core.messages.mail_box import mail_box
from sanjeh.net.mailbox import MailboxUnreachable, mails

log = structlog.get_logger(__name__)


def collect_mail(*, now: datetime) -> int:
    """Take every mail that lies there, each kept before it is removed; return how many were new."""
    if not conf()["MAIL_IN"]:
        return 0
    new = 0
    try:
        for found in mails(mail_box(conf()["MAIL_IN"]), MOST_BYTES):
            # A server may count other ends of lines: a mail that is whole has the size that it has.
            new += receive_mail(raw=found.raw, now=now, size=None if found.is_whole else found.size)
    except MailboxUnreachable as silent:
        # The look at the channels tells the office of it; what lies there is taken at the next try.
        log.warning("mailbox.unreachable", why=str(silent))
    return new
