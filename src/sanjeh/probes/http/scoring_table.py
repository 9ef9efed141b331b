"""Counts a page's results by a published scoring table: points, bonuses, grade. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class ScoringTable:
    """A table as data; bonuses count only from `bonuses_from` points without them."""

    name: str
    baseline: int
    bonuses_from: int
    grades: Mapping[str, int]
    points: Mapping[str, Mapping[str, int]]

    def score(self, results: Mapping[str, str]) -> int:
        """Return the points of one result for each test; raise KeyError for one that the table lacks."""
        points = [self.points[test][result] for test, result in results.items()]
        plain = self.baseline + sum(each for each in points if each < 0)
        bonuses = sum(each for each in points if each > 0) if plain >= self.bonuses_from else 0
        return max(0, plain + bonuses)

    def grade(self, score: int) -> str:
        """Return the first grade whose points are reached."""
        return next(grade for grade, at_least in self.grades.items() if score >= at_least)


@cache
def scoring_table(name: str = "mozilla-observatory") -> ScoringTable:
    """Return a table that comes with the program."""
    file = resources.files("sanjeh.probes.http").joinpath("rulesets", f"{name}.toml")
    return ScoringTable(**tomllib.loads(file.read_text(encoding="utf-8")))
