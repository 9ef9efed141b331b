"""Golden files are written anew only by whoever asks for it: `pytest tests/golden -n 0 --write-golden`."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Golden = Callable[[Path, Mapping[str, bytes]], dict[str, bytes]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="keep what comes out as the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Give what is kept in a folder, by name; where it is asked for, keep there first what was made."""
    writes = request.config.getoption("--write-golden", default=False)

    def kept(folder: Path, made: Mapping[str, bytes]) -> dict[str, bytes]:
        if writes:
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in made.items():
                (folder / name).write_bytes(content)
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    return kept
