"""The head figures of a ranking, and what one body is compared with."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from django.db.models import Count, Q, QuerySet

from sanjeh.apps.results.models import ResultSet, ScorecardRecord
from sanjeh.apps.results.sql import Median
from sanjeh.core.text.words import Words


@dataclass(frozen=True, slots=True)
class Grades:
    """What the classes and the stages are called, what each cap says, by its indicator, and with how many
    digits a score is printed.
    """

    classes: dict[str, Words]
    stages: dict[int, Words]
    caps: dict[str, Words]
    digits: int

    def printed(self, score: Decimal) -> Decimal:
        return score.quantize(Decimal(1).scaleb(-self.digits), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Figures:
    """The head figures of a ranking: ranked bodies by class, best class first, and the median score."""

    classes: tuple[tuple[Words, int], ...]
    median: Decimal | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many bodies have a place, how many are listed apart, and the head figures."""

    ranked: int
    apart: int
    figures: Figures


def counts(listed: QuerySet[ScorecardRecord], grades: Grades) -> Counts:
    """Count everything in one pass over the cards: with thousands of bodies each pass is felt."""
    is_ranked = Q(rank__isnull=False)
    of_class = {code: Count("id", filter=is_ranked & Q(score_class=code)) for code in grades.classes}
    found = listed.aggregate(
        ranked=Count("id", filter=is_ranked),
        apart=Count("id", filter=~is_ranked),
        median=Median("score", filter=is_ranked),
        **{f"class_{code}": count for code, count in of_class.items()},
    )
    middle = found["median"]
    return Counts(
        ranked=found["ranked"],
        apart=found["apart"],
        figures=Figures(
            classes=tuple((title, found[f"class_{code}"]) for code, title in grades.classes.items()),
            median=None if middle is None else grades.printed(Decimal(middle)),
        ),
    )


def categories(found: ResultSet) -> tuple[str, ...]:
    """Return every category in which these results give places."""
    together = found.cards.values_list("categories", flat=True).distinct()
    return tuple(sorted({name for names in together for name in names}))


def axis_medians(listed: QuerySet[ScorecardRecord]) -> dict[str, float]:
    """Return the median points of each axis among those of these bodies that are ranked."""
    points: dict[str, list[float]] = {}
    for axes in listed.filter(rank__isnull=False).values_list("axes", flat=True):
        for code, number in axes.items():
            points.setdefault(code, []).append(number)
    return {code: median(numbers) for code, numbers in points.items()}
