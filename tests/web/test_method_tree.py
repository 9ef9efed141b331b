"""How the page of a method says what a value earns, and what its indicators ask."""

import pytest

from sanjeh.core.methodology.scales import (
    Band,
    Binary,
    Level,
    Linear,
    Log,
    Piecewise,
    Relative,
    Rubric,
    Scale,
    Share,
)
from sanjeh.core.text.words import Words
from sanjeh.engine.shipped import load_methodology
from sanjeh.locale.catalogues import said
from sanjeh.web.public import method_tree

LEVELS = tuple(Level(value=n, points=50 * n, says=Words("سطح", "level")) for n in (0, 1, 2))


@pytest.mark.parametrize(
    ("scale", "says"),
    [
        (Linear(kind="linear", zero=0, full=10), "From 0 (no points) to 10 (full points)"),
        (Log(kind="log", zero=4000, full=500.5), "From 4000 (no points) to 500.5 (full points)"),
        (
            Piecewise(kind="piecewise", knots=((0, 0), (9, 100))),
            "Between these points: 0: 0 points, 9: 100 points",
        ),
        (Rubric(kind="rubric", levels=LEVELS), "Defined levels"),
        (Binary(kind="binary"), "Either there or not"),
        (Share(kind="share"), "The share of what is right, 0 to 1"),
        (Band(kind="band", full=(10, 20), zero=(5, 40)), "Full points between 10 and 20"),
        (Relative(kind="relative", method="min_max"), "Where the body lies between the least and the most"),
        (
            Relative(kind="relative", method="z_score"),
            "The distance from everybody's mean, stretched to the ends",
        ),
        (Relative(kind="relative", method="rank"), "The body's place among all"),
    ],
)
def test_a_scale_says_in_one_sentence_how_a_value_becomes_points(scale: Scale, says: str) -> None:
    assert said(method_tree.scale_words(scale), "en") == says


def test_examples_and_questions_of_an_indicator_are_told_one_by_one() -> None:
    questioned = load_methodology("eu-egov-benchmark-2023").indicator("OA-T")
    shown = load_methodology("iran-1405-1").indicator("U01")
    assert questioned.questions is not None

    assert [said(one, "en") for one in method_tree.value_notes(questioned)] == [
        f"{one.title.en} ({one.code})" for one in questioned.questions.asked
    ]
    assert [said(one, "fa").partition(": ")[2] for one in method_tree.value_notes(shown)] == [
        one.says.fa for one in shown.examples
    ]


def test_the_tree_holds_every_part_of_a_method_and_its_shares_sum_to_the_whole() -> None:
    method = load_methodology("iran-1405-1")

    def leaves(branch: method_tree.Branch) -> list[method_tree.Leaf]:
        below = [leaf for child in branch.branches for leaf in leaves(child)]
        return [*branch.leaves, *below]

    drawn = [leaf for branch in method_tree.tree(method) for leaf in leaves(branch)]

    assert {leaf.indicator.code for leaf in drawn} == {one.code for one in method.indicators}
    assert float(sum(leaf.share or 0 for leaf in drawn)) == pytest.approx(1)
    assert {leaf.is_automatic for leaf in drawn} == {True, False}
