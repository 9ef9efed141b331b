"""The codes of bodies and services, healed where a spreadsheet left only one reading of them."""

import re
from collections.abc import Container
from dataclasses import dataclass

from sanjeh.core.catalogue.columns import Column
from sanjeh.core.catalogue.remarks import Healing, Problem, Remark
from sanjeh.core.catalogue.tables import Cell
from sanjeh.core.text.code_rule import IRAN, digits_of, follows
from sanjeh.core.text.numerals import latin_digits

_SCIENTIFIC = re.compile(r"(\d)(?:[.٫](\d+))?[eE]\+?(\d{1,2})")
_WHOLE = re.compile(r"(\d+)[.٫]0*")
_BODY = re.compile(r"[A-Za-z0-9_-]{1,60}")


@dataclass(frozen=True, slots=True)
class CodeRule:
    """How the authority writes the codes of services (`core.text.code_rule`); Iran's have eleven digits."""

    pattern: str = IRAN

    @property
    def digits(self) -> int | None:
        """Return how many digits a code has, None where the rule asks for anything but so many digits."""
        return digits_of(self.pattern)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a cell, and what is told of it; with a problem among that, `value` is of no use."""

    value: str
    remarks: tuple[Remark, ...] = ()

    @property
    def is_wrong(self) -> bool:
        return any(remark.is_problem for remark in self.remarks)


def service_code(cell: Cell, rule: CodeRule, standing: Container[str]) -> Read:
    """Read the code of a service; `standing` are the codes that the list knows.

    Zeros that a spreadsheet dropped from a number are put back where that leaves one reading: the list
    knows the code, or the cell is a number that lacks one digit. A text may have lost any of its digits.
    """
    digits, healed = _digits(cell)
    if not digits:
        return _refused(cell, Problem.CODE_EMPTY)
    if rule.digits is None:
        return _by_its_letters(cell, digits, healed, rule)
    return _of_digits(cell, (digits, healed), rule.digits, standing)


def _by_its_letters(cell: Cell, code: str, healed: list[Healing], rule: CodeRule) -> Read:
    """Read a code that is more than digits: nothing of it can be guessed."""
    if not follows(code, rule.pattern):
        return _refused(cell, Problem.CODE_AGAINST_RULE, rule=rule.pattern)
    return Read(code, _told(cell, healed, code))


def _of_digits(cell: Cell, found: tuple[str, list[Healing]], wanted: int, standing: Container[str]) -> Read:
    digits, healed = found
    if not digits.isascii() or not digits.isdigit():
        is_rounded = _SCIENTIFIC.fullmatch(digits) is not None
        return _refused(cell, Problem.CODE_ROUNDED if is_rounded else Problem.CODE_NOT_DIGITS)
    whole = digits.zfill(wanted)
    was_dropped = whole in standing or (cell.is_number and len(digits) == wanted - 1)
    if len(digits) < wanted and was_dropped:
        digits, healed = whole, [*healed, Healing.ZEROS]
    if len(digits) != wanted:
        return _refused(cell, Problem.CODE_LENGTH, count=len(digits), wanted=wanted)
    return Read(digits, _told(cell, healed, digits))


def body_code(cell: Cell, standing: Container[str], column: Column = Column.CODE) -> Read:
    """Read the code of a body; empty where the cell is."""
    text, healed = _digits(cell)
    if text and not _BODY.fullmatch(text):
        return Read("", (Remark(Problem.CODE_LETTERS, column, cell.text),))
    if cell.is_number and text not in standing:
        padded = next((known for width in range(2, 13) if (known := text.zfill(width)) in standing), text)
        if padded != text:
            text, healed = padded, [*healed, Healing.ZEROS]
    return Read(text, _told(cell, healed, text, column))


def _digits(cell: Cell) -> tuple[str, list[Healing]]:
    """Return the code without what spreadsheets and keyboards put on it."""
    healed: list[Healing] = []
    stripped = "".join(letter for letter in cell.text if letter.isprintable()).strip()
    if stripped != cell.text:
        healed.append(Healing.SPACES)
    text = latin_digits(stripped)
    if text != stripped:
        healed.append(Healing.DIGITS)
    whole = _without_fraction(text)
    if cell.is_number or whole != text:
        healed.append(Healing.NUMBER)
    return whole, healed


def _without_fraction(text: str) -> str:
    """Return a number as its digits, where a fraction of zero or a power of ten has kept all of them."""
    if found := _WHOLE.fullmatch(text):
        return found[1]
    found = _SCIENTIFIC.fullmatch(text)
    if found and len(found[2] or "") >= int(found[3]) and not (found[2] or "")[int(found[3]) :].strip("0"):
        return found[1] + (found[2] or "")[: int(found[3])]
    return text


def _told(cell: Cell, healed: list[Healing], now: str, column: Column = Column.CODE) -> tuple[Remark, ...]:
    return tuple(Remark(one, column, cell.text, now) for one in dict.fromkeys(healed))


def _refused(cell: Cell, problem: Problem, **facts: str | int) -> Read:
    return Read("", (Remark(problem, Column.CODE, cell.text, facts=facts),))
