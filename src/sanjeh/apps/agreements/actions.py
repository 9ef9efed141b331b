"""An authority's own agreement: one person loads it, another confirms it, nobody changes it."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.agreements.clauses import read_agreement
from sanjeh.apps.agreements.models import AgreementVersion
from sanjeh.apps.agreements.shipped import shipped
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.moves import AgreementMove


class ReadingDiffers(ValueError):
    """The reading has another count of clauses than the text that binds."""

    def __init__(self, agreed: int, read: int) -> None:
        super().__init__(f"{agreed} clauses are agreed and {read} are read")
        self.agreed, self.read = agreed, read


class WrongDays(ValueError):
    """The agreement would end before it begins."""


class NotAwaited(Exception):
    """There is no such version, or it has been confirmed already."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is loaded: bytes in UTF-8 whose clauses begin with `1)`, a reading clause by clause, and days.

    `until` are the words for its last day; it is valid to just before `valid_until`.
    """

    exact: bytes
    reading_en: str
    valid_from: datetime
    valid_until: datetime
    until: Words
    authority: str = DEFAULT_AUTHORITY


@transaction.atomic
def load_agreement(*, draft: Draft, by: Person, now: datetime) -> int:
    """Keep a version for another to confirm, and return its number.

    Raise ClausesMissing, UnicodeDecodeError, ReadingDiffers or WrongDays.
    """
    one_at_a_time("agreements")
    number = (AgreementVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    about = Subject.AGREEMENT.named(number)
    permit(by=by, move=AgreementMove.LOAD, about=about, now=now, authority=draft.authority)
    refuse_unreadable(draft)
    digest = hashlib.sha256(draft.exact).hexdigest()
    AgreementVersion.objects.create(
        authority_id=draft.authority,
        number=number,
        exact=draft.exact,
        sha256=digest,
        reading_en=draft.reading_en,
        valid_from=draft.valid_from,
        valid_until=draft.valid_until,
        until_fa=draft.until.fa,
        until_en=draft.until.en,
        loaded_by=by,
        at=now,
    )
    matters = (about, Subject.AUTHORITY.named(draft.authority))
    journal.write(by=by, at=now, what="agreement.loaded", about=matters, facts={"sha256": digest})
    return number


def refuse_unreadable(draft: Draft) -> None:
    agreed = len(read_agreement(draft.exact.decode("utf-8-sig")).clauses)
    read = len(read_agreement(draft.reading_en).clauses)
    if agreed != read:
        raise ReadingDiffers(agreed, read)
    if draft.valid_until <= draft.valid_from:
        raise WrongDays


@transaction.atomic
def confirm_agreement(*, number: int, by: Person, now: datetime) -> None:
    """Agree, as a second person, to what another has loaded; raise NotAwaited where nothing waits."""
    about = Subject.AGREEMENT.named(number)
    waiting = AgreementVersion.objects.select_for_update(of=("self",)).filter(
        number=number, confirmed_at=None, loaded_by__isnull=False
    )
    row = waiting.first()
    authority = row.authority_id if row else None
    permit(by=by, move=AgreementMove.CONFIRM, about=about, now=now, authority=authority)
    if row is None:
        raise NotAwaited(number)
    AgreementVersion.objects.filter(pk=row.pk).update(confirmed_by=by, confirmed_at=now)
    matters = (about, Subject.AUTHORITY.named(authority))
    journal.write(by=by, at=now, what="agreement.confirmed", about=matters, facts={"sha256": row.sha256})


def keep_first() -> None:
    """Keep the agreement that came with the program, for the authority that has it: that of the demo."""
    first = shipped()
    AgreementVersion.objects.get_or_create(number=first.number, defaults=asdict(first))
