"""A text that is said in both languages of the house."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["fa", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Persian and in English; neither may be empty."""

    fa: str
    en: str

    def __post_init__(self) -> None:
        if not (self.fa.strip() and self.en.strip()):
            message = f"a text needs both languages: fa={self.fa!r} en={self.en!r}"
            raise ValueError(message)

    def in_language(self, language: str) -> str:
        """Return the Persian text for `fa` and its regional forms, the English one for all others."""
        return self.fa if language.split("-", maxsplit=1)[0] == "fa" else self.en
