import pytest

from sanjeh.apps.catalogue.models import Body


@pytest.fixture(autouse=True)
def bodies(db: None) -> None:
    parent = Body.objects.create(code="VAZ", title_fa="وزارت نمونه", title_en="Sample ministry")
    Body.objects.create(code="NAZ", title_fa="سازمان نمونه", title_en="Sample body", parent=parent)
