"""What was seen running, and what of that nobody had announced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.fingerprints.models import Fingerprint, SilentChange
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.fingerprints import PART_WORDS, Part, token_of

Parts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class SilentRow:
    """Something that runs otherwise than was announced; `notice` is the one that told of it afterwards."""

    number: int
    part: Part
    kind: Kind
    name: str
    before: str
    after: str
    found_at: datetime
    notice: int | None
    announced_at: datetime | None

    @property
    def title(self) -> Translatable:
        return PART_WORDS[self.part]

    @property
    def is_open(self) -> bool:
        return self.notice is None

    @property
    def token(self) -> str:
        """Return the version by which a notice would tell of it."""
        return token_of(self.part, self.name, self.after or self.before)


@dataclass(frozen=True, slots=True)
class SeenRow:
    """The running system as it was last seen otherwise than before: `parts` are names with digests."""

    at: datetime
    digest: str
    parts: Parts

    @property
    def titled(self) -> tuple[tuple[Translatable, tuple[tuple[str, str], ...]], ...]:
        """Return each part with its names and digests; of the calendar only the digest of all of it.

        The settings are one thing, which its part has named already.
        """
        told = ((part, self.parts.get(part, {})) for part in Part if part is not Part.CALENDAR)
        return tuple(
            (
                PART_WORDS[part],
                tuple(("" if part is Part.SETTINGS else name, each) for name, each in sorted(found.items())),
            )
            for part, found in told
        )


def newest() -> SeenRow | None:
    """Return how the system was seen last, or None before the first look."""
    row = Fingerprint.objects.order_by("-pk").first()
    return SeenRow(row.at, row.digest, row.parts) if row else None


def silent_changes(*, only_open: bool = False) -> tuple[SilentRow, ...]:
    """Return every change that nobody had announced, the newest first."""
    rows = SilentChange.objects.order_by("-pk")
    return tuple(map(row_of, rows.filter(notice=None) if only_open else rows))


def row_of(row: SilentChange) -> SilentRow:
    return SilentRow(
        number=row.pk,
        part=Part(row.part),
        kind=Kind(row.kind),
        name=row.name,
        before=row.before,
        after=row.after,
        found_at=row.found_at,
        notice=row.notice_id,
        announced_at=row.announced_at,
    )
