"""Handing a mail to the SMTP server that the operator named; its answer decides what is done next."""

import smtplib
import ssl
from email.message import EmailMessage

from sanjeh.core.messages.mail_server import MailServer

WAIT_S = 20


class MailRefused(Exception):
    """The server will not take this mail, now or later (RFC 5321: 5yz)."""


class MailDeferred(Exception):
    """The server cannot be reached, or asks to be tried later (4yz)."""


def send_mail(server: MailServer, mail: EmailMessage, sender: str, receiver: str) -> None:
    """Hand over one mail for one receiver; raise MailRefused or MailDeferred with the server's own words."""
    try:
        with connected(server) as session:
            session.send_message(mail, from_addr=sender, to_addrs=[receiver])
    except smtplib.SMTPRecipientsRefused as refused:
        raise verdict(*refused.recipients[receiver]) from refused
    except smtplib.SMTPResponseException as answer:
        raise verdict(answer.smtp_code, answer.smtp_error) from answer
    except smtplib.SMTPNotSupportedError as lacking:
        raise MailRefused(str(lacking)) from lacking
    except (OSError, smtplib.SMTPException) as trouble:
        raise MailDeferred(f"{type(trouble).__name__}: {trouble}") from trouble


def connected(server: MailServer) -> smtplib.SMTP:
    """Return a session that is encrypted and signed in, as far as the server's address asks for it."""
    safe = ssl.create_default_context()
    if server.kind == "smtps":
        session: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=WAIT_S, context=safe)
    else:
        session = smtplib.SMTP(server.host, server.port, timeout=WAIT_S)
    try:
        if server.kind == "smtp+starttls":
            session.starttls(context=safe)
        if server.user:
            session.login(server.user, server.password)
    except BaseException:
        session.close()
        raise
    return session


def verdict(code: int, words: bytes | str) -> MailRefused | MailDeferred:
    """Return what an answer of the server means: 5yz is final, all else may be better later.

    What concerns our own account (530, 535) is no fault of the receiver, and is tried again.
    """
    text = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    is_final = 500 <= code < 600 and code not in {421, 530, 534, 535, 538}
    said = f"{code} {' '.join(text.split())}"[:300]
    return MailRefused(said) if is_final else MailDeferred(said)


def greets(server: MailServer) -> str:
    """Return what the server says to a greeting, for a check of the installation; raise MailDeferred."""
    try:
        with connected(server) as session:
            code, words = session.noop()
    except (OSError, smtplib.SMTPException) as trouble:
        raise MailDeferred(f"{type(trouble).__name__}: {trouble}") from trouble
    return f"{code} {words.decode(errors='replace')}"
