"""Counting a round: observations in, cards, places and steps out. Pure, so that anyone can count again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sanjeh.apps.results.cards import CategoryPlace
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.observations.model import Observation
from sanjeh.core.scoring.card import Scorecard
from sanjeh.core.scoring.gains import Gain, gains
from sanjeh.core.scoring.rank import ranks
from sanjeh.core.scoring.scorecard import score_unit
from sanjeh.core.scoring.uncertainty import rank_intervals
from sanjeh.core.stages import Maturity, maturity
from sanjeh.core.steps import Step, next_steps

OVERALL = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One body: its frozen services, its categories, and all that was observed of it."""

    unit: str
    services: tuple[str, ...]
    categories: tuple[str, ...]
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Lottery:
    """The dice of the intervals: recomputable by anyone from round and methodology."""

    seed: int
    replicates: int


@dataclass(frozen=True, slots=True)
class Counted:
    """One body, counted. `ranks` has one entry per category and OVERALL; none for a body listed apart."""

    told: Told
    card: Scorecard
    maturity: Maturity
    steps: tuple[Step, ...]
    gains: tuple[Gain, ...]
    places: dict[str, CategoryPlace]


def count(methodology: Methodology, told: Iterable[Told], lottery: Lottery) -> tuple[Counted, ...]:
    """Return every body counted, in the order given."""
    listed = list(told)
    cards = {one.unit: score_unit(methodology, one.unit, one.services, one.observations) for one in listed}
    held = held_places(methodology, listed, cards, lottery)
    return tuple(counted(methodology, one, cards[one.unit], held[one.unit]) for one in listed)


def counted(methodology: Methodology, told: Told, card: Scorecard, held: dict[str, CategoryPlace]) -> Counted:
    ripe = maturity(methodology, card, told.services)
    steps = next_steps(methodology, card, ripe)
    return Counted(told, card, ripe, steps, gains(methodology, card), held)


def held_places(
    methodology: Methodology, told: Sequence[Told], cards: Mapping[str, Scorecard], lottery: Lottery
) -> dict[str, dict[str, CategoryPlace]]:
    """Return the places of every body: overall, and within each of its categories."""
    held: dict[str, dict[str, CategoryPlace]] = {one.unit: {} for one in told}
    names = sorted({name for one in told for name in one.categories})
    for name in (OVERALL, *names):
        members = [cards[one.unit] for one in told if name in (OVERALL, *one.categories)]
        for unit, place in places_among(methodology, members, lottery).items():
            held[unit][name] = place
    return held


def places_among(
    methodology: Methodology, members: Sequence[Scorecard], lottery: Lottery
) -> dict[str, CategoryPlace]:
    points = {card.unit: card.points for card in members if card.rank_score is not None}
    among = ranks({unit: number for unit, number in points.items() if number is not None})
    around = rank_intervals(methodology, members, seed=lottery.seed, replicates=lottery.replicates)
    return {
        unit: CategoryPlace(rank=place.number, low=around[unit].low, high=around[unit].high, of=len(among))
        for unit, place in among.items()
    }
