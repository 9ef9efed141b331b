"""The page of an edition says how firm a place is, in shares that never claim more than was drawn."""

import pytest

from sanjeh.edition.page import share_of_draws


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, "۰٪"), (0.001, "۱٪"), (0.014, "۱٪"), (0.015, "۲٪"), (0.994, "۹۹٪"), (0.999, "۹۹٪"), (1.0, "۱۰۰٪")],
)
def test_what_is_neither_none_nor_all_never_reads_as_such(share: float, said: str) -> None:
    assert share_of_draws(share) == said
