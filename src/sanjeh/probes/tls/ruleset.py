"""The rulesets: which suites and groups are good, sufficient, on their way out, or insufficient. Data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import Any

from sanjeh.core.words import Words

RULESETS = ("mozilla-intermediate", "ncsc-nl-2025")
USUAL_RULESET = RULESETS[0]
_NEVER = 1 << 30


class Level(IntEnum):
    """How good a choice is; the greater, the worse."""

    GOOD = 0
    SUFFICIENT = 1
    PHASE_OUT = 2
    INSUFFICIENT = 3


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One guideline; what it does not name is insufficient."""

    name: str
    version: str
    title: Words
    source: str
    order_matters: bool
    suites: Mapping[str, Level]
    groups: Mapping[str, Level]
    sufficient_prime_bits: int
    phase_out_prime_bits: int

    def of_suite(self, name: str) -> Level:
        return self.suites.get(name, Level.INSUFFICIENT)

    def of_group(self, name: str) -> Level:
        return self.groups.get(name, Level.INSUFFICIENT)

    def of_prime(self, bits: int) -> Level:
        if bits >= self.sufficient_prime_bits:
            return Level.SUFFICIENT
        return Level.PHASE_OUT if bits >= self.phase_out_prime_bits else Level.INSUFFICIENT


@cache
def ruleset(name: str) -> Ruleset:
    """Return a shipped ruleset; raise KeyError with a name that none of them has."""
    if name not in RULESETS:
        raise KeyError(name)
    text = resources.files(__package__).joinpath("rulesets", f"{name}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return Ruleset(
        name=table["name"],
        version=table["version"],
        title=Words(table["title_fa"], table["title_en"]),
        source=table["source"],
        order_matters=table["order_matters"],
        suites=_levels(table["suites"]),
        groups=_levels(table["groups"]),
        sufficient_prime_bits=table["prime"].get("sufficient_bits", _NEVER),
        phase_out_prime_bits=table["prime"]["phase_out_bits"],
    )


def _levels(table: Mapping[str, Any]) -> dict[str, Level]:
    listed = (Level.GOOD, Level.SUFFICIENT, Level.PHASE_OUT)
    return {str(name): level for level in listed for name in table[level.name.lower()]}
