"""The means of groups of bodies: a country over its life events, whose codes begin with the country's."""

import csv
import io
from collections.abc import Iterator, Sequence

import numpy as np

from sanjeh.core.methodology.parts import POINTS_DIGITS
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.engine import Scored
from sanjeh.core.scoring.methodology_tree import INDEX
from sanjeh.core.text.legible import cell
from sanjeh.report.ranking.result import Result, rounded

MARK = "/"


def means_csv(result: Result) -> str:
    """Return a line for each group, by code: what stands before the first slash of a body's.

    The members' unrounded numbers are averaged, those that have one, and the mean is rounded once.
    """
    scored = result.scored
    axes = [axis.code for axis in scored.methodology.every_axis]
    indicators = [leaf.code for leaf in scored.methodology.indicators]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    heads = ("group", "members", "score", *(f"axis_{code}" for code in axes), *indicators)
    writer.writerow(heads)
    writer.writerows(_lines(scored, axes))
    return text.getvalue()


def _lines(scored: Scored, axes: Sequence[str]) -> Iterator[list[object]]:
    groups = np.array([unit.split(MARK, 1)[0] for unit in scored.units])
    own = scored.indicator_scores.points[:, : len(scored.methodology.indicators)]
    for group in sorted(set(groups.tolist())):
        rows = np.flatnonzero(groups == group)
        nodes = [*(scored.points[code][rows] for code in axes), *own[rows].T]
        score = rounded(_mean(scored.points[INDEX][rows]), scored.methodology.digits.score)
        shown = (rounded(_mean(numbers), POINTS_DIGITS) for numbers in nodes)
        yield [cell(group), len(rows), *("" if one is None else one for one in (score, *shown))]


def _mean(numbers: Array) -> float:
    known = numbers[~np.isnan(numbers)]
    return float(known.mean()) if known.size else float("nan")
