"""What is said to people: texts of the house, which catalogues translate, and texts of the data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from operator import not_
from typing import Annotated

from pydantic import Field

Language = str  # a code such as fa, en or ckb
SOURCE: Language = "fa"  # the language in which the house writes its texts

# Left out of documents where there are none, so that the hash of what is published stays as it was.
Others = Annotated[Mapping[Language, str], Field(exclude_if=not_)]


def primary(language: str) -> Language:
    """Return the language without its region: fa for fa-IR and fa_IR.UTF-8."""
    return language.replace("_", "-").partition("-")[0].lower()


@dataclass(frozen=True, slots=True)
class Words:
    """One text of the data in the languages its author gave: Persian, English and any others."""

    fa: str
    en: str
    others: Others = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not (self.fa.strip() and self.en.strip()):
            message = f"a text needs both languages: fa={self.fa!r} en={self.en!r}"
            raise ValueError(message)

    def in_language(self, language: str) -> str:
        """Return the text in this language; where its author did not give it, the English one."""
        wanted = primary(language)
        return self.fa if wanted == SOURCE else self.others.get(wanted, self.en)


@dataclass(frozen=True, slots=True)
class PersianAlone(Words):
    """A title of the data that has no English yet: everybody is told the Persian one."""

    en: str = ""

    def __post_init__(self) -> None:
        if not self.fa.strip():
            message = f"a title needs Persian: {self.fa!r}"
            raise ValueError(message)

    def in_language(self, language: str) -> str:
        return self.others.get(primary(language), self.fa)


def titled(fa: str, en: str) -> Words:
    """Return the title of a body or a service, whose English may be missing."""
    return Words(fa, en) if en.strip() else PersianAlone(fa)


@dataclass(frozen=True, slots=True)
class Translatable:
    """One text of the house in Persian, its source; whoever shows it looks it up in the reader's language.

    `key` says where the text stands, for equal sources that other languages tell apart. `facts` are what its
    {holes} are filled with: numbers get the digits of the language, texts are said in it, a tuple is listed.
    """

    fa: str
    key: str = ""
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        """Return the Persian text, for logs and errors: people read it through a catalogue."""
        return self.fa.format(**self.facts) if self.facts else self.fa

    def filled(self, **facts: object) -> "Translatable":
        """Return the text with these facts for its holes."""
        return replace(self, facts={**self.facts, **facts})


Wording = Words | Translatable  # whatever can be said to a reader
Say = Callable[[Translatable], str]  # how a text of the house is said to its reader
