"""What is told of a methodology that cannot be used."""

import pytest

from sanjeh.core.methodology.errors import MethodologyBroken
from sanjeh.core.methodology.methodology import parse_methodology
from sanjeh.locale.catalogues import speaker
from tests.core.scoring.small import HEAD, axis


def problems_of(text: str, known_checks: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(MethodologyBroken) as broken:
        parse_methodology(text, "m.toml", known_checks)
    assert all(
        problem.sentence(speaker("fa")) != problem.sentence(speaker("en"))
        for problem in broken.value.problems
    )
    return [problem.sentence(speaker("en")) for problem in broken.value.problems]


def whole(*indicators: str) -> str:
    return HEAD + axis("A", *indicators, weight="100")
