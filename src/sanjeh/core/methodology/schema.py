"""The JSON Schema of a methodology file, for editors that complete and check while one writes."""

from pydantic import JsonValue

from sanjeh.core.methodology.errors import COMPUTED
from sanjeh.core.methodology.methodology import Methodology

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def methodology_schema() -> dict[str, JsonValue]:
    """Return the schema of a whole file; rules between its parts are told by `sanjeh methodology check`."""
    schema = Methodology.model_json_schema(mode="validation")
    for name in COMPUTED:
        schema["properties"].pop(name)
    about = "One published version of a method by which bodies are scored."
    return {"$schema": DRAFT, **schema, "title": "Methodology", "description": about}
