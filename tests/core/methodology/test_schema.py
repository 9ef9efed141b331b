"""The schema of a file is what an editor needs, and offers nothing that only the program may set."""

from sanjeh.core.methodology.errors import COMPUTED
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.schema import DRAFT, methodology_schema


def test_a_schema_says_which_draft_it_follows_and_what_it_describes() -> None:
    schema = methodology_schema()

    assert (schema["$schema"], schema["title"]) == (DRAFT, "Methodology")
    assert schema["description"] == "One published version of a method by which bodies are scored."


def test_what_the_program_computes_is_not_offered_to_the_author() -> None:
    properties = methodology_schema()["properties"]

    assert isinstance(properties, dict)
    assert set(properties) == set(Methodology.model_fields) - set(COMPUTED)
