"""A row that cannot be believed is refused in a sentence; it is never scored and never dropped."""

import pytest

from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.errors import ObservationsBroken
from sanjeh.core.observations.model import Disputed, NoValue, Observation, State, Value
from sanjeh.core.observations.validation import checked_table
from sanjeh.locale.catalogues import speaker
from tests.core.scoring.small import small
from tests.core.scoring.tables import sheet, table

STATES = (
    "not_applicable, automated, no_response, failed_probe, probe_error, blocked, missing, exempt, disputed"
)
WRITE = f"Write the number, or say in the column 'state' why there is none: {STATES}."


def row(**cells: str) -> dict[str, str]:
    return {"unit": "a", "indicator": "A1", "service": "", "state": "", "value": "0.5", "source": ""} | cells


def problems(*rows: dict[str, str]) -> list[str]:
    with pytest.raises(ObservationsBroken) as broken:
        checked_table(sheet(rows), small())
    assert all(
        problem.sentence(speaker("fa")) != problem.sentence(speaker("en"))
        for problem in broken.value.problems
    )
    return [
        problem.sentence(speaker("en")).removeprefix("observations.csv: ")
        for problem in broken.value.problems
    ]


@pytest.mark.parametrize(
    ("rows", "sentences"),
    [
        (
            [row(indicator="a1"), row(indicator="a1", unit="b")],
            ["line 2, column indicator: small has no indicator 'a1'. Perhaps A1 is meant. (and 1 more)"],
        ),
        (
            [row(indicator="QQQ")],
            ["line 2, column indicator: small has no indicator 'QQQ'. Compare the code with the method."],
        ),
        ([row(unit="")], ["line 2, column unit: This cell is empty. Write the code."]),
        ([row(value="nan")], [f"line 2, column value: 'nan' is not a finite number. {WRITE}"]),
        ([row(value="-inf")], [f"line 2, column value: '-inf' is not a finite number. {WRITE}"]),
        ([row(value="1_0")], [f"line 2, column value: '1_0' is not a finite number. {WRITE}"]),
        ([row(value="")], [f"line 2, column state: There is neither a number nor a state. {WRITE}"]),
        (
            [row(value="", state="value")],
            [f"line 2, column value: The state is 'value', but there is no number. {WRITE}"],
        ),
        (
            [row(state="blocked")],
            [
                (
                    "line 2, column value: There is a number beside the state 'blocked'. "
                    "Remove the number, or write the state 'value'."
                )
            ],
        ),
        (
            [row(state="asleep", value="")],
            ["line 2, column state: 'asleep' is not known. Write one of these: value, " + STATES + "."],
        ),
        (
            [row(source="rumour")],
            [
                (
                    "line 2, column source: 'rumour' is not known. "
                    "Write one of these: probe, self_declaration, assessor, citizen, record."
                )
            ],
        ),
        (
            [row(), row(value="1.2", unit="b")],
            ["line 3, column value: The scale of A1 has no value 1.2. Write one of these: 0 to 1."],
        ),
        (
            [row(service="s1")],
            [
                (
                    "line 2, column service: This indicator is asked of the body itself. "
                    "Leave the column 'service' empty."
                )
            ],
        ),
        (
            [row(indicator="B2")],
            [
                (
                    "line 2, column service: This indicator is asked of each service. "
                    "Write the service's code into the column 'service'."
                )
            ],
        ),
        (
            [row(), row(unit="b"), row(value="0.9")],
            [
                (
                    "line 4, column indicator: The same source answers the same question on line 2 too. "
                    "Keep the one that is true."
                )
            ],
        ),
    ],
)
def test_a_bad_row_is_told_with_line_column_and_mend(
    rows: list[dict[str, str]], sentences: list[str]
) -> None:
    assert problems(*rows) == sentences


def test_missing_columns_are_named_with_those_that_are_there() -> None:
    assert problems({"body": "a", "indicator": "A1", "value": "1"}) == [
        (
            "line 1: There is no column 'unit'; there are: body, indicator, value. "
            "Write the names of the columns on the first line, separated by commas."
        )
    ]


def test_a_file_needs_a_column_of_numbers_or_of_states() -> None:
    (sentence,) = problems({"unit": "a", "indicator": "A1"})

    assert sentence.startswith("line 1: There is no column 'value'; there are: unit, indicator. ")


@pytest.mark.parametrize("count", [20, 21])
def test_twenty_mistakes_of_a_kind_are_told_and_the_others_counted(count: int) -> None:
    codes = [f"QQ{n:02}" for n in range(count)]

    found = problems(*(row(indicator=code) for code in codes))

    assert [sentence.split(":")[0] for sentence in found] == [
        f"line {n + 2}, column indicator" for n in range(min(count, 20))
    ]


@pytest.mark.parametrize(("times", "more"), [(20, ""), (21, ""), (22, " (and 1 more)")])
def test_twenty_repeats_are_told_and_the_last_says_how_many_more_there_are(times: int, more: str) -> None:
    found = problems(*(row() for _ in range(times)))

    assert len(found) == min(times - 1, 20)
    assert found[-1].endswith(f"Keep the one that is true.{more}")


def test_a_file_without_rows_is_refused() -> None:
    with pytest.raises(ObservationsBroken, match="هیچ مشاهده‌ای در آن نیست"):
        checked_table(sheet([], "unit", "indicator", "value"), small())


def test_everything_that_is_wrong_is_told_at_once_by_line() -> None:
    told = problems(row(value="x"), row(unit=""), row(indicator="A9"))

    assert [sentence.split(":")[0] for sentence in told] == [
        "line 2, column value",
        "line 3, column unit",
        "line 4, column indicator",
    ]


def test_columns_that_are_not_needed_may_be_absent() -> None:
    known = table(
        small(), [{"unit": "a", "indicator": "A1", "value": "۰٫۵"}, {"unit": "a", "indicator": "A2"}]
    )

    assert tuple(known.observations_of("a")) == (
        Observation("a", "A1", Value(0.5), Source.ASSESSOR),
        Observation("a", "A2", NoValue(State.MISSING, "told_by_file"), Source.ASSESSOR),
    )


def test_a_disputed_value_keeps_its_number_and_an_absence_stays_one() -> None:
    known = table(small(), [row(state="disputed"), row(indicator="A2", state="disputed", value="")])

    assert [one.answer for one in known.observations_of("a")] == [
        Disputed(0.5, "told_by_file"),
        NoValue(State.DISPUTED, "told_by_file"),
    ]


def test_services_of_two_bodies_are_two_even_with_one_code() -> None:
    known = table(
        small(), [row(unit=unit, indicator="B2", service="s") for unit in ("b", "a")] + [row(unit="c")]
    )

    assert [(unit, known.services_of(unit)) for unit in known.units] == [
        ("a", ("s",)),
        ("b", ("s",)),
        ("c", ()),
    ]
