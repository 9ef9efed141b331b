"""What one check says."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Line:
    """What was found, and where it is not as it should be, what mends it."""

    check: str
    status: Status
    says: str
    remedy: str = ""


def ok(check: str, says: str) -> Line:
    return Line(check, Status.OK, says)


def warn(check: str, says: str, remedy: str) -> Line:
    return Line(check, Status.WARN, says, remedy)


def fail(check: str, says: str, remedy: str) -> Line:
    return Line(check, Status.FAIL, says, remedy)


def is_sound(lines: Iterable[Line]) -> bool:
    """Return whether nothing fails; what only warns can wait."""
    return all(line.status is not Status.FAIL for line in lines)
