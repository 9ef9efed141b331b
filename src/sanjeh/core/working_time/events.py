"""What happens to a clock, as facts that are never changed; everything else is recounted from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sanjeh.core.text.words import Translatable


class Party(StrEnum):
    """With whom a matter lies."""

    PROVIDER = "provider"
    APPLICANT = "applicant"
    THIRD_PARTY = "third_party"


PARTY_WORDS = {
    Party.PROVIDER: Translatable("ارائه‌دهنده‌ی خدمت"),
    Party.APPLICANT: Translatable("درخواست‌کننده"),
    Party.THIRD_PARTY: Translatable("شخص سوم"),
}


class EventKind(StrEnum):
    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    CONTESTED = "contested"  # the other side does not accept a pause; by itself it changes no count
    PAUSE_OVERTURNED = "pause_overturned"  # the contest was upheld: as if there had been no pause
    STOPPED = "stopped"
    REOPENED = "reopened"


EVENT_WORDS = {
    EventKind.STARTED: Translatable("آغاز شد", key="event of a clock"),
    EventKind.PAUSED: Translatable("درنگ", key="event of a clock"),
    EventKind.RESUMED: Translatable("ادامه یافت", key="event of a clock"),
    EventKind.CONTESTED: Translatable("به درنگ اعتراض شد", key="event of a clock"),
    EventKind.PAUSE_OVERTURNED: Translatable("درنگ روا نبود و به حساب آمد", key="event of a clock"),
    EventKind.STOPPED: Translatable("پایان یافت", key="event of a clock"),
    EventKind.REOPENED: Translatable("دوباره باز شد", key="event of a clock"),
}


class PauseReason(StrEnum):
    """Why a clock may pause; a reason says for whom the matter waits."""

    DOCUMENTS = "documents"
    ANSWER = "answer"
    OTHER_BODY = "other_body"


@dataclass(frozen=True, slots=True)
class KindOfPause:
    waits_for: Party
    title: Translatable


PAUSE_REASONS = {
    PauseReason.DOCUMENTS: KindOfPause(Party.APPLICANT, Translatable("در انتظار مدارک شما")),
    PauseReason.ANSWER: KindOfPause(Party.APPLICANT, Translatable("در انتظار پاسخ شما")),
    PauseReason.OTHER_BODY: KindOfPause(Party.THIRD_PARTY, Translatable("در انتظار پاسخ دستگاهی دیگر")),
}


@dataclass(frozen=True, slots=True)
class Event:
    """`key` is its number in storage: it orders what happened in the same moment, and names a pause.

    `reason` is that of a pause; `pause` the key of the one that is contested or overturned; `held_by` with
    whom the matter lay between the stop and a reopening.
    """

    key: int
    at: datetime
    kind: EventKind
    reason: PauseReason | None = None
    pause: int | None = None
    held_by: Party | None = None


@dataclass(frozen=True, slots=True)
class Outage:
    """A time in which no channel worked; the channels are the provider's. `end` is None while it lasts."""

    begin: datetime
    end: datetime | None = None


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events as they happened, in whatever order they were kept."""
    return tuple(sorted(events, key=lambda event: (event.at.astimezone(UTC), event.key)))
