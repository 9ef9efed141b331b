"""The names under which the journal knows what a line is about: `person:7`, `round:1405-1`, `body:NAZ`.

From them we derive who had a part in what, so one thing must never go by two names.
"""

from collections.abc import Iterable
from enum import StrEnum
from hashlib import sha256

DEFAULT_AUTHORITY = "default"  # the one that every installation begins with
MOST_LETTERS = 120  # of a reference in the journal


class Subject(StrEnum):
    """What a reference can lead to."""

    ADDRESS = "address"
    AGREEMENT = "agreement"
    ARCHIVE = "archive"
    AUTHORITY = "authority"
    BODY = "body"
    BREACH = "breach"
    CALENDAR = "calendar"
    CHANNEL = "channel"
    COMMITMENT = "commitment"
    COMPLAINT = "complaint"
    DOCUMENT = "document"
    EDITION = "edition"
    FAQ = "faq"
    FEEDBACK = "feedback"
    FILE = "file"
    FORM = "form"
    GAP = "gap"
    INCIDENT = "incident"
    INVITATION = "invitation"
    MAIL = "mail"
    MANDATE = "mandate"
    MARK = "mark"
    IMPORT = "import"
    KEY = "key"
    INFORMATION = "information"
    METHODOLOGY = "methodology"
    NOTICE = "notice"
    OUTAGE = "outage"
    PERSON = "person"
    PROCESS = "process"
    QUESTION = "question"
    REDIRECT = "redirect"
    ROUND = "round"
    SUBSCRIPTION = "subscription"
    SYSTEM = "system"
    RULES = "rules"

    def named(self, name: object) -> str:
        """Return the reference to the one of this kind that has this code, number or address.

        A name for which a line of the journal has no room stands there by its SHA-256.
        """
        whole = f"{self}:{name}"
        return whole if len(whole) <= MOST_LETTERS else f"{self}:{sha256(str(name).encode()).hexdigest()}"

    def names_in(self, references: Iterable[str]) -> tuple[str, ...]:
        """Return the names behind those references that lead to this kind, in their order."""
        parted = (reference.partition(":") for reference in references)
        return tuple(name for kind, _, name in parted if kind == self)
