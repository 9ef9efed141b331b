"""What is told is heard here whatever a command, tested in the same process before, chose for itself."""

import pytest

from sanjeh.config import logs


@pytest.fixture(autouse=True)
def house_logs() -> None:
    logs.join_events()
