"""The letters by which people are appointed: each a file below the data folder, under its own digest."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from sanjeh.engine.atomic_write import write_new_file

MOST_BYTES = 4_000_000  # less than the longest form that is taken
PDF, JPEG, PNG = b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
ENDING = {PDF: "pdf", JPEG: "jpg", PNG: "png"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter by number and day; `sha256` is that of its file, empty where only the paper is kept."""

    number: str = ""
    day: date | None = None
    sha256: str = ""


NO_LETTER = Letter()


class LetterRefused(ValueError):
    """This file is no scanned letter: `too_large`, or `not_a_document` (a PDF, JPEG or PNG)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def keep(content: bytes) -> str:
    """Keep the file of a letter and return its digest; the same file again is the same letter."""
    if len(content) > MOST_BYTES:
        raise LetterRefused("too_large")
    if ending_of(content) is None:
        raise LetterRefused("not_a_document")
    digest = hashlib.sha256(content).hexdigest()
    write_new_file(path_of(digest), content)
    return digest


def ending_of(content: bytes) -> str | None:
    """Return how the name of such a file ends, by its first bytes; None for what is no document."""
    return next((ending for begins, ending in ENDING.items() if content.startswith(begins)), None)


def is_digest(text: str) -> bool:
    return re.fullmatch("[0-9a-f]{64}", text) is not None


def path_of(digest: str) -> Path:
    return Path(str(settings.SANJEH["LETTERS"])) / digest[:2] / digest
