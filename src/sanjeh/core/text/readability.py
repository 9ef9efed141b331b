"""How easily a Persian text reads: the lengths of its sentences and words, and Dayani's formula."""

import re
from dataclasses import dataclass
from functools import lru_cache

from sanjeh.core.text.persian import without_ornament

_LETTERS = r"[^\W\d_]"
# A half-space (ZWNJ) stands inside a word: «می‌شود» is one.
_WORD = re.compile(rf"{_LETTERS}+(?:\u200c{_LETTERS}+)*")
_END = re.compile(r"[.!?؟؛…]+(?=\s|$)")
# A line of fewer words is a heading, a label or a cell, which nobody reads as a sentence.
_FEWEST_WORDS = 4
_LONG_WORD = 9
_VOWEL = re.compile(r"^ا[یو]?|ا|(?<!^)[یو](?![ایو])|(?<=[^ایو])ه$")


@dataclass(frozen=True, slots=True)
class Readability:
    """Lengths are means: a sentence's in words, a word's in letters; `long_words` is their share, 0..1."""

    words: int
    sentences: int
    sentence_words: float
    word_letters: float
    long_words: float
    ease: float


def readability(text: str) -> Readability:
    """Measure the running text, a block a line; raise ValueError when there is none."""
    sentences = [words for words in map(_WORD.findall, _sentences(text)) if len(words) >= _FEWEST_WORDS]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        message = "there is no running text"
        raise ValueError(message)
    letters = [len(word.replace("\u200c", "")) for word in words]
    length = len(words) / len(sentences)
    return Readability(
        words=len(words),
        sentences=len(sentences),
        sentence_words=round(length, 1),
        word_letters=round(sum(letters) / len(words), 1),
        long_words=round(sum(each >= _LONG_WORD for each in letters) / len(words), 3),
        ease=round(reading_ease(sum(map(syllables, words)) / len(words), length), 1),
    )


def reading_ease(word_syllables: float, sentence_words: float) -> float:
    """Return the ease: 100 is very easy, below 30 very hard.

    Dayani 1374 (1995): the formula of Flesch (1948) with a constant that fits Persian and its longer words.
    """
    return 262.835 - 0.846 * 100 * word_syllables - 1.015 * sentence_words


@lru_cache(maxsize=16_384)
def syllables(word: str) -> float:
    """Estimate the syllables of a word, of whose vowels Persian writes only the long ones.

    Every written vowel and a final «ه» make one. Of the consonants between two of them one closes and one
    opens a syllable; the others, like those before the first and after the last, hide short vowels. Right on
    average only: single words may be wrong by one.
    """
    return max(1.0, sum(map(_syllables, without_ornament(word).split())))


def _syllables(piece: str) -> float:
    # The «و» of «خواست» is written and not spoken.
    first, *later = _VOWEL.split(piece.replace("خوا", "خا"))
    if not later:
        return len(first) / 2
    *between, last = later
    hidden = sum((len(run) - 1) // 2 for run in between if run)
    return len(later) + len(first) // 2 + hidden + max(0, len(last) - 1) / 2


def _sentences(text: str) -> list[str]:
    return [sentence for line in text.splitlines() for sentence in _END.split(line)]
