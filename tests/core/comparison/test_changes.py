"""Between two versions of a method, every indicator is labelled by what became of it."""

from fractions import Fraction

from sanjeh.core.comparison.changes import Change, Label, changes, comparable
from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from tests.core.scoring.small import GUIDE, HEAD, TEXT, WORDS, axis, indicator, small


def newer(*replacements: tuple[str, str], text: str = TEXT) -> Methodology:
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return parse_methodology(text, "newer")


def labels(after: Methodology) -> dict[str, Label]:
    return {change.code: change.label for change in changes(small(), after)}


def test_a_method_compared_with_itself_is_all_anchors() -> None:
    assert changes(small(), small()) == (
        Change("A1", Label.ANCHOR, Fraction(1, 4), Fraction(1, 4)),
        Change("A2", Label.ANCHOR, Fraction(1, 4), Fraction(1, 4)),
        Change("B1", Label.ANCHOR, Fraction(1, 8), Fraction(1, 8)),
        Change("B2", Label.ANCHOR, Fraction(3, 8), Fraction(3, 8)),
    )


def test_another_weight_leaves_the_question_as_it_is() -> None:
    after = newer(("weight = 25", "weight = 50"), ("weight = 75", "weight = 50"))

    assert labels(after) == {
        "A1": Label.ANCHOR,
        "A2": Label.ANCHOR,
        "B1": Label.REWEIGHTED,
        "B2": Label.REWEIGHTED,
    }
    assert comparable(small(), after) == {"A1", "A2", "B1", "B2"}


def test_another_wording_scale_or_rule_is_another_question() -> None:
    binary = axis("B", indicator("B1", weight="25", scale="binary"), indicator("B2", weight="75"))
    after = parse_methodology(
        HEAD + axis("A", indicator("A1"), indicator("A2").replace("واژه", "سخن")) + binary, "newer"
    )

    found = {change.code: change.fields for change in changes(small(), after)}

    assert found == {"A1": (), "A2": ("title", "evidence"), "B1": ("scale",), "B2": ("unit",)}
    assert comparable(small(), after) == {"A1"}


def test_a_better_guide_changes_no_question() -> None:
    assert set(labels(newer((GUIDE, GUIDE.replace("word", "better word")))).values()) == {Label.ANCHOR}


def test_new_and_dropped_indicators_are_named_the_dropped_ones_last() -> None:
    after = parse_methodology(HEAD + axis("A", indicator("A1"), indicator("C1"), weight="100"), "newer")

    assert changes(small(), after) == (
        Change("A1", Label.REWEIGHTED, Fraction(1, 4), Fraction(1, 2)),
        Change("C1", Label.NEW, None, Fraction(1, 2)),
        Change("A2", Label.DROPPED, Fraction(1, 4), None),
        Change("B1", Label.DROPPED, Fraction(1, 8), None),
        Change("B2", Label.DROPPED, Fraction(3, 8), None),
    )


def test_what_a_declaration_may_earn_is_part_of_the_question() -> None:
    after = newer(("unverified_at_most = 33", "unverified_at_most = 50"))

    assert {change.fields for change in changes(small(), after)} == {("unverified_at_most",)}


def test_an_anchor_that_was_changed_is_a_broken_promise() -> None:
    before = newer((GUIDE, f"{GUIDE}\nanchor = true"))
    after = newer((f"evidence = {WORDS}", 'evidence = { fa = "سند", en = "proof" }'))

    assert {change.breaks_promise for change in changes(before, after)} == {True}
    assert {change.breaks_promise for change in changes(before, before)} == {False}
