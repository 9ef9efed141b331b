import pytest

from sanjeh.apps.catalogue.models import Body
from tests.apps.commitments import world
from tests.kept_rows import made_once


@pytest.fixture
def country(db: None) -> None:
    """A country in which every promise is kept."""
    made_once("a country of promises", build)


def build() -> None:
    Body.objects.create(code="NAZ", title_fa="سازمان نمونه", title_en="Sample body")
    world.built()
