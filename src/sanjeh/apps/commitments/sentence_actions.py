"""The sentences of a draft: those of the version before it, each with what is measured and what follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.agreements.models import AgreementVersion
from sanjeh.apps.commitments import passages, queries
from sanjeh.apps.commitments.checks.table import METRICS
from sanjeh.apps.commitments.kinds import Period, Remedy, Side
from sanjeh.apps.commitments.models import Commitment
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.search import squeezed
from sanjeh.core.workflow.moves import CommitmentMove
from sanjeh.core.workflow.roles import Role

COPIED = ("code", "clause", "reading_en", "side", "duty", "metric", "period", "target", "remedies")


class VersionOffered(Exception):
    """This version was offered, or there is none: its sentences are what they are."""


class NoSuchCommitment(LookupError):
    """The version has no sentence of this code."""


class NotInTheText(ValueError):
    """This sentence does not stand so in the version."""


class EnteredAlready(ValueError):
    """This sentence has its commitment."""


class NotMeasurable(ValueError):
    """The house measures nothing of this name."""


@dataclass(frozen=True, slots=True)
class Measure:
    """To what a sentence is held: the least share (above 0, up to 1; None: none agreed), and the remedies."""

    target: Decimal | None
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True)
class NewSentence:
    """What is promised in the words of the text, by whom, and by the metric of which code it is measured."""

    sentence: str
    side: Side
    duty: Role
    metric: str
    period: Period
    measure: Measure


@transaction.atomic
def carry_over(*, number: int, by: Person, now: datetime) -> int:
    """Give a draft every sentence of the newest earlier version that stands in it; return how many.

    Letters of two keyboards and half-spaces tell no sentences apart; what is kept are the draft's own bytes.
    """
    version = open_version(number)
    authority = str(version.authority_id)
    permit(by=by, move=CommitmentMove.CARRY_OVER, about=version.reference, now=now, authority=authority)
    earlier = Commitment.objects.filter(version__number__lt=number).order_by("-version__number", "pk")
    newest = earlier.first()
    rows = [one for one in earlier if newest and one.version_id == newest.version_id]
    kept = set(version.commitments.values_list("code", flat=True))
    words = exact_words(number)
    made = [
        Commitment(version=version, sentence=own, **{name: getattr(one, name) for name in COPIED})
        for one in rows
        if one.code not in kept and (own := same_words(one.sentence, words))
    ]
    Commitment.objects.bulk_create(made)
    facts = {"sentences": len(made)}
    journal.write(by=by, at=now, what="commitments.carried_over", about=version.reference, facts=facts)
    return len(made)


@transaction.atomic
def set_measure(*, number: int, code: str, measure: Measure, by: Person, now: datetime) -> None:
    """Write into a draft to what one of its sentences is held, and what follows when it is not kept."""
    version = open_version(number)
    authority = str(version.authority_id)
    permit(by=by, move=CommitmentMove.SET, about=version.reference, now=now, authority=authority)
    row = version.commitments.select_for_update().filter(code=code).first()
    if row is None:
        raise NoSuchCommitment(code)
    row.target, row.remedies = measure.target, [one.value for one in measure.remedies]
    row.save(update_fields=["target", "remedies"])
    about = (version.reference, Subject.COMMITMENT.named(f"{number}/{code}"))
    facts: dict[str, Fact] = {"target": str(measure.target or ""), "remedies": tuple(row.remedies)}
    journal.write(by=by, at=now, what="commitment.set", about=about, facts=facts)


@transaction.atomic
def add_sentence(*, number: int, new: NewSentence, by: Person, now: datetime) -> str:
    """Enter a sentence that stands in a draft, with its owner and its measure, and return its code.

    It binds nobody before a version that holds it is in force. Raise VersionOffered, NotInTheText,
    EnteredAlready or NotMeasurable.
    """
    version = open_version(number)
    authority = str(version.authority_id)
    permit(by=by, move=CommitmentMove.ADD, about=version.reference, now=now, authority=authority)
    place = next((one for one in passages.passages(number) if one.fa == new.sentence), None)
    if place is None:
        raise NotInTheText(number)
    if version.commitments.filter(sentence=new.sentence).exists():
        raise EnteredAlready(number)
    if new.metric not in passages.measurable():
        raise NotMeasurable(new.metric)
    row = Commitment.objects.create(
        version=version,
        code=next_code(),
        clause=place.clause,
        sentence=place.fa,
        reading_en=place.en,
        side=new.side,
        duty=new.duty,
        metric=new.metric,
        period=new.period,
        target=new.measure.target,
        remedies=[one.value for one in new.measure.remedies],
    )
    about = (version.reference, Subject.COMMITMENT.named(f"{number}/{row.code}"))
    facts: dict[str, Fact] = {"metric": new.metric, "duty": new.duty.value}
    journal.write(by=by, at=now, what="commitment.added", about=about, facts=facts)
    return row.code


def next_code() -> str:
    """Return a code that no sentence of any version ever had."""
    one_at_a_time("code of a sentence")
    codes = {*(one.code for one in METRICS), *Commitment.objects.values_list("code", flat=True)}
    return f"{queries.SENTENCE}{max(int(code[1:]) for code in codes) + 1}"


def open_version(number: int) -> AgreementVersion:
    found = AgreementVersion.objects.select_for_update(of=("self",)).filter(number=number).first()
    if found is None or found.state not in queries.OPEN:
        raise VersionOffered(number)
    return found


def exact_words(number: int) -> tuple[str, ...]:
    """Return each passage of a version as it stands in its bytes."""
    clauses = agreements.version(number).fa.clauses
    return tuple(passage.text for clause in clauses for passage in clause.passages)


def same_words(sentence: str, written: Iterable[str]) -> str:
    """Return how the draft itself writes this sentence, nothing where it does not stand there.

    A sentence that is spelled otherwise is only found where it is a whole passage.
    """
    spelled = squeezed(sentence)
    for passage in written:
        if sentence in passage:
            return sentence
        if squeezed(passage) == spelled:
            return passage
    return ""
