"""Trends are told on common questions only, and not at all when too few are left."""

from dataclasses import dataclass
from decimal import Decimal

from sanjeh.core.comparison.comparable import ComparedUnit, like_for_like
from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.scoring.engine import Scored, score_table
from sanjeh.core.scoring.inputs import BodyInput, table_of
from tests.core.scoring.small import HEAD, axis, indicator, seen


@dataclass(frozen=True)
class Story:
    method: Methodology
    bodies: dict[str, dict[str, float]]

    def scored(self) -> Scored:
        bodies = [
            BodyInput(unit, (), (), tuple(seen(code, number, unit=unit) for code, number in told.items()))
            for unit, told in self.bodies.items()
        ]
        return score_table(self.method, table_of(self.method, bodies))


def method(*weights: tuple[str, str]) -> Methodology:
    leaves = (indicator(code, weight=weight) for code, weight in weights)
    return parse_methodology(HEAD + axis("A", *leaves, weight="100"), "m")


OLD = method(("A1", "40"), ("A2", "40"), ("OLD", "20"))
NEW = method(("A1", "60"), ("A2", "20"), ("NEW", "20"))


def test_both_rounds_are_scored_on_common_questions_by_the_newer_weights() -> None:
    before = Story(OLD, {"p": {"A1": 0.4, "A2": 0.8, "OLD": 1.0}, "q": {"A1": 0.8, "A2": 0.8, "OLD": 0.0}})
    after = Story(NEW, {"p": {"A1": 1.0, "A2": 0.6, "NEW": 0.0}, "q": {"A1": 0.8, "A2": 0.8, "NEW": 1.0}})

    found = like_for_like(before.scored(), after.scored())

    assert (found.share, found.is_break, found.anchors) == (Decimal("0.8"), False, ("A1", "A2"))
    assert [(s.unit, round(s.before, 9), round(s.after, 9)) for s in found.standings] == [
        ("p", 50.0, 90.0),
        ("q", 80.0, 80.0),
    ]
    assert [(s.place_before.number, s.place_after.number) for s in found.standings] == [(2, 1), (1, 2)]


def test_places_are_among_the_bodies_of_both_rounds() -> None:
    before = Story(OLD, {"gone": {"A1": 1.0, "A2": 1.0}, "stays": {"A1": 0.5, "A2": 0.5}})
    after = Story(NEW, {"stays": {"A1": 0.5, "A2": 0.5}, "unseen": {"NEW": 1.0}, "comes": {"A1": 0.9}})

    (only,) = like_for_like(before.scored(), after.scored()).standings

    assert isinstance(only, ComparedUnit)
    assert (only.unit, only.place_before.number, only.place_after.number) == ("stays", 1, 1)


def test_below_sixty_percent_the_series_is_broken_and_no_trend_is_told() -> None:
    narrow = method(("A1", "59"), ("NEW", "41"))
    wide = method(("A1", "60"), ("NEW", "40"))
    before = Story(OLD, {"p": {"A1": 0.5, "A2": 0.5}})

    broken = like_for_like(before.scored(), Story(narrow, {"p": {"A1": 1.0}}).scored())
    held = like_for_like(before.scored(), Story(wide, {"p": {"A1": 1.0}}).scored())

    assert (broken.share, broken.is_break, broken.standings) == (Decimal("0.59"), True, ())
    assert (held.is_break, len(held.standings)) == (False, 1)
