"""What the tests of the pages have in common: a country, and who has signed in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sanjeh.apps.catalogue import actions as catalogue_actions
from tests import people
from tests.apps import trip
from tests.web.clients import signed_in
from tests.web.short_refusals import each_refusal_drawn_once
from tests.web.standing import compared_country

__all__ = ["compared_country", "each_refusal_drawn_once"]


@pytest.fixture
def listed_country(db: None) -> None:
    """Three bodies, listed for a month."""
    began = timezone.now() - timedelta(days=30)
    catalogue_actions.load_catalogue(entries=trip.country(3), by=people.secretariat(), now=began)


@pytest.fixture
def staff() -> Client:
    return signed_in(people.secretariat())


@pytest.fixture
def approver() -> Client:
    return signed_in(people.approver())
