"""From what was counted of a body to the row that is kept of it, and where a second counting differs."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from sanjeh.apps.results import card_view
from sanjeh.apps.results.archive import OBSERVATIONS
from sanjeh.apps.results.models import ResultSet, ScorecardRecord
from sanjeh.apps.rounds.models import RoundBody
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.results.model import OVERALL, BodyResult
from sanjeh.edition.verify import is_same

# What follows from counting; all other fields are copies of what was given.
COUNTED = (
    *("rank", "rank_low", "rank_high", "rank_median", "rank_group", "class_shares", "above_next"),
    *("is_borderline", "score", "score_class", "capped_by", "stage", "readiness", "coverage", "axes"),
    *("places", "lacks"),
)

TWO_DIGITS = Decimal("0.01")


def card_record(
    kept: ResultSet, unit: RoundBody, methodology: Methodology, result: BodyResult
) -> ScorecardRecord:
    place, firm = result.places.get(OVERALL), result.firmness
    return ScorecardRecord(
        result=kept,
        unit=unit,
        code=unit.code,
        title_fa=unit.title_fa,
        title_en=unit.title_en,
        parent_code=unit.parent_code,
        parent_title_fa=unit.parent_title_fa,
        parent_title_en=unit.parent_title_en,
        categories=unit.categories,
        rank=place.rank if place else None,
        rank_low=place.low if place else None,
        rank_high=place.high if place else None,
        rank_median=firm.interval[1] if firm else None,
        rank_group=firm.group if firm else None,
        class_shares=[list(share) for share in firm.p_classes] if firm else None,
        above_next=firm.p_above_next if firm else None,
        is_borderline=firm.is_borderline if firm else None,
        score=result.score,
        score_class=result.class_code,
        capped_by=list(result.capped_by),
        stage=result.stage,
        readiness=result.readiness,
        coverage=result.coverage,
        axes={axis.code: axis.points for axis in result.axes if axis.points is not None},
        places={name: one.model_dump(mode="json") for name, one in result.places.items()},
        lacks=[lack.model_dump(mode="json") for lack in card_view.lacks(methodology, result)],
        observations=OBSERVATIONS.dump_python(list(result.body.observations), mode="json"),
    )


def card_records(
    kept: ResultSet, methodology: Methodology, results: Iterable[BodyResult]
) -> Iterator[ScorecardRecord]:
    units = {unit.code: unit for unit in kept.round.bodies.all()}
    return (card_record(kept, units[one.body.unit], methodology, one) for one in results)


def differing_cells(kept: ResultSet, methodology: Methodology, again: Iterable[BodyResult]) -> Iterator[str]:
    """Yield every cell that a second counting fills otherwise, as `body.field: kept, counted again`."""
    stored = {card.code: card for card in kept.cards.defer("observations")}
    for card in card_records(kept, methodology, again):
        before = stored.pop(card.code, None)
        if before is None:
            yield f"{card.code}: not kept"
            continue
        for field in COUNTED:
            one, other = getattr(before, field), getattr(card, field)
            if not is_same(one, other):
                yield f"{card.code}.{field}: {_written(one)} kept, {_written(other)} counted again"
    yield from (f"{code}: not counted again" for code in stored)


def _written(cell: object) -> str:
    """Return a cell as it is shown: of a score the digits that are not zero, and two at least."""
    if not isinstance(cell, Decimal):
        return str(cell)
    short = cell.normalize()
    return f"{max(short, short.quantize(TWO_DIGITS), key=lambda one: -int(one.as_tuple().exponent)):f}"
