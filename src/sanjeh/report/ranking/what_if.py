"""`--what-if BODY:INDICATOR=VALUE`: the round counted again with another answer."""

import difflib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydantic import JsonValue

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.observations.parsing import parsed
from sanjeh.core.observations.table import ObservationTable
from sanjeh.core.scoring.engine import APART, NO_CLASS, Scored, score_leaves
from sanjeh.core.scoring.methodology_tree import INDEX
from sanjeh.core.scoring.normalise import OutsideScale
from sanjeh.core.scoring.what_if import NothingToChange, changed
from sanjeh.report.ranking.problem import ScoringProblem
from sanjeh.report.ranking.result import rounded
from sanjeh.report.ranking.words import say


@dataclass(frozen=True, slots=True)
class Supposed:
    """One answer that is not there."""

    unit: str
    indicator: str
    value: float
    written: str


@dataclass(frozen=True, slots=True)
class Before:
    """How a body stands, before the change or after it."""

    rank: int | None
    score: Decimal | None
    grade: str
    stage: int | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What all supposed answers together would change."""

    changes: tuple[str, ...]
    bodies: tuple[tuple[str, Before, Before], ...]
    others_moved: int

    def as_json(self) -> JsonValue:
        bodies: list[JsonValue] = [
            {"unit": unit, "before": _plain(before), "after": _plain(after)}
            for unit, before, after in self.bodies
        ]
        return {"changes": list(self.changes), "bodies": bodies, "others_moved": self.others_moved}


def read_supposed(given: str, methodology: Methodology, table: ObservationTable, language: str) -> Supposed:
    """Return what `BODY:INDICATOR=VALUE` says; raise ScoringProblem with the mend."""
    question, equals, value = given.rpartition("=")
    unit, colon, code = question.rpartition(":")
    number = parsed(value.strip())
    if not (equals and colon and unit and code) or math.isnan(number):
        example = f"{table.units[0]}:{methodology.indicators[0].code}=1"
        raise ScoringProblem(say("bad_what_if", language, given=given, example=example))
    if unit not in table.units:
        says = say("unknown_body", language, given=unit)
        raise ScoringProblem(f"{says} {near(unit, table.units, language)}".strip())
    known = [leaf.code for leaf in (*methodology.indicators, *methodology.bonuses)]
    if code not in known:
        says = say("unknown_indicator", language, code=methodology.code, given=code)
        raise ScoringProblem(f"{says} {near(code, known, language)}".strip())
    return Supposed(unit, code, number, given)


def outlook(scored: Scored, table: ObservationTable, supposed: Sequence[Supposed], language: str) -> Outlook:
    """Return what would change; raise ScoringProblem for a value that the scale does not have."""
    leaves = scored.leaves
    for one in supposed:
        try:
            leaves = changed(scored.methodology, table, leaves, (one.unit, one.indicator, one.value))
        except OutsideScale as refused:
            facts = {"indicator": one.indicator, "given": f"{refused.number:g}", "allowed": refused.allowed}
            raise ScoringProblem(say("off_scale", language, **facts)) from None
        except NothingToChange:
            facts = {"unit": one.unit, "indicator": one.indicator}
            raise ScoringProblem(say("no_services", language, **facts)) from None
    after = score_leaves(scored.methodology, table, leaves)
    touched = sorted({table.units.index(one.unit) for one in supposed})
    moved = sum(
        int(scored.ranks[row] != after.ranks[row]) for row in range(len(table.units)) if row not in touched
    )
    bodies = tuple((table.units[row], _standing(scored, row), _standing(after, row)) for row in touched)
    return Outlook(tuple(one.written for one in supposed), bodies, moved)


def _standing(scored: Scored, row: int) -> Before:
    if scored.ranks[row] == APART:
        return Before(None, None, "", None)
    grade = int(scored.classes[row])
    return Before(
        rank=int(scored.ranks[row]),
        score=rounded(scored.points[INDEX][row], scored.methodology.digits.score),
        grade="" if grade == NO_CLASS else scored.methodology.classes[grade].code,
        stage=int(scored.maturity.stage[row]),
    )


def _plain(standing: Before) -> JsonValue:
    return {
        "rank": standing.rank,
        "score": None if standing.score is None else float(standing.score),
        "class": standing.grade or None,
        "stage": standing.stage,
    }


def near(given: str, known: Sequence[str], language: str) -> str:
    same = [name for name in known if name.casefold() == given.casefold()]
    found = same or difflib.get_close_matches(given, known, 1)
    return say("perhaps", language, near=found[0]) if found else ""
