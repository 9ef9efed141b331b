"""What the office enters of a channel, before it is a row, and how a notice names it."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.core.text.words import Words
from sanjeh.core.workflow.channels import ChannelKind


@dataclass(frozen=True, slots=True)
class ChannelEntry:
    """`address` is what one writes, dials or goes to; `hours` are words for people."""

    kind: ChannelKind
    title: Words
    address: str
    hours: Words | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a person says of a channel: whether it works, since when, and if it does not, why."""

    is_up: bool
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What the machine saw of a channel: an empty `why` means that it works."""

    channel: int
    took_ms: int
    why: str = ""


def version_of(number: int) -> str:
    """Return the version by which a notice tells that a channel is opened."""
    return str(number)


def end_version_of(number: int) -> str:
    """Return the version by which a notice tells that a channel ends."""
    return f"{number}-end"


def outage_version_of(number: int) -> str:
    return f"outage-{number}"
