"""Pages are read in both languages, so English is compiled before the first of them."""

import pytest

from tests.web.english import compile_english


@pytest.fixture(scope="session", autouse=True)
def english() -> None:
    compile_english()
