"""What somebody has written to the house by mail: who, in which words, and what is attached.

Everything in it is the sender's own word, the address too: nothing here proves who wrote it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import getaddresses, parseaddr

from sanjeh.core.messages.incoming import identifier
from sanjeh.core.text.html import prose
from sanjeh.core.text.legible import without_unseen

MOST_LETTERS = 20_000
MOST_FILES = 50
QUOTED = re.compile(r"^\s*>.*$", re.MULTILINE)
RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]{3,12})", re.IGNORECASE)
# By their first bytes, whatever the name says; all else is kept with the mail and given to nobody.
BEGINS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """`kind` is pdf, jpg or png by the content, empty for everything that is given to nobody."""

    place: int
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class SenderCheck:
    """What the mail server that took it says of the sender (RFC 8601): `spf`, `dkim`, `dmarc`, each empty
    where it says nothing; `server` is the one that says so.
    """

    server: str = ""
    spf: str = ""
    dkim: str = ""
    dmarc: str = ""


@dataclass(frozen=True, slots=True)
class WrittenMail:
    """`sender` is the bare address; `original` that of the mail that was forwarded whole with this one."""

    message_id: str
    sender: str
    name: str
    subject: str
    text: str
    files: tuple[AttachedFile, ...]
    check: SenderCheck
    original: str = ""

    @property
    def new_words(self) -> str:
        """Return what is not quoted from an earlier mail."""
        return re.sub(r"\n{3,}", "\n\n", QUOTED.sub("", self.text)).strip()


def read_written(raw: bytes) -> WrittenMail:
    """Return what a mail says; what cannot be read of it is empty."""
    mail = message_from_bytes(raw, policy=policy.default)
    name, sender = address_of(mail)
    return WrittenMail(
        message_id=identifier(mail),
        sender=sender,
        name=plain(name, 120),
        subject=plain(header(mail, "Subject"), 300),
        text=plain(text_of(mail), MOST_LETTERS, one_line=False),
        files=tuple(attached(mail))[:MOST_FILES],
        check=check_of(mail),
        original=original_of(mail),
    )


def header(mail: Message, name: str) -> str:
    """Return a header as text, empty where the library cannot read it."""
    try:
        return str(mail.get(name, ""))
    except (MessageError, ValueError, LookupError, IndexError, AttributeError):
        return ""


def address_of(mail: Message) -> tuple[str, str]:
    """Return name and bare address of the sender, small; both empty for what is no address."""
    found = getaddresses([header(mail, "From")])
    name, address = found[0] if len(found) == 1 else ("", "")
    is_one = address.count("@") == 1 and address.isascii() and not re.search(r"\s", address)
    return (name, address.lower()) if is_one and len(address) <= 254 else (name, "")


def plain(text: str, most: int, *, one_line: bool = True) -> str:
    """Return the text without what no table and no page can show."""
    seen = without_unseen(text.replace("\r\n", "\n").replace("\t", " "))
    return (" ".join(seen.split()) if one_line else seen.strip())[:most]


def text_of(mail: EmailMessage | Message) -> str:
    """Return the words: the plain part, or what a reader would see of the HTML; never its markup."""
    parts = [part for part in mail.walk() if is_words(part)]
    for part in parts:
        if part.get_content_type() == "text/plain":
            return decoded(part)
    return prose(decoded(parts[0])) if parts else ""


def is_words(part: Message) -> bool:
    is_text = part.get_content_type() in {"text/plain", "text/html"}
    return is_text and not part.get_filename() and part.get_content_disposition() != "attachment"


def decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset() or "utf-8", errors="replace")
    except LookupError:
        return content.decode("utf-8", errors="replace")


def attached(mail: Message) -> Iterator[AttachedFile]:
    """Give what is attached, in its order; the place is that among all parts."""
    for place, part in enumerate(mail.walk()):
        if part.is_multipart() or is_words(part):
            continue
        content = file_of(part)
        name = plain(part.get_filename() or part.get_content_type(), 200)
        yield AttachedFile(place, name, kind_of_file(content), len(content))


def file_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def kind_of_file(content: bytes) -> str:
    return next((kind for begins, kind in BEGINS.items() if content.startswith(begins)), "")


def file_at(raw: bytes, place: int) -> tuple[AttachedFile, bytes] | None:
    """Return one attached file with its bytes, or None where that place holds none that is given out."""
    mail = message_from_bytes(raw, policy=policy.default)
    found = next((one for one in attached(mail) if one.place == place and one.kind), None)
    part = next((part for number, part in enumerate(mail.walk()) if number == place), None)
    return (found, file_of(part)) if found and part is not None else None


def check_of(mail: Message) -> SenderCheck:
    """Return what the server nearest to us says; headers further down anybody may have written."""
    first = header(mail, "Authentication-Results")
    server = first.partition(";")[0].strip().split(" ")[0][:200]
    said: dict[str, str] = {}
    for method, result in RESULT.findall(first):
        said.setdefault(method.lower(), result.lower())
    return SenderCheck(server, said.get("spf", ""), said.get("dkim", ""), said.get("dmarc", ""))


def original_of(mail: Message) -> str:
    """Return who wrote the mail that this one brings whole, as an attachment; empty for none."""
    for part in mail.walk():
        inner = part.get_payload() if part.get_content_type() == "message/rfc822" else None
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            return address_of(inner[0])[1] or parseaddr(header(inner[0], "Return-Path"))[1].lower()
    return ""
