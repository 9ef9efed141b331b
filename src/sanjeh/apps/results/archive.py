"""Reading whole results, for an edition."""

from dataclasses import dataclass

from django.db.models import F
from pydantic import JsonValue, TypeAdapter

from sanjeh.apps.results import queries
from sanjeh.apps.results.cards import CategoryPlace
from sanjeh.apps.results.models import ResultSet, ScorecardRecord
from sanjeh.core.observations import Observation

OBSERVATIONS = TypeAdapter(list[Observation])


@dataclass(frozen=True, slots=True)
class CardForEdition:
    """A whole card, as the core tells it, with what it was counted from."""

    row: queries.RankingRow
    places: dict[str, CategoryPlace]
    card: dict[str, JsonValue]
    observations: tuple[Observation, ...]


def cards_for_edition(found: ResultSet) -> tuple[CardForEdition, ...]:
    """Return every card with its observations, by place and then by code."""
    grades = queries.grades_of(found.round)
    listed = found.cards.order_by(F("rank").asc(nulls_last=True), "code")
    return tuple(card_for_edition(card, grades) for card in listed)


def card_for_edition(card: ScorecardRecord, grades: queries.Grades) -> CardForEdition:
    return CardForEdition(
        row=queries.ranking_row(card, grades),
        places={name: CategoryPlace.model_validate(place) for name, place in card.places.items()},
        card=card.card,
        observations=tuple(OBSERVATIONS.validate_python(card.observations)),
    )
