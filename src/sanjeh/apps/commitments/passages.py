"""The sentences of a version as they stand in its text, and what can be measured for one of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.agreements.clauses import AgreementText
from sanjeh.apps.commitments.checks.table import METRICS
from sanjeh.apps.commitments.shipped import END_OF_SENTENCE
from sanjeh.core.text.words import Translatable


@dataclass(frozen=True, slots=True)
class PassageRow:
    """One sentence of a text; `en` is empty where the English text has none in its place."""

    clause: int
    fa: str
    en: str


def passages(number: int) -> tuple[PassageRow, ...]:
    """Return every sentence of a version as it stands in its bytes, with the English one in its place."""
    text = agreements.version(number)
    english = {place: words for place, _, words in in_sentences(text.en)}
    return tuple(
        PassageRow(clause, words, english.get(place, "")) for place, clause, words in in_sentences(text.fa)
    )


def in_sentences(text: AgreementText) -> Iterator[tuple[tuple[int, int, int], int, str]]:
    """Give the place of each sentence, its clause and its words."""
    for clause in text.clauses:
        for index, passage in enumerate(clause.passages):
            for nth, words in enumerate(END_OF_SENTENCE.split(passage.text)):
                yield (clause.number, index, nth), clause.number, words


def measurable() -> dict[str, Translatable]:
    """Return what the house can measure for a sentence, by its code."""
    return {one.code: one.title for one in METRICS if not one.lacking}
