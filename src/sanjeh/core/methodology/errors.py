"""What is wrong with a methodology file, said so that its author can mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sanjeh.core.methodology.error_messages import message_of, unknown_key
from sanjeh.core.text.words import Say, Translatable

COMPUTED = ("restricted_to", "share_of_whole", "whole_hash", "not_asked")
TREE = {"axes": "axis", "indicators": "indicator", "bonus": "bonus", "stages": "stage", "classes": "class"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: in which file, at which place of the tree, what is wrong, what to write."""

    file: str
    place: str
    says: Translatable
    mend: Translatable

    def sentence(self, say: Say) -> str:
        place = f"{self.file}: {self.place}: " if self.place else f"{self.file}: "
        return f"{place}{say(self.says)} {say(self.mend)}"


class MethodologyBroken(Exception):
    """The file cannot be used; `problems` says everything that is wrong with it at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(problem.sentence(str) for problem in problems))
        self.problems = tuple(problems)


def shape_problems(error: ValidationError, raw: Mapping[str, object], file: str) -> tuple[Problem, ...]:
    """Return one problem for each place where the file does not have the shape of a methodology."""
    problems = error.errors(include_url=False)
    # A list whose member is broken is also called too short; only the member can be mended.
    outer = {place[:end] for place in (one["loc"] for one in problems) for end in range(len(place))}
    innermost = [details for details in problems if details["loc"] not in outer]
    return tuple(_shape_problem(details, raw, file) for details in innermost)


def _shape_problem(details: ErrorDetails, raw: Mapping[str, object], file: str) -> Problem:
    place = tree_place(details["loc"], raw)
    key = str(details["loc"][-1]) if details["loc"] else ""
    says, mend = message_of(details, key)
    return Problem(file, place, says, mend)


def computed_problems(raw: Mapping[str, object], file: str) -> tuple[Problem, ...]:
    """Return one problem for each field that only the program may set, such as the hash of the whole."""
    return tuple(Problem(file, key, *unknown_key(key)) for key in COMPUTED if key in raw)


def tree_place(steps: Sequence[int | str], raw: object) -> str:
    """Return `axis U > indicator U03 > scale` for a path through the raw tables."""
    words: list[str] = []
    here, kind = raw, ""
    for step in steps:
        inside = _inside(here, step)
        if isinstance(step, int):
            words.append(f"{TREE.get(kind, kind)} {_name_of(inside, step)}")
        elif step not in TREE and inside is not None:
            words.append(step)
        here, kind = (inside, str(step)) if inside is not None else (here, kind)
    return " > ".join(words)


def _inside(table: object, step: int | str) -> object:
    """Return what lies under the step; None for a step that stands only in our own types."""
    if isinstance(table, dict):
        return table.get(step)
    if isinstance(table, list) and isinstance(step, int) and step < len(table):
        inside: object = table[step]
        return inside
    return None


def _name_of(entry: object, position: int) -> str:
    if isinstance(entry, dict):
        return str(entry.get("code", entry.get("number", position + 1)))
    return str(position + 1)
