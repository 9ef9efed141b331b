"""How the address of a mailbox is written: `imaps://user:secret@mail.example:993/INBOX`."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

HOST = re.compile(r"[\w.:-]+")
FOLDER = re.compile(r"[\w./ &,+-]{1,200}", re.ASCII)
PORTS = {"imap": 143, "imap+starttls": 143, "imaps": 993}


class MailBoxUnreadable(ValueError):
    """The address of the mailbox is not written as it must be."""


@dataclass(frozen=True, slots=True)
class MailBox:
    """Where and how; `kind` is imap (plain, for this machine), imap+starttls or imaps."""

    kind: str
    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"


def mail_box(url: str) -> MailBox:
    """Return the mailbox of `imaps://user:secret@mail.example:993/INBOX`; raise MailBoxUnreadable."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise MailBoxUnreadable(str(error)) from error
    host, folder = parts.hostname or "", unquote(parts.path.strip("/")) or "INBOX"
    is_plain = not (parts.query or "#" in url or port == 0) and FOLDER.fullmatch(folder)
    if parts.scheme not in PORTS or not HOST.fullmatch(host) or not (is_plain and parts.username):
        known = ", ".join(f"{kind}://" for kind in PORTS)
        raise MailBoxUnreadable(f"write {known}user:password@host[:port][/folder]")
    user, password = unquote(parts.username), unquote(parts.password or "")
    return MailBox(parts.scheme, host, port or PORTS[parts.scheme], user, password, folder)
