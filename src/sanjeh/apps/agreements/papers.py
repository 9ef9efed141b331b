"""The papers that are printed of the agreement, by the codes that stand on them."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.agreements.models import Acceptance, AgreementVersion
from sanjeh.apps.agreements.queries import WORDS, VersionRow, row_of_agreed
from sanjeh.core.integrity.references import Subject
from sanjeh.core.integrity.verification_code import as_printed, verification_code
from sanjeh.core.workflow.agreements import READABLE


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """That a body has accepted a version: the digest that it was shown, and when."""

    version: VersionRow
    body: str
    shown_sha256: str
    at: datetime

    @property
    def code(self) -> str:
        shown = (str(self.version.number), self.shown_sha256, self.body, self.at.isoformat())
        return verification_code("acceptance", self.version.authority, *shown)

    @property
    def reference(self) -> str:
        return Subject.AGREEMENT.named(self.version.number)


@dataclass(frozen=True, slots=True)
class Paper:
    """What the register says of the paper with this code; `accepted` where it is of one body."""

    version: VersionRow
    accepted: AcceptedRow | None


def version_code(row: VersionRow) -> str:
    """Return the code of a version: of its authority, number, text and days."""
    days = (row.valid_from.isoformat() if row.valid_from else "", row.valid_until.isoformat())
    return verification_code("agreement", row.authority, str(row.number), row.sha256, *days)


def paper(typed: str) -> Paper | None:
    """Return the paper with this code, however it was typed, or None where nothing was printed under it."""
    wanted = as_printed(typed)
    rows = AgreementVersion.objects.filter(state__in=READABLE).defer(*WORDS)
    for row in map(row_of_agreed, rows):
        if version_code(row) == wanted:
            return Paper(row, None)
    found = next((one for one in acceptances() if one.code == wanted), None)
    return Paper(found.version, found) if found else None


def acceptances(**of: object) -> list[AcceptedRow]:
    rows = Acceptance.objects.filter(**of).select_related("version")
    deferred = rows.defer(*(f"version__{name}" for name in WORDS))
    return [AcceptedRow(row_of_agreed(row.version), row.body, row.shown_sha256, row.at) for row in deferred]


def acceptance(number: int, body: str) -> AcceptedRow | None:
    """Return the acceptance of a version by this body, or None."""
    return next(iter(acceptances(version__number=number, body=body)), None)
