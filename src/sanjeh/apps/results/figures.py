"""The head figures of a ranking."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, QuerySet

from sanjeh.apps.results.models import ResultSet, ScorecardRecord
from sanjeh.apps.results.sql import Median, Unnest
from sanjeh.core.words import Words


@dataclass(frozen=True, slots=True)
class Grades:
    """What the classes and the stages are called, and what each cap says, by its indicator."""

    classes: dict[str, Words]
    stages: dict[int, Words]
    caps: dict[str, Words]


@dataclass(frozen=True, slots=True)
class Figures:
    """The head figures of a ranking: ranked bodies by class, best class first, and the median score."""

    classes: tuple[tuple[Words, int], ...]
    median: Decimal | None


def figures(listed: QuerySet[ScorecardRecord], grades: Grades) -> Figures:
    ranked = listed.filter(rank__isnull=False)
    counts: dict[str, int] = dict(ranked.values_list("score_class").annotate(Count("id")))
    middle = ranked.aggregate(median=Median("score"))["median"]
    return Figures(
        classes=tuple((title, counts.get(code, 0)) for code, title in grades.classes.items()),
        median=None if middle is None else Decimal(middle).quantize(Decimal("0.01"), ROUND_HALF_UP),
    )


def categories(found: ResultSet) -> tuple[str, ...]:
    """Return every category in which these results give places."""
    names = found.cards.annotate(one=Unnest("categories")).values_list("one", flat=True).distinct()
    return tuple(sorted(names))
