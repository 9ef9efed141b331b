"""Goes through everything that plain requests asked, whatever a look has learned to ask since."""

from collections.abc import Iterator

from sanjeh.core.probing.artifacts.http import Asked, HttpArtifact


def questions(artifact: HttpArtifact) -> Iterator[tuple[str, Asked]]:
    """Yield each question that was asked, with the name of its field, in the order of the artifact."""
    for name in HttpArtifact.model_fields:
        found = getattr(artifact, name)
        for asked in found if isinstance(found, tuple) else (found,):
            if isinstance(asked, Asked):
                yield name, asked
