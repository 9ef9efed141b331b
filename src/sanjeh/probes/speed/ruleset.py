"""The rulesets: under what a page is loaded, and by which curves its times are scored. Data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sanjeh.core.probing.artifacts.speed import Conditions
from sanjeh.core.statistics.lognormal import Curve

RULESETS = ("lighthouse-mobile", "lighthouse-desktop")
USUAL_RULESET = RULESETS[0]


@dataclass(frozen=True, slots=True)
class Metric:
    """How one measured time is scored, and how much it weighs in percent."""

    weight: float
    curve: Curve


@dataclass(frozen=True, slots=True)
class Ruleset:
    conditions: Conditions
    metrics: Mapping[str, Metric]

    def score(self, times: Mapping[str, float]) -> float:
        """Return 0..1: the weighted mean over those metrics that were measured."""
        weighed = [
            (one.weight, one.curve.score(times[key])) for key, one in self.metrics.items() if key in times
        ]
        return sum(weight * score for weight, score in weighed) / sum(weight for weight, _ in weighed)

    def left_out(self, times: Mapping[str, float]) -> tuple[str, ...]:
        """Return the metrics whose weight the others share, because nobody measured them."""
        return tuple(key for key in self.metrics if key not in times)


@cache
def ruleset(name: str) -> Ruleset:
    """Return a shipped ruleset; raise KeyError with a name that none of them has."""
    if name not in RULESETS:
        raise KeyError(name)
    text = resources.files(__package__).joinpath("rulesets", f"{name}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    metrics = {
        key: Metric(one["weight"], Curve(one["p10"], one["median"])) for key, one in table["metrics"].items()
    }
    return Ruleset(Conditions(name=table["name"], **table["conditions"]), metrics)
