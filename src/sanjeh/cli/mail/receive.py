"""`sanjeh mail receive`: what a mail server hands over on standard input, one mail a call."""

import sys
from datetime import UTC, datetime

import click

from sanjeh.apps.messages.incoming_actions import MOST_BYTES, receive_mail
from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.problems import told_to_the_reader
from sanjeh.cli.tell import tell
from sanjeh.report.words import say

EX_DATAERR = 65  # of sysexits.h: what a mail server takes for "never"


@click.command()
@LANGUAGE
def receive(*, lang: str | None) -> None:
    """Keep the mail that comes on standard input, and lead a report of delivery to what was sent.

    For a mail server, as the command of an alias: `sanjeh: "|sanjeh mail receive"`. It never answers a mail.
    """
    language = reader_language(lang)
    raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        # The mail server gives this sentence, and the whole mail, back to its writer: nothing is lost.
        tell(say("mail_too_large", language, megabytes=MOST_BYTES // 1_000_000), err=True)
        sys.exit(EX_DATAERR)
    with told_to_the_reader():
        is_new = receive_mail(raw=raw, now=datetime.now(UTC))
    tell(say("mail_kept" if is_new else "mail_known", language))
