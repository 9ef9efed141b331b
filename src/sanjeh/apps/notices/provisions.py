"""Reading forms, lists of documents and processes: which version holds, and what it says otherwise."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.notices.models import Provision
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY
from sanjeh.core.text.clause_changes import Change, ClauseChange, paragraph_changes
from sanjeh.core.text.words import Translatable, Words
from sanjeh.core.workflow.provisions import PROVISION_WORDS, ProvisionKind


class NoSuchProvision(LookupError):
    """No text of this kind has this name."""


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """One version; `in_force_from` is None until its notice has put it in force, and may lie ahead."""

    kind: ProvisionKind
    code: str
    number: int
    authority: str
    title: Words
    text: Words
    sha256: str
    at: datetime
    notice: int | None
    in_force_from: datetime | None

    @property
    def name(self) -> str:
        return f"{self.code}@{self.number}"

    @property
    def kind_title(self) -> Translatable:
        return PROVISION_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class TextChanges:
    """What a version says otherwise than the one `since`, paragraph by paragraph."""

    since: int
    told: tuple[ClauseChange, ...]


def provisions(authority: str | None = None) -> tuple[ProvisionRow, ...]:
    """Return every version of every text, by kind and code, the newest first."""
    own = {} if authority is None else {"authority__code": authority}
    rows = Provision.objects.filter(**own).order_by("kind", "code", "-number")
    return tuple(map(row_of, rows))


def holding(now: datetime, authority: str = DEFAULT_AUTHORITY) -> tuple[ProvisionRow, ...]:
    """Return the version of each text that is in force now."""
    found: dict[tuple[str, str], ProvisionRow] = {}
    for row in provisions(authority):
        if row.in_force_from and row.in_force_from <= now:
            found.setdefault((row.kind, row.code), row)
    return tuple(found.values())


def provision(kind: str, name: str) -> ProvisionRow:
    """Return one version, `complaint-form@2`; raise NoSuchProvision."""
    code, _, number = name.rpartition("@")
    if not (number.isascii() and number.isdecimal() and len(number) < 6):
        raise NoSuchProvision(name)
    row = Provision.objects.filter(kind=kind, code=code, number=int(number)).first()
    if row is None:
        raise NoSuchProvision(name)
    return row_of(row)


def changes_since_last(row: ProvisionRow) -> TextChanges | None:
    """Return what a version says otherwise than the last that was in force, or None for the first."""
    earlier = Provision.objects.filter(
        kind=row.kind, code=row.code, number__lt=row.number, in_force_from__isnull=False
    )
    before = earlier.order_by("-number").first()
    if before is None:
        return None
    told = paragraph_changes(paragraphs(before.text_fa), paragraphs(row.text.fa))
    return TextChanges(before.number, tuple(one for one in told if one.change is not Change.SAME))


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def row_of(row: Provision) -> ProvisionRow:
    return ProvisionRow(
        kind=ProvisionKind(row.kind),
        code=row.code,
        number=row.number,
        authority=str(row.authority_id),
        title=Words(row.title_fa, row.title_en),
        text=Words(row.text_fa, row.text_en),
        sha256=row.sha256,
        at=row.at,
        notice=row.notice_id,
        in_force_from=row.in_force_from,
    )


def owner(kind: str, name: str) -> str | None:
    """Return the code of the authority whose this is, None where there is none of it."""
    try:
        return provision(kind, name).authority
    except NoSuchProvision:
        return None
