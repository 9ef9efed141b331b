"""All that can be said of one body: its card, its stage, and what to mend first."""

from dataclasses import dataclass

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.scoring.card import Scorecard
from sanjeh.core.scoring.engine import Scored, score_table
from sanjeh.core.scoring.explain import explain
from sanjeh.core.scoring.inputs import BodyInput, table_of
from sanjeh.core.scoring.margins import Gain, gains_of, margins
from sanjeh.core.scoring.next_steps import Step, next_steps, step_gains
from sanjeh.core.scoring.requirements import Maturity, maturity_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """The card with the reason of every number; the steps, the least work first; the greatest gains first."""

    card: Scorecard
    maturity: Maturity
    steps: tuple[Step, ...]
    gains: tuple[Gain, ...]


def explanation_of(scored: Scored, unit: str) -> Explanation:
    """Return all that is said of one body; raise NeedsOthers for a method that compares bodies."""
    card, maturity = explain(scored, unit), maturity_of(scored, unit)
    return Explanation(
        card=card,
        maturity=maturity,
        steps=next_steps(scored, step_gains(scored), maturity, unit),
        gains=gains_of(scored, margins(scored), unit),
    )


def explained_alone(methodology: Methodology, body: BodyInput) -> Explanation:
    """Score and explain one body by itself: other bodies never change what is said of it."""
    return explanation_of(score_table(methodology, table_of(methodology, (body,))), body.unit)
