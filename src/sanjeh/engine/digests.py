"""Finds the names of kept bytes wherever a sight mentions them."""

import re

from pydantic import JsonValue

DIGEST = re.compile(r"[0-9a-f]{64}")


def digests_in(sight: JsonValue) -> set[str]:
    """Return every SHA-256 that a sight names, however deep."""
    if isinstance(sight, str):
        return {sight} if DIGEST.fullmatch(sight) else set()
    if isinstance(sight, dict):
        return {digest for value in sight.values() for digest in digests_in(value)}
    if isinstance(sight, list):
        return {digest for value in sight for digest in digests_in(value)}
    return set()
