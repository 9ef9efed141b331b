"""A cause that rises all at once stops a round, and what is out of the ordinary is not published."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.rises import WINDOW, Rise, chance_of, is_ordinary, rise_in

REFUSED = Reason.PORT_REFUSED


def tries(failed: int, of: int = WINDOW, reason: Reason = REFUSED) -> list[Reason | None]:
    return [reason] * failed + [None] * (of - failed)


@pytest.mark.parametrize(
    ("failed", "earlier", "rise"),
    [
        (6, [], None),
        (7, [], Rise(REFUSED, 7, WINDOW)),
        (WINDOW, [], Rise(REFUSED, WINDOW, WINDOW)),
        # What was as frequent all along is no rise.
        (7, tries(45, 100), None),
        # What was seldom rises sooner, but never below a half.
        (6, tries(1, 500), Rise(REFUSED, 6, WINDOW)),
        (5, tries(1, 500), None),
    ],
)
def test_a_cause_rises_when_chance_does_not_explain_it(
    failed: int, earlier: list[Reason | None], rise: Rise | None
) -> None:
    assert rise_in(tries(failed), earlier) == rise


def test_too_few_tries_say_nothing_and_what_owners_ask_for_is_no_sign() -> None:
    assert rise_in([REFUSED] * (WINDOW - 1), []) is None
    assert rise_in([Reason.OWNER_PAUSE] * WINDOW, []) is None
    assert rise_in([None] * WINDOW, []) is None


def test_different_causes_are_not_one() -> None:
    mixed = [Reason.CONNECT_REFUSED, Reason.NAME_UNKNOWN, Reason.TLS_FAILED] * 4

    assert rise_in(mixed, []) is None


@pytest.mark.parametrize(
    ("unseen", "of", "last_share", "ordinary"),
    [
        (0, 0, None, True),
        (2, 6, None, True),
        (12, 61, None, True),
        (13, 61, None, False),
        (49, 61, None, False),
        # The last round had as many: a quarter is the most that counts as usual.
        (22, 61, 0.9, True),
        (24, 61, 0.9, False),
    ],
)
def test_an_edition_bears_what_chance_makes_of_an_ordinary_round(
    unseen: int, of: int, last_share: float | None, *, ordinary: bool
) -> None:
    assert is_ordinary(unseen, of, last_share) is ordinary


@given(st.integers(1, 60), st.floats(0.01, 0.99))
def test_the_chance_is_that_of_the_binomial_law(of: int, share: float) -> None:
    for count in range(of + 1):
        exact = sum(math.comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(count, of + 1))
        assert chance_of(count, of, share) == pytest.approx(min(1.0, exact), abs=1e-9)


@pytest.mark.parametrize(
    ("count", "share", "chance"), [(0, 0.0, 1.0), (1, 0.0, 0.0), (5, 1.0, 1.0), (4, 1.0, 1.0)]
)
def test_what_never_or_always_happens_has_no_chance_in_it(count: int, share: float, chance: float) -> None:
    assert chance_of(count, 5, share) == chance
