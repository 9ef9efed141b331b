"""What differs between two versions of a text, clause by clause, where spellings tell nothing apart.

Letters of two keyboards, half-spaces, spaces, digits of three scripts and marks of vowels are no change: who
reads both aloud hears the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate, zip_longest

from sanjeh.core.text.search import squeezed

Passages = Sequence[str]


class Change(StrEnum):
    """What became of a run of words, or of a whole clause."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both versions, in the newer alone (added), or in the older alone (removed)."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """Clause `number` of both versions; `runs` are its words in their order, the removed before the added."""

    number: int
    change: Change
    runs: tuple[Run, ...]


def clause_changes(old: Sequence[Passages], new: Sequence[Passages]) -> tuple[ClauseChange, ...]:
    """Return each clause by its number: what was said, and what is said now; both are passages of clauses."""
    pairs = zip_longest(old, new, fillvalue=None)
    return tuple(clause_change(number, *pair) for number, pair in enumerate(pairs, start=1))


def clause_change(number: int, old: Passages | None, new: Passages | None) -> ClauseChange:
    if old is None or new is None:
        change = Change.ADDED if old is None else Change.REMOVED
        text = " ".join(" ".join(old or new or ()).split())
        return ClauseChange(number, change, (Run(change, text),))
    runs = runs_of(" ".join(old).split(), " ".join(new).split())
    is_same = all(run.change is Change.SAME for run in runs)
    return ClauseChange(number, Change.SAME if is_same else Change.CHANGED, runs)


def runs_of(old: Sequence[str], new: Sequence[str]) -> tuple[Run, ...]:
    """Return the runs of two texts in words; one word written apart or together is the same."""
    runs: list[Run] = []
    matcher = SequenceMatcher(None, spelt(old), spelt(new), autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            runs.append(Run(Change.SAME, " ".join(new[k:m])))
        else:
            runs += replaced(old[i:j], new[k:m])
    return joined(runs)


def replaced(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Return the runs where words took the place of others: what reads the same at both ends stays."""
    start, begun = shared(accumulate(spelt(old)), accumulate(spelt(new)))
    old, new, before = old[start:], new[begun:], new[:begun]
    end, ended = shared(backwards(old), backwards(new))
    old, new, after = old[: len(old) - end], new[: len(new) - ended], new[len(new) - ended :]
    parts = ((Change.SAME, before), (Change.REMOVED, old), (Change.ADDED, new), (Change.SAME, after))
    return [Run(change, " ".join(words)) for change, words in parts]


def shared(old: Iterable[str], new: Iterable[str]) -> tuple[int, int]:
    """Return how many words of each read the same from one end on; given are ever longer pieces of both."""
    lengths = {text: count for count, text in enumerate(old, start=1)}
    found = [(lengths[text], count) for count, text in enumerate(new, start=1) if text in lengths]
    return found[-1] if found else (0, 0)


def backwards(words: Sequence[str]) -> Iterable[str]:
    """Return the last word, the last two, and so on, as they read."""
    return accumulate(spelt(words)[::-1], lambda later, word: word + later)


def spelt(words: Sequence[str]) -> list[str]:
    return [squeezed(word) for word in words]


def joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return neighbours of one kind as one run, without those that hold no word."""
    whole: list[Run] = []
    for run in runs:
        if whole and run.text and whole[-1].change is run.change:
            whole[-1] = Run(run.change, f"{whole[-1].text} {run.text}")
        elif run.text:
            whole.append(run)
    return tuple(whole)


def paragraph_changes(old: Sequence[str], new: Sequence[str]) -> tuple[ClauseChange, ...]:
    """Return what became of each paragraph of texts without numbers; those that read the same are matched."""
    matcher = SequenceMatcher(None, spelt(old), spelt(new), autojunk=False)
    pairs = [
        pair
        for _, i, j, k, m in matcher.get_opcodes()
        for pair in zip_longest(old[i:j], new[k:m], fillvalue=None)
    ]
    return tuple(
        clause_change(number, *((one,) if one is not None else None for one in pair))
        for number, pair in enumerate(pairs, start=1)
    )
