"""Answers of a questionnaire become one observation: the best over addresses, or one for each."""

from dataclasses import replace

import pytest

from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.from_answers import Answer, NotAnAnswer, answered
from sanjeh.core.observations.model import NoValue, Observation, State, Value
from sanjeh.locale.catalogues import said
from tests.core.methodology.broken import problems_of
from tests.core.scoring.small import HEAD, WORDS, axis, indicator

SHARE = f"""[axes.indicators.questions]
asked = [{{ code = "Q1", title = {WORDS} }}, {{ code = "Q2", title = {WORDS}, out_of = 3 }}]
"""
TABLE = f"""[axes.indicators.questions]
unless = "N"
asked = [{{ code = "N", title = {WORDS} }}, {{ code = "Q", title = {WORDS} }}]
rows = [{{ yes = ["Q"], value = 1 }}, {{ yes = [], value = 0 }}]
"""


def method(questions: str) -> Methodology:
    return parse_methodology(
        HEAD + axis("A", indicator("A1", weight="100", more=questions), weight="100"), "m"
    )


def told(question: str, there: float | None, address: str = "a") -> Answer:
    return Answer("body", "A1", question, there, "s1", address)


def answers_of(questions: str, *answers: Answer, local: tuple[str, ...] = ()) -> list[Value | NoValue]:
    return [o.answer for o in answered(method(questions), answers, local)]


def test_a_share_is_the_mean_of_what_was_asked_in_exact_parts() -> None:
    assert answers_of(SHARE, told("Q1", 1), told("Q2", 1)) == [Value((1 + 1 / 3) / 2)]


def test_a_question_that_is_not_relevant_is_left_out() -> None:
    assert answers_of(SHARE, told("Q1", None), told("Q2", 2)) == [Value(2 / 3)]
    assert answers_of(SHARE, told("Q1", None), told("Q2", None)) == [
        NoValue(State.NOT_APPLICABLE, "no_question_relevant")
    ]


def test_a_question_that_nobody_answered_leaves_the_whole_missing() -> None:
    assert answers_of(SHARE, told("Q1", 1)) == [NoValue(State.MISSING, "Q2: not_answered")]


def test_of_several_addresses_the_best_answer_to_each_question_stands() -> None:
    both = (told("Q1", 1, "a"), told("Q2", 0, "a"), told("Q1", 0, "b"), told("Q2", 3, "b"))

    assert answered(method(SHARE), both) == (
        Observation("body", "A1", Value(1.0), Source.ASSESSOR, "s1", ""),
    )
    assert answered(method(SHARE), reversed(both)) == answered(method(SHARE), both)


def test_of_local_services_each_address_keeps_its_own_observation() -> None:
    both = (told("Q1", 1, "a"), told("Q2", 0, "a"), told("Q1", 0, "b"), told("Q2", 3, "b"))

    assert [(o.address, o.answer) for o in answered(method(SHARE), both, {"s1"})] == [
        ("a", Value(0.5)),
        ("b", Value(0.5)),
    ]


@pytest.mark.parametrize(
    ("needed", "there", "answer"),
    [
        (1, 1, Value(1.0)),
        (1, 0, Value(0.0)),
        (0, 1, NoValue(State.NOT_APPLICABLE, "N: no")),
        (None, 1, NoValue(State.NOT_APPLICABLE, "N: not_relevant")),
    ],
)
def test_what_is_not_needed_is_not_applicable(
    needed: int | None, there: int, answer: Value | NoValue
) -> None:
    assert answers_of(TABLE, told("N", needed), told("Q", there)) == [answer]


def test_the_rest_need_not_be_answered_where_it_is_not_needed() -> None:
    assert answers_of(TABLE, told("N", 0)) == [NoValue(State.NOT_APPLICABLE, "N: no")]


def refusal(method: Methodology, *answers: Answer) -> tuple[str, int]:
    """Return what is said of answers that are refused, and of which line."""
    with pytest.raises(NotAnAnswer) as refused:
        answered(method, answers)
    return said(refused.value.says, "en"), refused.value.line


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer("body", "A1", "Q9", 1, line=7), "A1 does not ask 'Q9'"),
        (Answer("body", "A1", "Q2", 4, line=7), "A1 Q2: 4 of 3"),
        (Answer("body", "A1", "Q2", -1, line=7), "A1 Q2: -1 of 3"),
    ],
)
def test_an_answer_to_nothing_is_refused(answer: Answer, says: str) -> None:
    assert refusal(method(SHARE), answer) == (says, 7)


def test_an_indicator_without_questions_takes_no_answers() -> None:
    bare = parse_methodology(HEAD + axis("A", indicator("A1", weight="100"), weight="100"), "m")

    assert refusal(bare, told("Q1", 1)) == ("A1 has no questions", 0)


def test_a_question_that_is_answered_twice_at_one_place_is_refused() -> None:
    twice = (told("Q1", 1), replace(told("Q1", 0), line=3))

    assert refusal(method(SHARE), *twice) == ("A1 Q1 is answered twice: body / s1 / a", 3)


def test_an_answer_about_an_indicator_that_is_not_there_is_refused() -> None:
    unknown = Answer("body", "Z9", "Q1", 1, line=2)

    assert refusal(method(SHARE), unknown) == ("there is no indicator 'Z9'", 2)


@pytest.mark.parametrize(("there", "share"), [(0, 0.0), (1, 1 / 3), (3, 1.0)])
def test_a_question_may_be_answered_by_nothing_and_by_all_that_it_counts(there: int, share: float) -> None:
    assert answers_of(SHARE, told("Q1", None), told("Q2", there)) == [Value(share)]


ROWS = f"""[axes.indicators.questions]
asked = [
  {{ code = "I", title = {WORDS} }},
  {{ code = "S", title = {WORDS} }},
  {{ code = "P", title = {WORDS} }},
]
rows = [
  {{ yes = ["I", "S", "P"], value = 1.0 }},
  {{ yes = ["I", "S"], value = 0.75 }},
  {{ yes = ["I"], value = 0.25 }},
  {{ yes = [], value = 0 }},
]
"""
EITHER = f"""[axes.indicators.questions]
asked = [
  {{ code = "D", title = {WORDS} }},
  {{ code = "C", title = {WORDS} }},
  {{ code = "F", title = {WORDS} }},
]
any_of = [["D", "C"]]
"""


@pytest.mark.parametrize(
    ("there", "value"),
    [
        # What is not relevant is neither a yes nor a no.
        ((1, 1, None), 1.0),
        ((1, None, 0), 0.75),
        ((1, None, None), 1.0),
        ((None, 0, 0), 0.0),
        ((0, None, 1), 0.0),
        ((1, 0, 1), 0.25),
    ],
)
def test_in_a_row_only_what_is_relevant_must_be_answered_in_full(
    there: tuple[int | None, ...], value: float
) -> None:
    answers = [told(question, number) for question, number in zip("ISP", there, strict=True)]

    assert answers_of(ROWS, *answers) == [Value(value)]


def test_rows_of_which_nothing_is_relevant_do_not_apply() -> None:
    assert answers_of(ROWS, *(told(question, None) for question in "ISP")) == [
        NoValue(State.NOT_APPLICABLE, "no_question_relevant")
    ]


@pytest.mark.parametrize(
    ("demo", "chat", "answer"),
    [
        (1, 0, Value(1.0)), (0, 1, Value(1.0)), (1, 1, Value(1.0)), (0, 0, Value(0.5)), (None, 0, Value(0.5)),
        (None, None, Value(1.0)), ("", 1, Value(1.0)), ("", 0, NoValue(State.MISSING, "D: not_answered")),
    ],
)  # fmt: skip
def test_of_alternatives_one_is_enough_and_they_count_as_one(
    demo: int | str | None, chat: int | None, answer: Value | NoValue
) -> None:
    asked = [] if isinstance(demo, str) else [told("D", demo)]

    assert answers_of(EITHER, *asked, told("C", chat), told("F", 1)) == [answer]


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        ('[["D", "X"]]', "any_of names questions that are asked"),
        ('[["D", "C"], ["C", "F"]]', "any_of names questions that are asked"),
        ('[["D"]]', "any_of"),
    ],
)
def test_a_group_of_alternatives_is_of_questions_that_are_asked(groups: str, says: str) -> None:
    text = HEAD + axis(
        "A", indicator("A1", weight="100", more=EITHER.replace('[["D", "C"]]', groups)), weight="100"
    )

    assert says in " ".join(problems_of(text))


def test_rows_speak_of_alternatives_by_the_first() -> None:
    rows = EITHER + 'rows = [{ yes = ["C"], value = 1 }, { yes = [], value = 0 }]\n'
    text = HEAD + axis("A", indicator("A1", weight="100", more=rows), weight="100")

    assert "rows and unless name the first question of a group" in problems_of(text)[0]


def test_an_average_is_a_part_of_an_answer_but_opens_no_row() -> None:
    assert answers_of(SHARE, told("Q1", 0.5), told("Q2", 1.5)) == [Value(0.5)]
    with pytest.raises(NotAnAnswer) as refused:
        answers_of(ROWS, told("I", 1), told("S", 0.5), told("P", 1))
    assert said(refused.value.says, "en") == "A1 S: 0.5 is an average; give the answer of each address"


def stated(state: State, question: str = "", there: float | None = None) -> Answer:
    return Answer("body", "A1", question, there, "s1", "a", state)


def test_a_state_answers_a_whole_indicator() -> None:
    assert answers_of(SHARE, stated(State.AUTOMATED)) == [NoValue(State.AUTOMATED, "told_by_file")]


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ((stated(State.AUTOMATED), told("Q1", 1)), "has both answers and the state automated"),
        ((stated(State.AUTOMATED, "Q1"),), "automated stands alone"),
        ((stated(State.EXEMPT, there=1),), "exempt stands alone"),
        ((stated(State.VALUE),), "value stands alone"),
        ((stated(State.AUTOMATED), replace(stated(State.EXEMPT), address="b")), "has two states"),
        ((stated(State.AUTOMATED), stated(State.EXEMPT)), "is answered twice"),
    ],
)
def test_a_state_stands_alone(answers: tuple[Answer, ...], says: str) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        answers_of(SHARE, *answers)
    assert says in said(refused.value.says, "en")
