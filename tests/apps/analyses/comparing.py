"""The two rounds of the compared country, and what is kept of them beside one another."""

from datetime import timedelta

from sanjeh.apps.analyses import queries
from tests.web import country

NOW = country.LATER + timedelta(days=2)


def rounds() -> tuple[queries.PublishedRound, queries.PublishedRound]:
    after, before = queries.published()
    return before, after


def compared() -> queries.ComparisonPage:
    found = queries.comparison(*rounds())
    assert found is not None
    return found
