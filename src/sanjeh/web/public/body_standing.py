"""A body's standing as the pages show it: its line of the ranking in words and shapes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from sanjeh.apps.results.queries import RankingRow
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.text.words import Language
from sanjeh.web import labels
from sanjeh.web.charts import places


@dataclass(frozen=True, slots=True)
class Standing:
    """`plot` and `interval` are empty for a body without a place."""

    row: RankingRow
    plot: SafeString
    interval: str
    class_shape: str


def standings(rows: Iterable[RankingRow], method: Methodology, language: Language) -> list[Standing]:
    """Return the lines with their pictures; the shape of a class follows from where the method begins it."""
    begins = {grade.code: grade.at_least for grade in method.classes}
    listed = []
    for row in rows:
        place = (
            places.Place(row.place.rank, row.place.low, row.place.high, row.place.of) if row.place else None
        )
        listed.append(
            Standing(
                row=row,
                plot=places.interval(place, language) if place else SafeString(),
                interval=places.interval_words(place, language) if place else "",
                class_shape=labels.points_grade(begins.get(row.score_class)),
            )
        )
    return listed
