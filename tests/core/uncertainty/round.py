"""A small round whose observations a reader can check: four axes' worth of answers of several bodies."""

from functools import cache

import numpy as np

from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import Observation, State, Value
from sanjeh.core.scoring.card import Scorecard
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.sample import Repeats
from tests.core.scoring.one_body import score_unit
from tests.core.scoring.reference.sample import sample_of
from tests.core.scoring.small import HEAD, STAGES, axis, indicator, seen, unseen

SERVICES = ("s1", "s2", "s3")
LINEAR = '{ kind = "linear", zero = 10, full = 2 }'
KNOTS = '{ kind = "piecewise", knots = [[90, 0], [95, 33], [99, 100]] }'
RUBRIC = """{ kind = "rubric", levels = [
  { value = 0, points = 0, says = { fa = "هیچ", en = "none" } },
  { value = 1, points = 50, says = { fa = "نیمه", en = "half" } },
  { value = 2, points = 100, says = { fa = "همه", en = "all" } },
] }"""
SHARE = '{ kind = "share" }'


def _scaled(code: str, scale: str, **more: str) -> str:
    return indicator(code, **more).replace(SHARE, scale.replace("\n", " "))


@cache
def method() -> Methodology:
    tree = axis("A", _scaled("A1", LINEAR), _scaled("A2", KNOTS)) + axis(
        "B",
        _scaled("B1", RUBRIC, weight="25"),
        indicator("B2", weight="45", unit="service"),
        indicator("B3", weight="30", unit="service", more='over_services = "best"'),
    )
    return parse_methodology(HEAD + STAGES + tree, "round.toml")


def observations(unit: str, level: float, dice: np.random.Generator) -> list[Observation]:
    """Return the answers of one body around `level` (0..1)."""
    near = np.clip(level + dice.uniform(-0.1, 0.1, 8), 0, 1)
    assessed = Observation(unit, "B1", Value(float(round(near[2] * 2))), Source.ASSESSOR)
    return [
        seen("A1", 10 - 8 * float(near[0]), unit=unit),
        seen("A2", 90 + 9 * float(near[1]), unit=unit),
        assessed,
        *(seen("B2", float(near[3 + n]), s, unit=unit) for n, s in enumerate(SERVICES)),
        seen("B3", float(near[6]), "s1", unit=unit),
        unseen("B3", State.MISSING, "s2", unit=unit),
        seen("B3", float(near[7]), "s3", unit=unit),
    ]


def card(unit: str, told: list[Observation], methodology: Methodology | None = None) -> Scorecard:
    return score_unit(methodology or method(), unit, SERVICES, told)


@cache
def cards() -> tuple[Scorecard, ...]:
    """Return twelve bodies, b00 the weakest, close to one another."""
    dice = np.random.Generator(np.random.PCG64(14))
    return tuple(card(f"b{n:02}", observations(f"b{n:02}", 0.2 + n * 0.06, dice)) for n in range(12))


CONFUSED = Repeats(
    confusions={"B1": np.array([[0.8, 0.2, 0.0], [0.1, 0.8, 0.1], [0.0, 0.2, 0.8]])},
    ratings={("b05", "", "A1"): (4.0, 6.0, 8.0)},
)


def model(seed: int = 1, repeats: Repeats | None = None) -> Model:
    return Model(sample_of(method(), cards()), seed, repeats or Repeats())
