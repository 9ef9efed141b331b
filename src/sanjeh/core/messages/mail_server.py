"""How the address of a mail server is written: `smtps://user:secret@mail.example:465`."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

HOST = re.compile(r"[\w.:-]+")
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class MailServerUnreadable(ValueError):
    """The address of the server is not written as it must be."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where and how; `kind` is smtp (plain), smtp+starttls or smtps."""

    kind: str
    host: str
    port: int
    user: str = ""
    password: str = ""


def mail_server(url: str) -> MailServer:
    """Return the server of `smtps://user:secret@mail.example:465`; raise MailServerUnreadable."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise MailServerUnreadable(str(error)) from error
    is_host_alone = not (parts.path.strip("/") or parts.query or "#" in url or port == 0)
    host = parts.hostname or ""
    if parts.scheme not in PORTS or not HOST.fullmatch(host) or not is_host_alone:
        known = ", ".join(f"{kind}://" for kind in PORTS)
        raise MailServerUnreadable(f"write {known}[user:password@]host[:port]")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.scheme, host, port or PORTS[parts.scheme], user, password)
