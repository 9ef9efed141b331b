"""What could not be seen in a round and why: a sentence for each cause, and below it every place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sanjeh.apps.scans import queries as scans
from sanjeh.apps.scans.failures import BlockedLook, FailedLook, blocked_looks, failed_looks
from sanjeh.core.text.words import Translatable, Wording
from sanjeh.web import labels

HOSTS_NAMED = 3


@dataclass(frozen=True, slots=True)
class UnseenPlace:
    """One look at one address; `standing` says whether that is the last word, None where a wall stood."""

    look: FailedLook | BlockedLook
    detail: str
    standing: Translatable | None


@dataclass(frozen=True, slots=True)
class UnseenCause:
    """One cause: what happened, what we can do, and where it was met."""

    reason: str
    happened: Wording
    ours: Wording | None
    places: tuple[UnseenPlace, ...]
    address_count: int

    @property
    def looks(self) -> tuple[str, ...]:
        """Return which looks met it, each once."""
        return tuple(dict.fromkeys(one.look.collector for one in self.places))


def causes(round_code: str) -> list[UnseenCause]:
    """Return the causes, those first that kept us from the most addresses."""
    found = (*failed_causes(failed_looks(round_code)), *blocked_causes(blocked_looks(round_code)))
    return sorted(found, key=lambda one: (-one.address_count, one.reason))


def failed_causes(failed: Sequence[FailedLook]) -> Iterable[UnseenCause]:
    for reason in dict.fromkeys(one.reason for one in failed):
        mine = [one for one in failed if one.reason == reason]
        words = scans.failure_words(reason, hosts_of(one.url for one in mine))
        places = tuple(UnseenPlace(one, one.detail, labels.STANDINGS[one.standing]) for one in mine)
        yield UnseenCause(reason, words.happened, words.ours, places, len({one.url for one in mine}))


def blocked_causes(blocked: Sequence[BlockedLook]) -> Iterable[UnseenCause]:
    for key in dict.fromkeys((one.finding.id, one.finding.reason) for one in blocked):
        mine = [one for one in blocked if (one.finding.id, one.finding.reason) == key]
        words = scans.finding_words(mine[0].finding)
        places = tuple(UnseenPlace(one, "", None) for one in mine)
        yield UnseenCause(key[1], words.says, words.remedy, places, len({one.url for one in mine}))


def hosts_of(urls: Iterable[str]) -> str:
    """Return the hosts of these addresses in a line, the first few by name."""
    hosts = list(dict.fromkeys(urlsplit(url).hostname or url for url in urls))
    named = " ".join(hosts[:HOSTS_NAMED])
    return named if len(hosts) <= HOSTS_NAMED else f"{named} …"
