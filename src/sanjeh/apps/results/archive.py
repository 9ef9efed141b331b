"""Reading whole results, for an edition."""

from collections.abc import Iterator

from pydantic import TypeAdapter

from sanjeh.apps.results.models import ResultSet
from sanjeh.core.observations.model import Observation

OBSERVATIONS = TypeAdapter(list[Observation])


def observations(found: ResultSet) -> Iterator[Observation]:
    """Yield every observation that these results were counted from, by body."""
    for stored in found.cards.order_by("code").values_list("observations", flat=True):
        yield from OBSERVATIONS.validate_python(stored)


def ranks(found: ResultSet) -> dict[str, tuple[str, str]]:
    """Return the place and the score of every body as they are written; both empty for one without."""
    stored = found.cards.values_list("code", "rank", "score")
    return {code: (written(rank), written(score)) for code, rank, score in stored}


def written(number: object) -> str:
    return "" if number is None else str(number)
