"""Each test of what is kept and handed over has folders of its own."""

from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def folders_of_this_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SANJEH, "EDITIONS", tmp_path / "editions")
    monkeypatch.setitem(settings.SANJEH, "ARCHIVES", tmp_path / "archives")
