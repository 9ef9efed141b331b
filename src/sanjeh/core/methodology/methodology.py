"""A methodology: the tree of questions by which a round is scored, read from data and frozen by its hash."""

import hashlib
from collections.abc import Collection, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field, ValidationError

from sanjeh.core.integrity.canonical_json import canonical_json
from sanjeh.core.methodology.errors import MethodologyBroken, Problem, computed_problems, shape_problems
from sanjeh.core.methodology.parts import (
    UNNAMED_DIGITS,
    Axis,
    Cap,
    Code,
    Coverage,
    Digits,
    Grade,
    Indicator,
    Mean,
    Stage,
    Uncertainty,
)
from sanjeh.core.methodology.scales import Points
from sanjeh.core.methodology.sources import Source
from sanjeh.core.methodology.validation import Parts, cross_problems
from sanjeh.core.methodology.weights import WHOLE, as_decimal
from sanjeh.core.probing.contracts import Frozen
from sanjeh.core.text.foreign_toml import read_toml
from sanjeh.core.text.reading_errors import slip_in_toml
from sanjeh.core.text.words import Translatable, Words

MOST_EXPONENT = 400  # a float ends at 1e308; an exact fraction of 1e999999999 would take a gigabyte


class Methodology(Frozen):
    """One published version of a method.

    `unverified_at_most` is what a self-declaration alone can earn. `replicates` names the published
    index that is made again; only such a method may score bodies against one another. The last four
    fields are set by `restrict` only: the sources that are looked at, the share of the whole
    method's weight which they can answer, the hash of the whole, and what the questions that are
    left out are called.
    """

    code: Code
    version: Annotated[int, Field(ge=1)]
    title: Words
    stated_as_our_own: Words | None = None
    replicates: Words | None = None
    compensation: Words
    total: Mean = "arithmetic"
    unverified_at_most: Points = 100.0
    digits: Digits = UNNAMED_DIGITS
    coverage: Coverage
    axes: Annotated[tuple[Axis, ...], Field(min_length=1)]
    stages: tuple[Stage, ...] = ()
    classes: Annotated[tuple[Grade, ...], Field(min_length=1)]
    caps: tuple[Cap, ...] = ()
    uncertainty: Uncertainty | None = None
    restricted_to: tuple[Source, ...] = ()
    share_of_whole: Decimal = Decimal(1)
    whole_hash: str = ""
    not_asked: dict[str, Words] = {}

    @property
    def hash(self) -> str:
        """The SHA-256 (hex) of the whole method, of a restricted one too.

        It is taken of canonical JSON: what differs from the defaults, sorted keys, no spaces, UTF-8.
        A new field with a default thus never changes the hash of a version that is in use.
        """
        return self.whole_hash or hashlib.sha256(self.canonical_json.encode()).hexdigest()

    @property
    def canonical_json(self) -> str:
        return canonical_json(self.model_dump(mode="json", exclude_defaults=True))

    @property
    def has_confident_places(self) -> bool:
        """Whether intervals of places come of pairwise comparison."""
        return self.uncertainty is not None and self.uncertainty.places == "pairwise"

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every scored indicator, in the order of the file; bonuses are apart."""
        return tuple(leaf for axis in self.axes for leaf in axis.leaves())

    @property
    def every_axis(self) -> tuple[Axis, ...]:
        """Every axis, inner ones too, parents first in the order of the file."""
        return tuple(axis for top in self.axes for axis in top.walk())

    @property
    def bonuses(self) -> tuple[Indicator, ...]:
        return tuple(leaf for axis in self.axes for leaf in axis.bonuses())

    def indicator(self, code: str) -> Indicator:
        """Return the indicator or bonus with this code; raise KeyError when there is none."""
        for indicator in (*self.indicators, *self.bonuses):
            if indicator.code == code:
                return indicator
        raise KeyError(code)

    def stated_weights(self) -> dict[str, Decimal]:
        """Return the share (0..1) of the whole that each axis and scored indicator has by the method."""
        return {code: as_decimal(share) for code, share in self.exact_weights().items()}

    def exact_weights(self) -> dict[str, Fraction]:
        """Return the same shares without rounding: thirds sum to 1."""
        return dict(_shares(self.axes, Fraction(1)))


def parse_methodology(text: str, name: str, known_checks: Collection[str] = ()) -> Methodology:
    """Read a methodology from TOML; raise MethodologyBroken with everything that is wrong.

    `known_checks` are the finding ids that exist; empty leaves them unchecked.
    """
    raw = _tables(text, name)
    if problems := computed_problems(raw, name):
        raise MethodologyBroken(problems)
    try:
        methodology = Methodology.model_validate(raw)
    except ValidationError as error:
        raise MethodologyBroken(shape_problems(error, raw, name)) from error
    parts = Parts(
        methodology.axes,
        methodology.stages,
        methodology.classes,
        methodology.caps,
        digits=methodology.digits,
        is_replication=methodology.replicates is not None,
    )
    if problems := cross_problems(parts, name, known_checks):
        raise MethodologyBroken(problems)
    return methodology


def restrict(methodology: Methodology, sources: Collection[Source]) -> Methodology:
    """Return the method reduced to what these sources can answer; weights are kept as they are.

    For probes only the indicators with a measure stay. What is left out stands in `share_of_whole`.
    """
    wanted = frozenset(sources)
    axes = tuple(axis for axis in (_restricted(axis, wanted) for axis in methodology.axes) if axis.children)
    kept = {leaf.code for axis in axes for leaf in axis.leaves()}
    weights = methodology.exact_weights()
    return methodology.model_copy(
        update={
            "axes": axes,
            "restricted_to": tuple(sorted(wanted)),
            "share_of_whole": as_decimal(sum((weights[code] for code in kept), Fraction(0))),
            "whole_hash": methodology.hash,
            "not_asked": {leaf.code: leaf.title for leaf in methodology.indicators if leaf.code not in kept}
            | methodology.not_asked,
        }
    )


def _tables(text: str, name: str) -> dict[str, object]:
    try:
        return read_toml(text, parse_float=_decimal)
    # Beside a slip of the pen: a number of thousands of digits, brackets in brackets without an end.
    except (ValueError, RecursionError) as error:
        mend = Translatable("نشانه‌گذاری آن خط را درست کنید.")
        raise MethodologyBroken([Problem(name, "", slip_in_toml(error), mend)]) from error


def _decimal(written: str) -> Decimal:
    """Return the number; raise ValueError for one of more digits than any reader can hold as a fraction."""
    number = Decimal(written)
    if number.is_finite() and number and abs(number.adjusted()) > MOST_EXPONENT:
        raise ValueError(f"{written} is beyond 1e{MOST_EXPONENT}")
    return number


def _restricted(axis: Axis, sources: frozenset[Source]) -> Axis:
    inner = (_restricted(child, sources) for child in axis.axes)
    return axis.model_copy(
        update={
            "axes": tuple(child for child in inner if child.children),
            "indicators": _answerable(axis.indicators, sources),
            "bonus": _answerable(axis.bonus, sources),
        }
    )


def _answerable(indicators: tuple[Indicator, ...], sources: frozenset[Source]) -> tuple[Indicator, ...]:
    kept = []
    for indicator in indicators:
        left = tuple(
            source
            for source in indicator.sources
            if source in sources and (source is not Source.PROBE or indicator.measure)
        )
        if left:
            kept.append(indicator.model_copy(update={"sources": left}))
    return tuple(kept)


def _shares(children: tuple[Axis | Indicator, ...], share: Fraction) -> Iterator[tuple[str, Fraction]]:
    for child in children:
        own = share * child.weight / WHOLE
        yield child.code, own
        if isinstance(child, Axis):
            yield from _shares(child.children, own)
