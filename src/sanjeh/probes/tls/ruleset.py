"""The rulesets: which suites and groups are good, sufficient, on their way out, or insufficient. Data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources

from pydantic import Field, ValidationError

from sanjeh.core.probing.contracts import Frozen
from sanjeh.core.text.foreign_toml import read_toml
from sanjeh.core.text.words import Words

RULESETS = ("mozilla-intermediate", "ncsc-nl-2025")
USUAL_RULESET = RULESETS[0]
_NEVER = 1 << 30


class RulesetBroken(ValueError):
    """A text that is no ruleset; the message says where and why."""


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

    @property
    def code(self) -> str:
        """What findings call it."""
        return f"{self.name} {self.version}"

    def of_suite(self, name: str) -> Level:
        return self.suites.get(name, Level.INSUFFICIENT)

    def of_group(self, name: str) -> Level:
        return self.groups.get(name, Level.INSUFFICIENT)

    def of_prime(self, bits: int) -> Level:
        if bits >= self.sufficient_prime_bits:
            return Level.SUFFICIENT
        return Level.PHASE_OUT if bits >= self.phase_out_prime_bits else Level.INSUFFICIENT


class _Listed(Frozen):
    good: tuple[str, ...]
    sufficient: tuple[str, ...]
    phase_out: tuple[str, ...]

    def levels(self) -> dict[str, Level]:
        listed = {
            Level.GOOD: self.good,
            Level.SUFFICIENT: self.sufficient,
            Level.PHASE_OUT: self.phase_out,
        }
        return {name: level for level, names in listed.items() for name in names}


class _Prime(Frozen):
    sufficient_bits: int = _NEVER
    phase_out_bits: int


class _File(Frozen):
    """A ruleset as it is written."""

    name: str = Field(pattern=r"^[a-z0-9-]{1,60}$")
    version: str = Field(max_length=20)
    source: str
    title_fa: str
    title_en: str
    order_matters: bool
    suites: _Listed
    groups: _Listed
    prime: _Prime


def parse_ruleset(text: str) -> Ruleset:
    """Read a ruleset, one of ours or of anybody; raise RulesetBroken."""
    try:
        written = _File.model_validate(read_toml(text))
    except ValidationError as broken:
        first = broken.errors()[0]
        raise RulesetBroken(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    except (ValueError, RecursionError) as broken:  # no TOML, digits without end, brackets without end
        raise RulesetBroken(str(broken)) from None
    return Ruleset(
        name=written.name,
        version=written.version,
        title=Words(written.title_fa, written.title_en),
        source=written.source,
        order_matters=written.order_matters,
        suites=written.suites.levels(),
        groups=written.groups.levels(),
        sufficient_prime_bits=written.prime.sufficient_bits,
        phase_out_prime_bits=written.prime.phase_out_bits,
    )


def ruleset_text(name: str) -> str:
    """Return the text of a shipped ruleset; raise KeyError with a name that none of them has."""
    if name not in RULESETS:
        raise KeyError(name)
    return resources.files(__package__).joinpath("rulesets", f"{name}.toml").read_text(encoding="utf-8")


@cache
def ruleset(name: str) -> Ruleset:
    """Return a shipped ruleset; raise KeyError with a name that none of them has."""
    return parse_ruleset(ruleset_text(name))
