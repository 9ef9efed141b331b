"""What became of every indicator from one version of a method to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Axis, Indicator
from sanjeh.core.methodology.sources import Source

# What may change without changing the question: its place and weight, and what is said to teach it.
NOT_THE_DEFINITION = frozenset({"weight", "stage", "guide", "effort", "since", "anchor"})


class Label(StrEnum):
    """What became of an indicator; of these, `anchor` and `reweighted` can be compared between rounds."""

    ANCHOR = "anchor"
    REWEIGHTED = "reweighted"
    REDEFINED = "redefined"
    NEW = "new"
    DROPPED = "dropped"


COMPARABLE = frozenset({Label.ANCHOR, Label.REWEIGHTED})


@dataclass(frozen=True, slots=True)
class Change:
    """Shares are of the whole, 0..1, None where the indicator is not there.

    `fields` are the parts of the definition that differ. `breaks_promise`: the older version called
    it an anchor, and it is none.
    """

    code: str
    label: Label
    share_before: Fraction | None
    share_after: Fraction | None
    fields: tuple[str, ...] = ()
    breaks_promise: bool = False


def changes(before: Methodology, after: Methodology) -> tuple[Change, ...]:
    """Return one change for every scored indicator, in the order of the newer file, dropped ones last."""
    old, new = _Version.of(before), _Version.of(after)
    codes = (*new.indicators, *(code for code in old.indicators if code not in new.indicators))
    return tuple(_change(code, old, new) for code in codes)


def changed_rules(before: Methodology, after: Methodology) -> tuple[str, ...]:
    """Return what differs beside the indicators: classes, caps, stages, coverage, means and the like."""
    not_rules = {"code", "version", "title", "axes", "restricted_to", "share_of_whole", "whole_hash"}
    names = (name for name in Methodology.model_fields if name not in not_rules)
    differing_names = [name for name in names if getattr(before, name) != getattr(after, name)]
    means = [_means(methodology.axes) for methodology in (before, after)]
    return (*differing_names, *(["mean"] if means[0] != means[1] else []))


def comparable(before: Methodology, after: Methodology) -> frozenset[str]:
    """Return the codes of the indicators that ask the same in both versions."""
    return frozenset(change.code for change in changes(before, after) if change.label in COMPARABLE)


@dataclass(frozen=True, slots=True)
class _Version:
    indicators: dict[str, Indicator]
    shares: dict[str, Fraction]
    unverified_at_most: float

    @classmethod
    def of(cls, methodology: Methodology) -> "_Version":
        indicators = {leaf.code: leaf for leaf in methodology.indicators}
        return cls(indicators, methodology.exact_weights(), methodology.unverified_at_most)


def _change(code: str, before: _Version, after: _Version) -> Change:
    old, new = before.indicators.get(code), after.indicators.get(code)
    share_before = before.shares[code] if old else None
    share_after = after.shares[code] if new else None
    fields: tuple[str, ...] = ()
    if old and new:
        fields = (*differing(old, new), *_differing_rules(new, before, after))
        label = _label(fields, is_same_share=share_before == share_after)
    else:
        label = Label.DROPPED if old else Label.NEW
    promised = old is not None and old.anchor
    broken = promised and label not in COMPARABLE
    return Change(code, label, share_before, share_after, fields, breaks_promise=broken)


def _means(axes: Sequence[Axis]) -> dict[str, str]:
    """Return every axis whose mean is not the arithmetic one."""
    own = {axis.code: str(axis.mean) for axis in axes if axis.mean != "arithmetic"}
    return own | {code: mean for axis in axes for code, mean in _means(axis.axes).items()}


def _label(fields: tuple[str, ...], *, is_same_share: bool) -> Label:
    if fields:
        return Label.REDEFINED
    return Label.ANCHOR if is_same_share else Label.REWEIGHTED


def differing(old: Indicator, new: Indicator) -> tuple[str, ...]:
    """Return the parts of the definition (wording, scale, unit, sources, measure, rules) that differ."""
    names = (name for name in Indicator.model_fields if name not in NOT_THE_DEFINITION)
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _differing_rules(indicator: Indicator, before: _Version, after: _Version) -> tuple[str, ...]:
    """Return the rules of the whole method that change what this indicator's answers earn."""
    is_declared = Source.SELF_DECLARATION in indicator.sources
    differs = before.unverified_at_most != after.unverified_at_most
    return ("unverified_at_most",) if is_declared and differs else ()
