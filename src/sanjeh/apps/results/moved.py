"""Whose place another counting has moved."""

from collections.abc import Iterator
from dataclasses import dataclass

from sanjeh.apps.results.models import PlaceMoved, ResultSet
from sanjeh.core.text.words import Words, titled


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A body whose place is another since a counting; None is a body that is listed apart."""

    code: str
    title: Words
    before: int | None
    after: int | None
    version: int


def moved_between(before: ResultSet, after: ResultSet) -> Iterator[PlaceMoved]:
    """Yield a row, not yet kept, of each body whose place is another, in the order of their codes."""
    places = dict(before.cards.values_list("unit", "rank"))
    for unit, rank in after.cards.order_by("code").values_list("unit", "rank"):
        if places[unit] != rank:
            yield PlaceMoved(
                before=before, after=after, unit_id=unit, place_before=places[unit], place_after=rank
            )


def moved_of(round_code: str) -> tuple[MovedRow, ...]:
    """Return all that countings after a correction have moved in a round, the newest counting first."""
    rows = PlaceMoved.objects.filter(after__round__code=round_code).select_related("after", "unit")
    return tuple(
        MovedRow(
            row.unit.code,
            titled(row.unit.title_fa, row.unit.title_en),
            row.place_before,
            row.place_after,
            row.after.version,
        )
        for row in rows.order_by("-after__version", "place_after", "unit__code")
    )
