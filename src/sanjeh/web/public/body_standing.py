"""A body's standing as the pages show it: its line of the ranking in words and shapes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from django.utils.safestring import SafeString

from sanjeh.apps.results.queries import RankingRow
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.scoring.aggregate import GEOMETRIC, geometric, power_of
from sanjeh.core.scoring.rank import half_up
from sanjeh.core.text.words import Language
from sanjeh.web import labels
from sanjeh.web.charts import places
from sanjeh.web.public.firmness import Firmness, firmness_of


@dataclass(frozen=True, slots=True)
class Standing:
    """`plot` and `interval` are empty for a body without a place; `firm` is None where it was not kept.

    `geometric` is the mean of the axes that makes up for less, beside a total that is arithmetic, else None.
    """

    row: RankingRow
    plot: SafeString
    interval: str
    class_shape: str
    firm: Firmness | None = None
    geometric: Decimal | None = None


def standings(
    rows: Iterable[RankingRow],
    method: Methodology,
    language: Language,
    sizes: Mapping[int, int] | None = None,
) -> list[Standing]:
    """Return the lines with their pictures; `sizes` of the tied groups make them say how firm they are."""
    begins = {grade.code: grade.floor for grade in method.classes}
    listed = []
    for row in rows:
        firm = None if sizes is None else firmness_of(row, method, sizes, language)
        place = place_of(row, has_median=firm is not None)
        listed.append(
            Standing(
                row=row,
                plot=places.interval(place, language) if place else SafeString(),
                interval=places.interval_words(place, language) if place else "",
                class_shape=labels.points_grade(begins.get(row.score_class)),
                firm=firm,
                geometric=geometric_of(row, method),
            )
        )
    return bracketed(listed)


def geometric_of(row: RankingRow, method: Methodology) -> Decimal | None:
    """Return the geometric mean of the axes as printed; None where the total itself is none but that."""
    if row.score is None or not row.axes or power_of(method.total) == GEOMETRIC:
        return None
    points = np.array([row.axes.get(axis.code, np.nan) for axis in method.axes])
    mean = geometric(points, np.array([float(axis.weight) for axis in method.axes]))
    return half_up(float(mean), method.digits.score)


def place_of(row: RankingRow, *, has_median: bool) -> places.Place | None:
    if row.place is None:
        return None
    median = row.interval[1] if has_median and row.interval else None
    return places.Place(row.place.rank, row.place.low, row.place.high, row.place.of, median)


def bracketed(listed: list[Standing]) -> list[Standing]:
    """Return the lines with the ends of each run of tied ones marked, so that a bracket holds them."""
    groups = [one.row.group if one.firm and one.firm.is_tied else None for one in listed]
    found = []
    for at, one in enumerate(listed):
        if one.firm is None or groups[at] is None:
            found.append(one)
            continue
        begins = at == 0 or groups[at - 1] != groups[at]
        ends = at == len(listed) - 1 or groups[at + 1] != groups[at]
        edge = " ".join(name for name, is_there in (("first", begins), ("last", ends)) if is_there)
        found.append(replace(one, firm=replace(one.firm, edge=edge)))
    return found
