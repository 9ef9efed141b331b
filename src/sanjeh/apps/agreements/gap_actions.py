"""The register of gaps: what a sentence announces and does not give, and the words proposed for it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.agreements.gaps import NoSuchGap
from sanjeh.apps.agreements.models import AgreementVersion, Gap, GapProposal
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.search import squeezed
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.gaps import GapKind
from sanjeh.core.workflow.moves import GapMove


class NotInTheText(ValueError):
    """These words stand in no clause of this number of the version."""


@dataclass(frozen=True, slots=True)
class Found:
    """A gap as somebody found it: the version, the clause and its words, and what they do not give."""

    version: int
    clause: int
    kind: GapKind
    sentence: str
    lacks: Words


@transaction.atomic
def register_gap(*, found: Found, by: Person, now: datetime) -> int:
    """Keep a gap of a version for good, and return its number; raise NotInTheText."""
    one_at_a_time("gaps of the agreement")
    version = AgreementVersion.objects.filter(number=found.version).first()
    authority = str(version.authority_id) if version else None
    number = (Gap.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    about = Subject.GAP.named(number)
    permit(by=by, move=GapMove.REGISTER, about=about, now=now, authority=authority)
    if version is None or not stands_in(version, found.clause, found.sentence):
        raise NotInTheText(found.sentence)
    Gap.objects.create(
        authority_id=authority,
        number=number,
        version=version,
        clause=found.clause,
        kind=found.kind,
        sentence=found.sentence,
        lacks_fa=found.lacks.fa,
        lacks_en=found.lacks.en,
        registered_by=by,
        at=now,
    )
    matters = (about, version.reference, Subject.AUTHORITY.named(authority))
    journal.write(by=by, at=now, what="gap.registered", about=matters, facts={"clause": found.clause})
    return number


def stands_in(version: AgreementVersion, clause: int, sentence: str) -> bool:
    """Say whether a clause holds these words, however they are spelt."""
    clauses = version.words.clauses
    if not sentence.strip() or not 1 <= clause <= len(clauses):
        return False
    told = clauses[clause - 1]
    whole = " ".join((told.title, *(passage.text for passage in told.passages)))
    return squeezed(sentence) in squeezed(whole)


@transaction.atomic
def propose(*, gap: int, words: Words, by: Person, now: datetime) -> None:
    """Propose words that a later version may hold; they have no effect. Raise NoSuchGap."""
    row = Gap.objects.filter(number=gap).first()
    about = Subject.GAP.named(gap)
    authority = str(row.authority_id) if row else None
    permit(by=by, move=GapMove.PROPOSE, about=about, now=now, authority=authority)
    if row is None:
        raise NoSuchGap(gap)
    GapProposal.objects.create(gap=row, words_fa=words.fa, words_en=words.en, by=by, at=now)
    journal.write(by=by, at=now, what="gap.proposed", about=(about, Subject.AUTHORITY.named(authority)))
