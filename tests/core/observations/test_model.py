"""The type of an answer says whether there is a number."""

import pytest

from sanjeh.core.observations.model import Disputed, NoValue, State, Value


def test_a_disputed_number_is_kept_and_its_state_is_told() -> None:
    answer = Disputed(0.5, "objection 12")

    assert isinstance(answer, Value)
    assert (answer.number, answer.state, answer.reason) == (0.5, State.DISPUTED, "objection 12")
    assert Value(0.5).state is State.VALUE


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_no_value_is_made_of_what_is_no_number(number: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        Value(number)
    with pytest.raises(ValueError, match="finite"):
        Disputed(number, "objection 12")


@pytest.mark.parametrize("state", [state for state in State if state is not State.VALUE])
def test_every_other_state_has_no_field_for_a_number(state: State) -> None:
    assert not hasattr(NoValue(state, "told"), "number")


def test_a_missing_number_cannot_be_called_a_value() -> None:
    with pytest.raises(ValueError, match="cannot have the state"):
        NoValue(State.VALUE, "told")
