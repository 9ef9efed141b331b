"""Two rounds set against each other, body by body."""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from sanjeh.core.comparison.changes import Change, changed_rules, changes
from sanjeh.core.comparison.comparable import ComparedUnit, LikeForLike, like_for_like
from sanjeh.core.comparison.decomposition import Cause, Side, decompose, shown_parts
from sanjeh.core.comparison.sides import refuse_relative, sides
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.scoring.engine import Scored
from sanjeh.core.scoring.methodology_tree import INDEX
from sanjeh.core.scoring.rank import COMPARED_DIGITS, half_up


@dataclass(frozen=True, slots=True)
class ScoredRound:
    """A whole round, scored."""

    scored: Scored

    @property
    def methodology(self) -> Methodology:
        return self.scored.methodology

    @property
    def ranked(self) -> frozenset[str]:
        """The bodies that have a place in this round."""
        pairs = zip(self.scored.units, self.scored.ranked, strict=True)
        return frozenset(unit for unit, is_ranked in pairs if is_ranked)

    @property
    def digits(self) -> dict[str, Decimal]:
        """The score of every body that has a number, in the digits of the ranking."""
        pairs = zip(self.scored.units, self.scored.points[INDEX].tolist(), strict=True)
        return {unit: half_up(points, COMPARED_DIGITS) for unit, points in pairs if not math.isnan(points)}

    def sides(self) -> dict[str, Side]:
        return {side.unit: side for side in sides(self.scored)}


@dataclass(frozen=True, slots=True)
class BodyChange:
    """One body in both rounds, in the digits of the ranking; None where it has no score.

    `parts` sum to `after - before` to the last digit, and are empty when the change cannot be taken
    apart. `alike` is None on a break, and for a body that has no number on the common questions.
    """

    unit: str
    before: Decimal | None
    after: Decimal | None
    parts: dict[Cause, Decimal]
    alike: ComparedUnit | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the method, what can be compared, and every body that both rounds have."""

    changes: tuple[Change, ...]
    rules: tuple[str, ...]
    alike: LikeForLike
    bodies: tuple[BodyChange, ...]


def compare(before: ScoredRound, after: ScoredRound, among: Collection[str] | None = None) -> Comparison:
    """Compare two rounds, of all bodies that both have or only of `among`, in the newer one's order.

    Raise ScoresAgainstOthers when a method has no goalposts of its own.
    """
    for method in (before.methodology, after.methodology):
        refuse_relative(method)
    alike = like_for_like(before.scored, after.scored, among)
    return Comparison(
        changes=changes(before.methodology, after.methodology),
        rules=changed_rules(before.methodology, after.methodology),
        alike=alike,
        bodies=tuple(_bodies(before, after, alike, among)),
    )


def _bodies(
    before: ScoredRound, after: ScoredRound, alike: LikeForLike, among: Collection[str] | None
) -> Iterator[BodyChange]:
    then, old, new = before.sides(), before.digits, after.digits
    standings = {standing.unit: standing for standing in alike.standings}
    same = frozenset(alike.anchors)
    for unit, side in after.sides().items():
        if unit not in then or (among is not None and unit not in among):
            continue
        decomposed = decompose(then[unit], side, same)
        yield BodyChange(
            unit=unit,
            before=old.get(unit),
            after=new.get(unit),
            parts=shown_parts(decomposed, COMPARED_DIGITS) if decomposed else {},
            alike=standings.get(unit),
        )
