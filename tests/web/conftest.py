"""English is compiled once for all tests; what is found is not written beside the source."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import trans_real

import sanjeh

PO = Path(sanjeh.__file__).parent / "web/locale/en/LC_MESSAGES/django.po"


@pytest.fixture(scope="session", autouse=True)
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compile the English texts into a scratch folder and let the pages read them there."""
    folder = tmp_path_factory.mktemp("locale")
    compiled = folder / "en/LC_MESSAGES/django.mo"
    compiled.parent.mkdir(parents=True)
    with PO.open("rb") as source, compiled.open("wb") as target:
        write_mo(target, read_po(source, locale="en"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "LOCALE_PATHS", [str(folder)])
        trans_real._translations.clear()
        yield
    trans_real._translations.clear()
