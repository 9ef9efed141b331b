"""What is said of the intervals of places is what is measured."""

from bench.coverage import coverage


def test_intervals_hold_the_true_place_as_often_as_is_said_beside_them() -> None:
    close = coverage(30, 5, 0.5, rounds=40, draws=200)
    apart = coverage(30, 20, 8.0, rounds=20, draws=200)

    assert 0.65 <= close <= 0.80
    assert apart >= 0.90
