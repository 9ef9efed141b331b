"""What comes back by mail: a report of what was not delivered, an automatic answer, or somebody's words.

The reader never answers anything: whatever is automatic is recognised (RFC 3834, section 2) and ends here.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from enum import StrEnum

from sanjeh.core.text.words import Translatable

IDENTIFIER = re.compile(r"<[^<>\s]{3,250}>")
PERMANENT = re.compile(r"\s*5\.\d{1,3}\.\d{1,3}\b")  # RFC 3463: a class of 5 will not change by waiting
DELIVERED = frozenset({"delivered", "relayed", "expanded"})


class IncomingKind(StrEnum):
    BOUNCE = "bounce"
    DELAY = "delay"
    RECEIPT = "receipt"
    AUTOMATIC = "automatic"
    WORDS = "words"
    BROKEN = "broken"
    TOO_LARGE = "too_large"


KIND_WORDS = {
    IncomingKind.BOUNCE: Translatable("برگشت خورد"),
    IncomingKind.DELAY: Translatable("هنوز نرسیده است"),
    IncomingKind.RECEIPT: Translatable("رسید", key="state of a despatch"),
    IncomingKind.AUTOMATIC: Translatable("پاسخ خودکار"),
    IncomingKind.WORDS: Translatable("نوشته‌ی یک کس"),
    IncomingKind.BROKEN: Translatable("خوانده نشد"),
    IncomingKind.TOO_LARGE: Translatable("بزرگ‌تر از اندازه"),
}


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """`about` are the identifiers of mails that it may be an answer to, as they stand in it."""

    message_id: str
    kind: IncomingKind
    about: tuple[str, ...]
    note: str = ""


def read_mail(raw: bytes) -> IncomingMail:
    """Return what a mail is and what it is about; whatever cannot be read is `broken`, never an error."""
    try:
        mail = message_from_bytes(raw, policy=policy.default)
        return IncomingMail(identifier(mail), kind_of(mail), tuple(dict.fromkeys(named(mail))), note_of(mail))
    # The parser of the standard library fails on some malformed headers with errors of any kind.
    except Exception as broken:  # noqa: BLE001 - a mail that cannot be read is told as that, and kept whole
        return IncomingMail("", IncomingKind.BROKEN, (), type(broken).__name__)


def content_digest(raw: bytes) -> str:
    """Return the SHA-256 of what its writer wrote: by another way it comes with other traces."""
    mail = message_from_bytes(raw)
    told = [str(mail.get(name, "")) for name in ("From", "Date", "Subject")]
    _, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    return hashlib.sha256("\x1f".join(told).encode(errors="replace") + b"\x1f" + body.rstrip()).hexdigest()


def identifier(mail: Message) -> str:
    found = IDENTIFIER.search(str(mail.get("Message-ID", "")))
    return found.group() if found else ""


def kind_of(mail: Message) -> IncomingKind:
    status = report_of(mail)
    if status is not None:
        return kind_of_report(status)
    return IncomingKind.AUTOMATIC if is_automatic(mail) else IncomingKind.WORDS


def report_of(mail: Message) -> list[Message] | None:
    """Return the blocks of a delivery status (RFC 3464), or None where the mail is no report."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            return (
                [block for block in blocks if isinstance(block, Message)] if isinstance(blocks, list) else []
            )
    return None


def kind_of_report(blocks: list[Message]) -> IncomingKind:
    actions = {str(block.get("Action", "")).strip().lower() for block in blocks} - {""}
    if "failed" in actions or any(PERMANENT.match(str(block.get("Status", ""))) for block in blocks):
        return IncomingKind.BOUNCE
    if actions & DELIVERED:
        return IncomingKind.RECEIPT
    return IncomingKind.DELAY if "delayed" in actions else IncomingKind.AUTOMATIC


def is_automatic(mail: Message) -> bool:
    """Say whether a program wrote it (RFC 3834): by its own word, by an empty sender, or as a list does."""
    said = str(mail.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    precedence = str(mail.get("Precedence", "")).strip().lower()
    empty_path = str(mail.get("Return-Path", "<x>")).strip() == "<>"
    return (
        said != "no"
        or precedence in {"bulk", "junk", "list", "auto_reply"}
        or empty_path
        or "List-Id" in mail
    )


def named(mail: Message) -> Iterator[str]:
    """Yield every identifier to which the mail may be an answer, those of a returned mail too."""
    for header in ("In-Reply-To", "References"):
        yield from IDENTIFIER.findall(str(mail.get(header, "")))
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            yield from IDENTIFIER.findall(str(part.get_payload()))
        elif kind == "message/rfc822" and isinstance(inner := part.get_payload(), list):
            yield from (identifier(each) for each in inner if isinstance(each, Message) and identifier(each))


def note_of(mail: Message) -> str:
    """Return what a report says of the reason, in one line."""
    codes = (str(block.get("Diagnostic-Code", "")) for block in report_of(mail) or ())
    return " ".join(next(filter(None, codes), "").split())[:300]
