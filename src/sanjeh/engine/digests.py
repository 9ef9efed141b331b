"""Finds the names of kept bytes wherever an artifact mentions them."""

import re

from pydantic import JsonValue

DIGEST = re.compile(r"[0-9a-f]{64}")


def digests_in(artifact: JsonValue) -> set[str]:
    """Return every SHA-256 that an artifact names, however deep."""
    if isinstance(artifact, str):
        return {artifact} if DIGEST.fullmatch(artifact) else set()
    if isinstance(artifact, dict):
        return {digest for value in artifact.values() for digest in digests_in(value)}
    if isinstance(artifact, list):
        return {digest for value in artifact for digest in digests_in(value)}
    return set()
