"""The mailbox in which people write to the house: it is emptied mail by mail, each once it has been kept."""

import imaplib
import re
import ssl
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sanjeh.core.messages.mail_box import MailBox

WAIT_S = 20
MOST_AT_ONCE = 50
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
HEAD_BYTES = 65_536


class MailboxUnreachable(Exception):
    """The mailbox cannot be opened now; the text says why."""


@dataclass(frozen=True, slots=True)
class FoundMail:
    """A mail in the box: its whole bytes, or its head alone where `size` is more than is taken."""

    uid: str
    raw: bytes
    size: int
    is_whole: bool


def answers(box: MailBox) -> None:
    """Return once the mailbox has been opened; raise MailboxUnreachable."""
    with opened(box, read_only=True):
        pass


def mails(box: MailBox, most_bytes: int) -> Generator[FoundMail, None, None]:
    """Give each mail in the box; whoever has asked for the next has kept the last, and it is removed.

    What goes on after an error finds the rest again: nothing is removed that was not kept.
    Raise MailboxUnreachable.
    """
    with opened(box, read_only=False) as session:
        for uid in uids(session)[:MOST_AT_ONCE]:
            found = fetched(session, uid, most_bytes)
            if found is None:
                continue
            yield found
            session.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
            session.expunge()


def uids(session: imaplib.IMAP4) -> list[str]:
    _, found = session.uid("SEARCH", "UNDELETED")
    return [each.decode() for part in found if part for each in part.split()]


def fetched(session: imaplib.IMAP4, uid: str, most_bytes: int) -> FoundMail | None:
    """Return the mail, or None where the server does not give it now: it stays there."""
    size = size_of(session, uid)
    if size is None:
        return None
    is_whole = size <= most_bytes
    asked = "(BODY.PEEK[])" if is_whole else f"(BODY.PEEK[]<0.{HEAD_BYTES}>)"
    _, parts = session.uid("FETCH", uid, asked)
    raw = next((part[1] for part in parts if isinstance(part, tuple)), None)
    return FoundMail(uid, raw, size, is_whole) if raw is not None else None


def size_of(session: imaplib.IMAP4, uid: str) -> int | None:
    """Return how many bytes the mail has by the server's word, before any of them is asked for."""
    _, parts = session.uid("FETCH", uid, "(RFC822.SIZE)")
    texts = (part[0] if isinstance(part, tuple) else part for part in parts)
    found = next((match for text in texts if text and (match := SIZE.search(text))), None)
    return int(found.group(1)) if found else None


@contextmanager
def opened(box: MailBox, *, read_only: bool) -> Iterator[imaplib.IMAP4]:
    """Give a session in which the folder is open."""
    try:
        session = connected(box)
    except (imaplib.IMAP4.error, OSError) as trouble:
        raise MailboxUnreachable(told(trouble)) from trouble
    try:
        session.login(box.user, box.password)
        state, words = session.select(f'"{box.folder}"', readonly=read_only)
        if state != "OK":
            raise MailboxUnreachable(b" ".join(part for part in words if part).decode(errors="replace")[:300])
        yield session
    except (imaplib.IMAP4.error, OSError) as trouble:
        raise MailboxUnreachable(told(trouble)) from trouble
    finally:
        leave(session)


def told(trouble: Exception) -> str:
    return f"{type(trouble).__name__}: {trouble}"[:300]


def leave(session: imaplib.IMAP4) -> None:
    try:
        session.logout()
    except (imaplib.IMAP4.error, OSError):
        session.shutdown()


def connected(box: MailBox) -> imaplib.IMAP4:
    """Return a session that is encrypted as far as the mailbox's address asks for it."""
    safe = ssl.create_default_context()
    if box.kind == "imaps":
        return imaplib.IMAP4_SSL(box.host, box.port, ssl_context=safe, timeout=WAIT_S)
    session = imaplib.IMAP4(box.host, box.port, timeout=WAIT_S)
    if box.kind == "imap+starttls":
        session.starttls(safe)
    return session
