"""The agreement: its versions, their words, and whether one is in force."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from sanjeh.apps.agreements.clauses import AgreementText, Clause, read_agreement
from sanjeh.apps.agreements.models import Acceptance, AgreementVersion
from sanjeh.apps.authorities import queries as authorities
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.text.clause_changes import Change, ClauseChange, clause_changes
from sanjeh.core.text.words import Translatable, Words
from sanjeh.core.workflow.agreements import HELD, OPEN_TO_BODIES, READABLE, STATE_WORDS, VersionState
from sanjeh.ledger.bundle import AcceptedVersion, AgreementRow

WORDS = ("exact", "reading_fa", "reading_en")
HOLDS = Q(state__in=HELD)  # for its days: what was superseded or is over held then


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version without its words; `awaits_second`: one person loaded it, another has to confirm it.

    `notice` is the number of the one that told of it before it was put in force.
    """

    number: int
    authority: str
    sha256: str
    valid_from: datetime | None
    valid_until: datetime
    until: Words
    loaded_by: str
    loaded_at: datetime | None
    confirmed_by: str
    state: VersionState
    notice: int | None

    @property
    def awaits_second(self) -> bool:
        return self.state is VersionState.CONSULTATION

    @property
    def reference(self) -> str:
        return Subject.AGREEMENT.named(self.number)

    @property
    def says(self) -> Translatable:
        return STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Version:
    """One version with its words; only the Persian bytes bind, both readings are there to help.

    `restored` is the text with its half-spaces, the agreed one itself where there is no such reading.
    """

    row: VersionRow
    exact: bytes
    fa: AgreementText
    restored: AgreementText
    en: AgreementText

    @property
    def is_restored(self) -> bool:
        return self.restored is not self.fa

    @property
    def clauses(self) -> tuple[tuple[Clause, Clause, Clause], ...]:
        """Return each clause as agreed, beside its restored reading and its translation."""
        return tuple(zip(self.fa.clauses, self.restored.clauses, self.en.clauses, strict=True))


@dataclass(frozen=True, slots=True)
class Changes:
    """What each clause says otherwise than in the version `since`, in the Persian that binds."""

    since: int
    clauses: tuple[ClauseChange, ...]

    @property
    def told(self) -> tuple[ClauseChange, ...]:
        return tuple(one for one in self.clauses if one.change is not Change.SAME)


@dataclass(frozen=True, slots=True)
class AcceptanceRow:
    """A body has accepted a version; `by` is for the office alone."""

    body: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class AgreementState:
    """Whether an agreement is in force at a moment; worked out each time, never stored.

    `version` is the one that is, or was the last; None where the authority never had one. `coming` is the
    number of a later one that is offered, or will hold.
    """

    version: VersionRow | None
    in_force: bool
    days_without: int
    coming: int | None = None

    @property
    def number(self) -> int:
        """Return the number of that version, 0 for none."""
        return self.version.number if self.version else 0

    @property
    def says(self) -> Translatable:
        if self.version is None:
            return Translatable("هنوز توافق‌نامه‌ای بسته نشده است.")
        until = self.version.until
        if self.in_force:
            return Translatable("توافق‌نامه تا {until} اعتبار دارد.").filled(until=until)
        return Translatable(
            "اکنون توافق‌نامه‌ای در حال اجرا نیست: اعتبار نسخه‌ی پیشین با {until} به سر رسید."
        ).filled(until=until)


def version(number: int) -> Version:
    """Return a version with its words; raise KeyError when there is none."""
    row = AgreementVersion.objects.select_related("loaded_by", "confirmed_by").filter(number=number).first()
    if row is None:
        raise KeyError(number)
    agreed = row.words
    restored = read_agreement(row.reading_fa) if row.reading_fa.strip() else agreed
    return Version(row_of(row), bytes(row.exact), agreed, restored, read_agreement(row.reading_en))


def agreed_version(number: int) -> Version:
    """Return a version that everybody may read; raise KeyError for a draft, or one that was taken back."""
    found = version(number)
    if found.row.state not in READABLE:
        raise KeyError(number)
    return found


def versions(authority: str | None = None) -> tuple[VersionRow, ...]:
    """Return every version, or those of this authority, the newest first."""
    own = {} if authority is None else {"authority__code": authority}
    rows = AgreementVersion.objects.filter(**own).defer(*WORDS).select_related("loaded_by", "confirmed_by")
    return tuple(map(row_of, rows.order_by("-number")))


def readable(authority: str = DEFAULT_AUTHORITY) -> tuple[VersionRow, ...]:
    """Return every version that everybody may read, the newest first, without who has loaded it."""
    own = AgreementVersion.objects.filter(authority__code=authority, state__in=READABLE)
    return tuple(map(row_of_agreed, own.defer(*WORDS).order_by("-number")))


def state(now: datetime, authority: str = DEFAULT_AUTHORITY) -> AgreementState:
    """Return whether an agreement is in force now: the newest that is valid, else the one that ended last."""
    own = AgreementVersion.objects.filter(authority__code=authority, state__in=(*HELD, VersionState.OFFERED))
    rows = [row_of_agreed(row) for row in own.defer(*WORDS).order_by("-number")]
    found = [row for row in rows if row.state in HELD and (row.valid_from is None or row.valid_from <= now)]
    in_force = next((row for row in found if now < row.valid_until), None)
    open_now = (row.number for row in rows if row.valid_until > now and row not in found)
    coming = next((number for number in open_now if in_force is None or number > in_force.number), None)
    if in_force:
        return AgreementState(in_force, in_force=True, days_without=0, coming=coming)
    last = max(found, key=lambda row: row.valid_until, default=None)
    days = (now - last.valid_until).days if last else 0
    return AgreementState(last, in_force=False, days_without=days, coming=coming)


def successor(row: VersionRow) -> VersionRow | None:
    """Return the newest version after this one that everybody may read, or None."""
    own = AgreementVersion.objects.filter(authority__code=row.authority, state__in=READABLE)
    found = own.filter(number__gt=row.number).defer(*WORDS).order_by("-number").first()
    return row_of_agreed(found) if found else None


def accepting(number: int, bodies: Collection[str]) -> frozenset[str]:
    """Return which of these bodies have accepted this version."""
    rows = Acceptance.objects.filter(version__number=number, body__in=list(bodies))
    return frozenset(rows.values_list("body", flat=True))


def earliest_beginning(authority: str, begins: datetime, effective_at: datetime) -> datetime:
    """Return from when a version that would begin at `begins` may hold, by the effect of its notice.

    Where no agreement holds from `begins` to that effect, nobody relies on another text in these hours: it
    may then begin with the day of the effect, as the authority counts days.
    """
    if holds_between(authority, begins, effective_at):
        return effective_at
    zone = ZoneInfo(authorities.card(authority).time_zone)
    return effective_at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def holds_between(authority: str, start: datetime, end: datetime) -> bool:
    """Tell whether a version of this authority holds at any moment from `start` to `end`."""
    own = AgreementVersion.objects.filter(authority__code=authority, valid_until__gt=start)
    return own.filter(HOLDS, Q(valid_from=None) | Q(valid_from__lte=end)).exists()


def changes_since_last(found: Version) -> Changes | None:
    """Return what a version says otherwise than the one that held before it, or None for the first."""
    earlier = AgreementVersion.objects.filter(
        HOLDS, number__lt=found.row.number, authority__code=found.row.authority
    )
    number = earlier.order_by("-number").values_list("number", flat=True).first()
    if number is None:
        return None
    old, new = version(number).fa.clauses, found.fa.clauses
    clauses = clause_changes(
        *([(one.title, *(p.text for p in one.passages)) for one in side] for side in (old, new))
    )
    return Changes(number, clauses)


def offered(authority: str, now: datetime) -> int | None:
    """Return the number of the newest version that bodies may accept now, or None."""
    own = AgreementVersion.objects.filter(authority__code=authority, state__in=OPEN_TO_BODIES)
    return own.filter(valid_until__gt=now).order_by("-number").values_list("number", flat=True).first()


def register(number: int) -> tuple[AcceptanceRow, ...]:
    """Return which bodies have accepted this version, in the order of their acceptances."""
    rows = Acceptance.objects.filter(version__number=number).order_by("at", "pk")
    return tuple(
        AcceptanceRow(*one) for one in rows.values_list("body", "at", "mandate__person__display_name")
    )


def row_of(row: AgreementVersion) -> VersionRow:
    return VersionRow(
        number=row.number,
        authority=str(row.authority_id),
        sha256=row.sha256,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        until=Words(row.until_fa, row.until_en),
        loaded_by=row.loaded_by.display_name if row.loaded_by else "",
        loaded_at=row.at,
        confirmed_by=row.confirmed_by.display_name if row.confirmed_by else "",
        state=VersionState(row.state),
        notice=row.notice_id,
    )


def row_of_agreed(row: AgreementVersion) -> VersionRow:
    """Return what every page says of a version: who has loaded it is not asked for."""
    until = Words(row.until_fa, row.until_en)
    return VersionRow(
        row.number,
        str(row.authority_id),
        row.sha256,
        row.valid_from,
        row.valid_until,
        until,
        "",
        row.at,
        "",
        VersionState(row.state),
        row.notice_id,
    )


def owner(number: int) -> str | None:
    """Return the code of the authority whose this is, None where there is none of it."""
    return AgreementVersion.objects.filter(number=number).values_list("authority__code", flat=True).first()


def proved() -> tuple[tuple[AgreementRow, ...], dict[int, bytes]]:
    """Return every version with its acceptances, and the exact bytes of each, for a bundle of proofs."""
    rows = list(AgreementVersion.objects.prefetch_related("acceptances").order_by("number"))
    return tuple(map(proved_row, rows)), {row.number: bytes(row.exact) for row in rows}


def proved_row(row: AgreementVersion) -> AgreementRow:
    accepted = tuple(
        AcceptedVersion(body=one.body, mandate=one.mandate_id, sha256=one.shown_sha256)
        for one in row.acceptances.all()
    )
    return AgreementRow(
        authority=str(row.authority_id), number=row.number, sha256=row.sha256, acceptances=accepted
    )
