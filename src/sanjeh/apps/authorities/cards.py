"""What an authority says of itself: plain values, whoever shows them wherever."""

from dataclasses import dataclass

from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.calendars import Calendar
from sanjeh.core.text.words import Words


@dataclass(frozen=True, slots=True)
class Contact:
    """How the authority is reached; what it does not have is empty."""

    email: str = ""
    phone: str = ""
    url: str = ""
    postal_address: str = ""


@dataclass(frozen=True, slots=True)
class CodeRule:
    """How codes of services are written (`core.text.code_rule`), and that in the words of people."""

    pattern: str
    hint_fa: str = ""
    hint_en: str = ""


@dataclass(frozen=True, slots=True)
class AuthorityCard:
    """One authority. `mark_kind` is empty where it has no mark; no languages are all that we speak.

    `hands_over` says that an archive gets what is over before the house forgets it.
    """

    code: str
    title: Words
    mark_kind: str
    contact: Contact
    calendar: Calendar
    time_zone: str
    languages: tuple[str, ...]
    code_rule: CodeRule
    hands_over: bool = False

    @property
    def reference(self) -> str:
        """Return the name under which the journal knows this authority."""
        return Subject.AUTHORITY.named(self.code)
