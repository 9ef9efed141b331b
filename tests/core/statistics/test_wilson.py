import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.statistics.wilson import share_interval


# Newcombe 1998, table I, method 3, without continuity correction.
@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(hits: int, count: int, low: float, high: float) -> None:
    assert [round(end, 4) for end in share_interval(hits, count)] == [low, high]


@given(st.integers(1, 5000).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
def test_the_counted_share_lies_in_its_interval(counted: tuple[int, int]) -> None:
    hits, count = counted
    low, high = share_interval(hits, count)

    assert 0 <= low <= hits / count + 1e-12
    assert hits / count - 1e-12 <= high <= 1


def test_nothing_counted_is_anything() -> None:
    assert share_interval(0, 0) == (0.0, 1.0)
