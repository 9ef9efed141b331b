"""A value that cannot stand in a methodology is told with what may stand there."""

import pytest

from sanjeh.core.methodology.errors import MethodologyBroken
from sanjeh.core.methodology.methodology import parse_methodology
from sanjeh.locale.catalogues import speaker
from tests.core.methodology.broken import problems_of, whole
from tests.core.scoring.small import TEXT, WORDS, indicator

THREE = "{ yes = [], value = 3 }"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ('unit = "moon"', '"moon" is not one of the choices. Write one of these: '),
        ("stage = 0", "0 is not accepted. Write a number, at least 1."),
        ("stage = 1.5", "1.5 is not a whole number. Write a whole number."),
        ('stage = "first"', '"first" is not a whole number. Write a whole number.'),
        ("sources = []", "Members of this list: 0. Write at least 1."),
        ("evidence = 7", "7 is not a table with fa and en. Write a table with fa and en."),
        ("anchor = 7", "7 is not true or false. Write true or false."),
    ],
)
def test_a_wrong_value_is_told_with_what_may_stand_there(wrong: str, sentence: str) -> None:
    key = wrong.split(" ", maxsplit=1)[0]
    lines = whole(indicator("A1", weight="100")).splitlines()
    kept = "\n".join(line for line in lines if not line.startswith(f"{key} "))

    (told,) = problems_of(f"{kept}\n{wrong}\n")

    assert told.startswith(f"m.toml: axis A > indicator A1 > {key}: ")
    assert sentence in told


@pytest.mark.parametrize(
    ("scale", "more", "place", "value"),
    [
        (
            "binary",
            'measure = { kind = "ladder", rungs = [{ checks = ["a"] }, { checks = ["b"] }] }',
            "measure",
            2,
        ),
        ("binary", 'measure = { kind = "graded", check = "a", outcomes = { warn = 0.5 } }', "measure", 0.5),
        (
            "share",
            'measure = { kind = "observed", check = "a", key = "k", reasons = { x = 2 } }',
            "measure",
            2,
        ),
        ("binary", 'measure = { kind = "share", checks = ["a", "b"] }', "measure", 0.25),
        (
            "binary",
            f'questions = {{ asked = [{{ code = "Q", title = {WORDS} }}], rows = [{THREE}] }}',
            "questions",
            3,
        ),
        ("share", f"examples = [{{ value = 9, says = {WORDS} }}]", "examples", 9),
    ],
)
def test_a_value_that_the_scale_does_not_have_is_told_before_a_round_begins(
    scale: str, more: str, place: str, value: float
) -> None:
    assert problems_of(whole(indicator("A1", weight="100", scale=scale, more=more))) == [
        (
            f"m.toml: indicator A1 > {place}: The value {value} can be given, "
            "but the scale does not have it. Correct the value, or write a level for it."
        )
    ]


def test_a_mean_that_is_neither_named_nor_a_power_is_told_with_both_ways_to_write_it() -> None:
    text = whole(indicator("A1", weight="100")).replace("version = 1", 'version = 1\ntotal = "median"')

    assert problems_of(text) == [
        (
            'm.toml: total: "median" is not one of the choices. '
            "Write one of these: 'arithmetic', 'geometric' or 'harmonic'."
        ),
        'm.toml: total: "median" is not a number. Write a number.',
    ]


@pytest.mark.parametrize(
    ("questions", "says"),
    [
        ("asked = [{Q}, {Q}]", "each question is asked once"),
        ('asked = [{Q}], unless = "N"', "rows and unless name questions that are asked"),
        ('asked = [{Q}], rows = [{ yes = ["Q"], value = 1 }]', "the last row must be for all that is left"),
    ],
)
def test_questions_that_do_not_fit_together_are_refused(questions: str, says: str) -> None:
    asked = questions.replace("{Q}", f'{{ code = "Q", title = {WORDS} }}')

    (sentence,) = problems_of(whole(indicator("A1", weight="100", more=f"questions = {{ {asked} }}")))

    assert sentence.startswith("m.toml: axis A > indicator A1 > questions: ")
    assert says in sentence


@pytest.mark.parametrize(
    ("old", "new", "persian"),
    [
        (
            'code = "A1"',
            'code = "A 1"',
            (
                'm.toml: axis A > indicator A 1 > code: "A 1" کد نیست. '
                "کد با حرف لاتین یا رقم آغاز می‌شود و جز حرف لاتین و رقم تنها - و _ دارد."
            ),
        ),
        (
            '{ kind = "share" }',
            '{ kind = "piecewise", knots = [[1, 0]] }',
            "m.toml: axis A > indicator A1 > scale > knots: این فهرست ۱ عضو دارد. دست‌کم ۲ عضو بنویسید.",
        ),
    ],
)
def test_a_rule_of_shape_is_told_in_the_readers_language(old: str, new: str, persian: str) -> None:
    with pytest.raises(MethodologyBroken) as broken:
        parse_methodology(TEXT.replace(old, new, 1), "m.toml", ())

    assert [problem.sentence(speaker("fa")) for problem in broken.value.problems] == [persian]
