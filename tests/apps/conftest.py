from typing import Any

import pytest
from procrastinate.contrib.django import app


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Hold what would be queued, for tests that are not about the queue."""
    held: list[Any] = []
    monkeypatch.setattr(app.job_manager, "batch_defer_jobs", held.extend)
    return held
