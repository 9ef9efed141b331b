"""Reading whole results as the table that was scored, for what is worked out of them."""

from collections.abc import Iterator

from sanjeh.apps.results.archive import OBSERVATIONS
from sanjeh.apps.results.models import ResultSet
from sanjeh.apps.results.queries import method_of
from sanjeh.core.comparison.comparison import ScoredRound
from sanjeh.core.scoring.engine import score_table
from sanjeh.core.scoring.inputs import BodyInput, table_of
from sanjeh.core.text.words import Words, titled

CARDS_AT_ONCE = 200


def scored_round(found: ResultSet) -> ScoredRound:
    """Return the whole round scored again, from the observations that these results kept."""
    methodology = method_of(found.round)
    table = table_of(methodology, list(body_inputs(found)))
    return ScoredRound(score_table(methodology, table))


def body_inputs(found: ResultSet) -> Iterator[BodyInput]:
    """Yield every body with its frozen services and all that these results were counted from."""
    stored = found.cards.order_by("code").values_list(
        "code", "unit__service_codes", "categories", "observations"
    )
    for code, services, categories, observations in stored.iterator(chunk_size=CARDS_AT_ONCE):
        seen = tuple(OBSERVATIONS.validate_python(observations))
        yield BodyInput(code, tuple(services), tuple(categories), seen)


def titles(found: ResultSet) -> dict[str, Words]:
    """Return what every body was called in this round, by its code."""
    stored = found.cards.values_list("code", "title_fa", "title_en")
    return {code: titled(fa, en) for code, fa, en in stored}
