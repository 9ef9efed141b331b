"""Reading what results stand on, for an edition and for the reasons of one card."""

from collections.abc import Iterator

from pydantic import TypeAdapter

from sanjeh.apps.results.models import ResultSet, ScorecardRecord
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.observations.model import Observation
from sanjeh.core.scoring.explanation import Explanation, explained_alone
from sanjeh.core.scoring.inputs import BodyInput

OBSERVATIONS = TypeAdapter(list[Observation])


def observations(found: ResultSet) -> Iterator[Observation]:
    """Yield every observation that these results were counted from, by body."""
    for stored in found.cards.order_by("code").values_list("observations", flat=True):
        yield from OBSERVATIONS.validate_python(stored)


def explanation(card: ScorecardRecord, methodology: Methodology) -> Explanation:
    """Return every reason of one body's numbers, from what was observed and the frozen method."""
    body = BodyInput(
        unit=card.code,
        services=tuple(card.unit.service_codes),
        categories=tuple(card.categories),
        observations=tuple(OBSERVATIONS.validate_python(card.observations)),
    )
    return explained_alone(methodology, body)
