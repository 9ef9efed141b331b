"""Few voices are held back, too few say nothing, and many speak for themselves."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.methodology.parts import Survey
from sanjeh.core.observations.model import NoValue, State, Value
from sanjeh.core.observations.ratings import mean_rating

THIRTY = Survey(prior=3, weight=30, least=10)


def test_few_voices_are_drawn_to_the_prior() -> None:
    assert mean_rating([5.0] * 10, THIRTY) == Value((10 * 5 + 30 * 3) / 40)


def test_many_voices_speak_for_themselves() -> None:
    answer = mean_rating([5.0] * 30_000, THIRTY)

    assert isinstance(answer, Value)
    assert round(answer.number, 2) == 5.0


def test_below_the_threshold_there_is_no_number() -> None:
    assert mean_rating([5.0] * 9, THIRTY) == NoValue(State.MISSING, "too_few_voices: 9 of 10")


def test_without_a_prior_weight_it_is_the_plain_mean() -> None:
    assert mean_rating([1.0, 2.0], Survey(prior=3, weight=0)) == Value(1.5)


@given(st.lists(st.integers(1, 5).map(float), min_size=10, max_size=60), st.randoms())
def test_the_order_of_voices_never_matters(ratings: list[float], dice: Random) -> None:
    shuffled = list(ratings)
    dice.shuffle(shuffled)

    assert mean_rating(shuffled, THIRTY) == mean_rating(ratings, THIRTY)
