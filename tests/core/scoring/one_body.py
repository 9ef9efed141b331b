"""One body by itself, as most rules are told."""

from collections.abc import Iterable, Sequence

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.observations.model import Observation
from sanjeh.core.scoring.card import Scorecard
from sanjeh.core.scoring.explanation import Explanation, explained_alone
from sanjeh.core.scoring.inputs import BodyInput


def explained(
    methodology: Methodology, unit: str, services: Sequence[str], observations: Iterable[Observation]
) -> Explanation:
    return explained_alone(methodology, BodyInput(unit, tuple(services), (), tuple(observations)))


def score_unit(
    methodology: Methodology, unit: str, services: Sequence[str], observations: Iterable[Observation]
) -> Scorecard:
    return explained(methodology, unit, services, observations).card
