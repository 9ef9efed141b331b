"""Where the editions of a test are written."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.apps import trip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(settings.SANJEH, "EDITIONS", tmp_path)
    return tmp_path / trip.ROUND / "1"
