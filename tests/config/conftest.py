"""A place for a server of its own."""

import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanjeh.config import embedded, leftovers


@pytest.fixture
def pgdata(scratch: Path) -> Iterator[Path]:
    """The place of a database that its own user can reach; what is at work there is ended."""
    home = Path(tempfile.mkdtemp(dir=scratch))
    home.chmod(0o755)
    yield home / "postgres"
    leftovers.send(signal.SIGKILL, embedded.at_work(home / "postgres"))
