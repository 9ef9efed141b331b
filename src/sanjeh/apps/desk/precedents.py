"""How the like was decided before, so that the like is decided alike, or the difference is given reasons."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from sanjeh.apps.desk.kinds import VERDICTS, Verdict
from sanjeh.apps.desk.models import Complaint, Ruling
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Translatable

MOST_THAT_DIFFER = 1  # a ruling that differs from more than so many on the like says why


@dataclass(frozen=True, slots=True)
class PrecedentRow:
    """How many rulings on the like ended so."""

    verdict: Verdict
    title: Translatable
    count: int


def precedents(complaint: Complaint) -> tuple[PrecedentRow, ...]:
    """Return how earlier complaints of this kind, of the same indicators where one is named, were decided."""
    counted = like(complaint).order_by().values_list("verdict").annotate(count=Count("pk"))
    found = {Verdict(verdict): count for verdict, count in counted}
    return tuple(PrecedentRow(one, VERDICTS[one], found[one]) for one in Verdict if one in found)


def like(complaint: Complaint) -> QuerySet[Ruling]:
    rulings = Ruling.objects.filter(allegation__complaint__kind=complaint.kind)
    others = rulings.exclude(allegation__complaint=complaint)
    indicators = {mark.partition("/")[2] for mark in Subject.MARK.names_in(complaint.subject_refs)}
    if not indicators:
        return others
    marks = [
        ref
        for refs in Complaint.objects.filter(kind=complaint.kind).values_list("subject_refs", flat=True)
        for ref in refs
        if ref.startswith("mark:") and ref.partition("/")[2] in indicators
    ]
    return others.filter(allegation__complaint__subject_refs__overlap=marks)


def differs(verdict: Verdict, known: tuple[PrecedentRow, ...]) -> bool:
    """Say whether so many rulings on the like ended otherwise that this one has to say why."""
    counts: Mapping[Verdict, int] = {row.verdict: row.count for row in known}
    return sum(count for one, count in counts.items() if one is not verdict) > MOST_THAT_DIFFER
